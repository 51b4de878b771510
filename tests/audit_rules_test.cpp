// What the rules make of the answers to an audit's questions, and that they keep silent where all
// holds.
#include <doctest/doctest.h>

#include "rules/all_rules.hpp"

namespace plumbline {

namespace {

DataCheck check_of(const std::string& rule, CheckOutcome outcome, std::int64_t rows = 0) {
  DataCheck check;
  check.rule = rule;
  check.object = {ObjectType::column, Identifier("mail"), Identifier("users")};
  check.what = "what should hold";
  check.outcome = outcome;
  check.rows = rows;
  return check;
}

DataCheck broken(const std::string& rule, std::int64_t rows = 1) {
  return check_of(rule, CheckOutcome::broken, rows);
}

/// Of an audit with this one question.
std::vector<Finding> findings_of(const DataCheck& check) {
  Audit audit;
  audit.checks = {check};
  return assess(audit);
}

/// Where there is exactly one, of the same rule.
Finding only_finding_of(const DataCheck& check) {
  const std::vector<Finding> findings = findings_of(check);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == check.rule);
  CHECK(findings[0].object == check.object);
  return findings[0];
}

}  // namespace

TEST_CASE("no rule about rows fires where all holds") {
  for (const char* rule : {"rows-with-null", "rows-failing-check", "rows-not-unique",
                           "rows-without-parent", "rows-of-wrong-type", "sequence-too-low",
                           "damaged-database", "index-disagrees", "rows-against-affinity"}) {
    CAPTURE(rule);
    CHECK(findings_of(check_of(rule, CheckOutcome::holds)).empty());
    CHECK(findings_of(broken(rule)).size() == 1);
  }
  CHECK(assess(Audit()).empty());
}

TEST_CASE("rows-with-null") {
  DataCheck check = broken("rows-with-null", 2);
  check.rowids = {3, 9};
  Finding finding = only_finding_of(check);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "2 rows of users have NULL in mail, which is NOT NULL (rowids 3, 9)");
  CHECK(finding.remedy ==
        "give them a value: the constraint was not in force when they were written");
  check.declared = true;
  finding = only_finding_of(check);
  CHECK(finding.message ==
        "2 rows of users have NULL in mail, which is declared NOT NULL by the target (rowids 3, "
        "9)");
  CHECK(finding.remedy ==
        "give them a value before the column becomes NOT NULL, or declare a DEFAULT that repair "
        "can fill in");
}

TEST_CASE("rows-failing-check, and samples with and without rowids and values") {
  DataCheck check = broken("rows-failing-check", 1);
  CHECK(only_finding_of(check).message == "1 row of users does not pass what should hold");
  check.rowids = {7};
  CHECK(only_finding_of(check).message ==
        "1 row of users does not pass what should hold (rowid 7)");
  check.rows = 9;
  check.values = {"'x'"};
  check.declared = true;
  const Finding finding = only_finding_of(check);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "9 rows of users do not pass what should hold, as the target declares (rowids 7: 'x', …)");
  CHECK(finding.remedy == "change them before the constraint is added");
  check.rowids.clear();
  CHECK(only_finding_of(check).message.ends_with("declares (values 'x', …)"));
}

TEST_CASE("rows-not-unique") {
  const Finding finding = only_finding_of(broken("rows-not-unique", 4));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "4 rows of users share values that what should hold forbids");
  CHECK(finding.remedy == "decide which of them stay; then REINDEX, since the index let them in");
}

TEST_CASE("rows-without-parent") {
  const Finding finding = only_finding_of(broken("rows-without-parent"));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message == "1 row of users references what is not there: what should hold");
  CHECK(finding.remedy.find("PRAGMA foreign_keys was off") != std::string::npos);
}

TEST_CASE("rows-of-wrong-type") {
  DataCheck check = broken("rows-of-wrong-type");
  CHECK(only_finding_of(check).severity == Severity::error);
  CHECK(only_finding_of(check).message ==
        "1 row of users has a value in mail that a STRICT table cannot hold (what should hold)");
  check.declared = true;
  CHECK(only_finding_of(check).remedy ==
        "convert or remove these values before the table becomes STRICT");
}

TEST_CASE("rows-against-affinity is a warning") {
  const Finding finding = only_finding_of(broken("rows-against-affinity", 3));
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "3 rows of users have a value that its type does not lead one to expect: what should hold");
}

TEST_CASE("sequence-too-low") {
  DataCheck check = broken("sequence-too-low");
  check.object = {ObjectType::table, Identifier("us\"ers"), Identifier("us\"ers")};
  check.rowids = {12};
  const Finding finding = only_finding_of(check);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "the number that AUTOINCREMENT goes on from is below the largest id of us\"ers (12): ids "
        "that were deleted may be given out again");
  CHECK(finding.remedy ==
        "UPDATE sqlite_sequence SET seq = (SELECT max(rowid) FROM \"us\"\"ers\") WHERE name = "
        "'us\"ers', or INSERT that row where it is gone");
}

TEST_CASE("damaged-database and index-disagrees say the first complaint") {
  DataCheck check = broken("damaged-database", 3);
  check.object = {};
  check.why = "Page 4: never used\nPage 5: never used";
  CHECK(only_finding_of(check).severity == Severity::error);
  CHECK(only_finding_of(check).message ==
        "integrity_check complains: Page 4: never used (and 2 more)");
  check.at_least = true;
  CHECK(only_finding_of(check).message ==
        "integrity_check complains, among much else: Page 4: never used (and 2 more)");
  check = broken("index-disagrees", 1);
  check.object = {ObjectType::index, Identifier("by mail"), Identifier("users")};
  check.why = "row 3 missing from index by mail";
  CHECK(only_finding_of(check).severity == Severity::error);
  CHECK(only_finding_of(check).message ==
        "the index does not say what its table holds (1 complaint: row 3 missing from index by "
        "mail): queries that use it miss rows, or find rows that are not there");
  CHECK(only_finding_of(check).remedy.starts_with("REINDEX \"by mail\"; "));
}

TEST_CASE("audit-incomplete: what was not finished is a warning, what has no answer a note") {
  Audit audit;
  audit.checks = {check_of("rows-with-null", CheckOutcome::holds),
                  check_of("rows-with-null", CheckOutcome::not_finished)};
  audit.not_finished = {"what changed since the snapshot"};
  std::vector<Finding> findings = assess(audit);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == "audit-incomplete");
  CHECK(findings[0].severity == Severity::warning);
  CHECK(findings[0].message ==
        "this is not all: it was ended before these were answered: what changed since the "
        "snapshot, 1 of 2 questions to the rows");
  audit.not_finished.clear();
  audit.checks[1] = check_of("rows-failing-check", CheckOutcome::failed);
  audit.checks[1].why = "no such function: twice";
  findings = assess(audit);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].severity == Severity::note);
  CHECK(findings[0].message ==
        "1 question to the rows could not be answered, such as users, what should hold: no such "
        "function: twice");
  CHECK(is_complete(audit));
}

}  // namespace plumbline
