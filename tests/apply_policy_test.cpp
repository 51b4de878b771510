// Severities, ignore comments and a baseline, applied to the findings of a report.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/status_samples.hpp"
#include "tools/plumbline/policy.hpp"

namespace plumbline {

namespace {

using Lines = std::vector<std::string>;

Finding found(const std::string& rule, Severity severity, const std::string& file = "",
              int line = 0, const std::string& message = "m") {
  return {rule, severity, {}, file, line, message, "r"};
}

Report report_of(std::vector<Finding> findings) {
  Report report;
  report.findings = std::move(findings);
  report.verdict = Verdict::findings;
  return report;
}

Lines findings_of(const Report& report) {
  Lines lines;
  for (const Finding& one : report.findings) {
    lines.push_back(to_string(one.severity) + " " + one.rule + " " + one.file + ":" +
                    std::to_string(one.line) + " " + one.message);
  }
  return lines;
}

Lines accepted_of(const Report& report) {
  Lines lines;
  for (const AcceptedFinding& one : report.accepted) {
    lines.push_back(one.finding.rule + ":" + std::to_string(one.finding.line) + " by " + one.by +
                    ": " + one.reason);
  }
  return lines;
}

Policy with_comments(const std::string& sql) {
  Policy policy;
  policy.ignores = {{"m/1.sql", ignore_comments(sql)}};
  return policy;
}

BaselineEntry entry(const std::string& rule, const std::string& message, const char* day,
                    int line) {
  return {rule, "database", "", message, "agreed", *date_named(day), line};
}

Policy with_entries(std::vector<BaselineEntry> entries) {
  Policy policy;
  policy.baseline = {"b.yaml", std::move(entries)};
  policy.today = *date_named("2026-06-15");
  policy.here = "/here";
  for (const BaselineEntry& one : policy.baseline.entries) policy.asked.insert(one.rule);
  return policy;
}

}  // namespace

TEST_CASE("policy: no decisions, no change") {
  const Report report = apply_policy(
      report_of({found("only-copy", Severity::error), found("extra-table", Severity::warning)}),
      {});
  CHECK(findings_of(report) == Lines{"error only-copy :0 m", "warning extra-table :0 m"});
  CHECK(report.accepted.empty());
  CHECK(report.verdict == Verdict::findings);
}

TEST_CASE("policy: severities are changed, put in order, and switched off") {
  Policy policy;
  policy.severities = {{"only-copy", {Severity::note, "p.yaml:2"}},
                       {"cosmetic-edit", {Severity::error, "p.yaml:3"}},
                       {"lock-left", {std::nullopt, "p.yaml:4"}}};
  const Report report = apply_policy(
      report_of({found("only-copy", Severity::error), found("lock-left", Severity::warning),
                 found("extra-table", Severity::warning), found("cosmetic-edit", Severity::note)}),
      policy);
  CHECK(findings_of(report) ==
        Lines{"error cosmetic-edit :0 m", "warning extra-table :0 m", "note only-copy :0 m"});
  CHECK(accepted_of(report) == Lines{"lock-left:0 by p.yaml:4: "});
}

TEST_CASE("policy: the verdict is that of what is left") {
  Policy off;
  off.severities = {{"only-copy", {std::nullopt, "p.yaml:2"}}};
  CHECK(apply_policy(report_of({found("only-copy", Severity::error)}), off).verdict ==
        Verdict::clean);
  CHECK(apply_policy(report_of({found("extra-table", Severity::note)}), off).verdict ==
        Verdict::clean);
  CHECK(apply_policy(stopped_half_way(), off).verdict == Verdict::findings);
  Report check = stopped_half_way();
  check.findings = {found("only-copy", Severity::error)};
  check.forecast.emplace();
  CHECK(apply_policy(check, off).verdict == Verdict::clean);
  CHECK(apply_policy(check, {}).verdict == Verdict::findings);
}

TEST_CASE("policy: a comment accepts what its rule finds in its statement") {
  const Policy policy = with_comments(
      "CREATE TABLE a (x);\n-- plumbline: ignore only-copy it is kept\nDROP TABLE\n b;\nSELECT 1;");
  const Report report =
      apply_policy(report_of({found("only-copy", Severity::error, "m/1.sql", 1),
                              found("only-copy", Severity::error, "m/1.sql", 3),
                              found("only-copy", Severity::error, "./m/../m/1.sql", 4),
                              found("only-copy", Severity::error, "m/1.sql", 5),
                              found("only-copy", Severity::error, "m/1.sql", 0),
                              found("only-copy", Severity::error, "m/2.sql", 3),
                              found("only-copy", Severity::error, "", 3),
                              found("lock-left", Severity::error, "m/1.sql", 3)}),
                   policy);
  CHECK(accepted_of(report) ==
        Lines{"only-copy:3 by m/1.sql:2: it is kept", "only-copy:4 by m/1.sql:2: it is kept"});
  CHECK(report.findings.size() == 6);
}

TEST_CASE("policy: a comment at the top accepts what is said of the file") {
  const Report report =
      apply_policy(report_of({found("empty-migration", Severity::warning, "m/1.sql", 0)}),
                   with_comments("-- plumbline: ignore empty-migration given up"));
  CHECK(accepted_of(report) == Lines{"empty-migration:0 by m/1.sql:1: given up"});
  CHECK(report.verdict == Verdict::clean);
}

TEST_CASE("policy: comments that ignore nothing are found") {
  Policy policy = with_comments(
      "-- plumbline: ignore only-copy\n"
      "-- plumbline: ignore only-copi x\n"
      "-- plumbline: ignore bad-ignore x\n"
      "SELECT 1;\n"
      "-- plumbline: ignore only-copy x\n");
  const Report report =
      apply_policy(report_of({found("only-copy", Severity::error, "m/1.sql", 4)}), policy);
  const std::string nothing = "this comment ignores nothing: ";
  CHECK(findings_of(report) ==
        Lines{"error only-copy m/1.sql:4 m",
              "warning bad-ignore m/1.sql:1 " + nothing +
                  "gives no reason why only-copy may stand; write -- plumbline: ignore RULE reason",
              "warning bad-ignore m/1.sql:2 " + nothing +
                  "there is no rule \"only-copi\"; did you mean \"only-copy\"? findings show the "
                  "names of theirs",
              "warning bad-ignore m/1.sql:3 " + nothing +
                  "bad-ignore cannot be ignored by a comment; severities: in plumbline.yaml can",
              "warning bad-ignore m/1.sql:5 " + nothing +
                  "no statement follows it, so it covers nothing"});
  CHECK(report.accepted.empty());
  policy.severities = {{"bad-ignore", {std::nullopt, "p.yaml:2"}}};
  CHECK(apply_policy(report, policy).findings.size() == 1);
}

TEST_CASE("policy: a comment is unused where its rule was asked and looks at files alone") {
  Policy policy = with_comments(
      "-- plumbline: ignore unreadable-migration x\n"
      "-- plumbline: ignore only-copy x\nSELECT 1;");
  CHECK(apply_policy(report_of({}), policy).findings.empty());
  policy.asked = {"unreadable-migration", "only-copy"};
  CHECK(findings_of(apply_policy(report_of({}), policy)) ==
        Lines{"note unused-ignore m/1.sql:1 there is no unreadable-migration here any more"});
  // Switched off, the rule is none the less met: the comment is not unused.
  policy.severities = {{"unreadable-migration", {std::nullopt, "p.yaml:2"}}};
  const Report report = apply_policy(
      report_of({found("unreadable-migration", Severity::error, "m/1.sql", 3)}), policy);
  CHECK(report.findings.empty());
  CHECK(accepted_of(report) == Lines{"unreadable-migration:3 by m/1.sql:1: x"});
}

TEST_CASE("policy: an entry of a baseline accepts one finding, without a message all of them") {
  const std::vector<Finding> three = {
      found("only-copy", Severity::error, "", 0, "table a: 1 row"),
      found("only-copy", Severity::error, "", 0, "table a: 5 rows"),
      found("only-copy", Severity::error, "", 0, "table b: 5 rows")};
  const Report one = apply_policy(
      report_of(three), with_entries({entry("only-copy", "table a: 9 rows", "2026-06-15", 4)}));
  CHECK(findings_of(one) ==
        Lines{"error only-copy :0 table a: 5 rows", "error only-copy :0 table b: 5 rows"});
  CHECK(accepted_of(one) == Lines{"only-copy:0 by b.yaml:4: agreed"});
  const Report two = apply_policy(
      report_of(three), with_entries({entry("only-copy", "", "2026-06-15", 2),
                                      entry("only-copy", "table a: 9 rows", "2026-06-15", 4)}));
  CHECK(two.findings.empty());
  CHECK(accepted_of(two) == Lines{"only-copy:0 by b.yaml:4: agreed",
                                  "only-copy:0 by b.yaml:2: agreed",
                                  "only-copy:0 by b.yaml:2: agreed"});
}

TEST_CASE("policy: an expired entry no longer counts, and is named") {
  const Finding grave = found("only-copy", Severity::error);
  const Report report =
      apply_policy(report_of({grave}), with_entries({entry("only-copy", "m", "2026-06-14", 4)}));
  CHECK(findings_of(report) == Lines{"error only-copy :0 m",
                                     "note stale-baseline b.yaml:4 this entry expired on "
                                     "2026-06-14"});
  CHECK(report.findings[1].remedy ==
        "mend what it speaks of, or decide anew until when it may stay");
  CHECK(report.accepted.empty());
}

TEST_CASE("policy: an entry that speaks of nothing is named, where its rule was asked") {
  Policy policy = with_entries(
      {entry("only-copy", "gone", "2026-06-15", 4), entry("lock-left", "gone", "2026-06-14", 9)});
  CHECK(findings_of(apply_policy(report_of({}), policy)) ==
        Lines{"note stale-baseline b.yaml:4 no finding is what this entry speaks of (only-copy)",
              "note stale-baseline b.yaml:9 this entry expired on 2026-06-14"});
  CHECK(apply_policy(report_of({}), policy).verdict == Verdict::clean);
  policy.asked.clear();
  CHECK(apply_policy(report_of({}), policy).findings.empty());
}

TEST_CASE("policy: what is accepted stands in the order of its weight") {
  Policy policy = with_comments("-- plumbline: ignore cosmetic-edit x\nSELECT 1;");
  policy.severities = {{"only-copy", {std::nullopt, "p.yaml:2"}}};
  const Report report =
      apply_policy(report_of({found("only-copy", Severity::error),
                              found("cosmetic-edit", Severity::note, "m/1.sql", 2)}),
                   policy);
  CHECK(accepted_of(report) ==
        Lines{"only-copy:0 by p.yaml:2: ", "cosmetic-edit:2 by m/1.sql:1: x"});
}

}  // namespace plumbline
