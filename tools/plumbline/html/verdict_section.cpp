#include <algorithm>

#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/html/page_sections.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

bool any_of_severity(const Report& report, Severity severity) {
  return std::ranges::find(report.findings, severity, &Finding::severity) != report.findings.end();
}

bool is_whole(const Report& report) { return !report.audit || is_complete(*report.audit); }

std::size_t count_of(const Audit& audit, CheckOutcome outcome) {
  return static_cast<std::size_t>(std::ranges::count(audit.checks, outcome, &DataCheck::outcome));
}

bool is_not_foretold(const Report& report) {
  return report.forecast && report.forecast->outcome == ForecastOutcome::not_run;
}

std::string tone_of(const Report& report) {
  if (stops_the_deploy(report)) return "bad";
  const bool failed = report.audit && count_of(*report.audit, CheckOutcome::failed) > 0;
  if (!is_whole(report) || failed || is_not_foretold(report)) return "open";
  const bool look = any_of_severity(report, Severity::warning) || any_drift(report.changes) ||
                    !unsettled(report).empty();
  return look && kind_of_page(report) != PageKind::lint ? "look"
         : any_of_severity(report, Severity::warning)   ? "look"
                                                        : "good";
}

/// What to do about it, for somebody who reads nothing else.
std::string badge_of(const std::string& tone, PageKind kind) {
  if (tone == "good") return kind == PageKind::check ? "Go ahead" : "All well";
  if (tone == "open") return "Not known";
  if (tone == "look") return "Have a look";
  if (kind == PageKind::check) return "Do not deploy";
  return kind == PageKind::lint ? "Not safe" : "Mend this";
}

std::string sentence_on_checks(const Audit& audit) {
  const std::size_t broken = count_of(audit, CheckOutcome::broken);
  const std::size_t failed = count_of(audit, CheckOutcome::failed);
  const std::size_t open = count_of(audit, CheckOutcome::not_finished);
  std::string text = plural(audit.checks.size(), "question") + " put to the rows: ";
  if (audit.checks.empty()) return "no question was put to the rows";
  text += broken == 0 ? "none is broken" : std::to_string(broken) + " broken";
  if (failed > 0) text += ", " + std::to_string(failed) + " without an answer";
  if (open > 0) text += ", " + std::to_string(open) + " not finished";
  return text;
}

/// Of `audit`, the first that is bad; what is not said here is in the lines below it.
std::string headline_of_audit(const Report& report) {
  const std::size_t broken = count_of(*report.audit, CheckOutcome::broken);
  if (report.forecast && stops_the_deploy(report) && broken == 0) {
    return sentence(headline_of_check(report));
  }
  const std::string of = report.database.path;
  if (broken > 0) {
    return "Rows of " + of + " break " + (broken == 1 ? "a constraint" : "their constraints");
  }
  const std::string findings = count_of(report.findings);
  if (!findings.empty()) return of + ": " + findings;
  if (any_drift(report.changes)) return "The schema of " + of + " has drifted";
  if (!unsettled(report).empty()) return headline_of(report);
  return of + (is_whole(report) ? ": nothing to mend" : ": nothing to mend so far");
}

std::string headline(const Report& report) {
  switch (kind_of_page(report)) {
    case PageKind::audit:
      return headline_of_audit(report);
    case PageKind::lint:
      return headline_of_lint(report);
    case PageKind::check:
      break;
  }
  return sentence(headline_of_check(report));
}

struct Line {
  std::string part, text, tone, section;
};

void add_lines_of_rows(const Report& report, std::vector<Line>& lines) {
  if (!report.audit) return;
  const bool broken = count_of(*report.audit, CheckOutcome::broken) > 0;
  lines.push_back({"Rows", sentence_on_checks(*report.audit),
                   broken             ? "bad"
                   : is_whole(report) ? "good"
                                      : "open",
                   "checks"});
}

void add_line_of_schema(const Report& report, std::vector<Line>& lines) {
  // Without one nothing is said: the report does not tell whether a schema was declared at all.
  if (report.changes.empty() || kind_of_page(report) == PageKind::lint) return;
  const bool drifts = any_drift(report.changes);
  lines.push_back({"Schema", count_of(report.changes) + " from " + expected_schema(report),
                   drifts ? "look" : "good", drifts ? "changes" : ""});
}

std::string tone_of(ForecastOutcome outcome) {
  switch (outcome) {
    case ForecastOutcome::fails:
    case ForecastOutcome::drifts:
    case ForecastOutcome::loses_rows:
      return "bad";
    case ForecastOutcome::not_run:
      return "open";
    case ForecastOutcome::nothing_to_run:
    case ForecastOutcome::succeeds:
      break;
  }
  return "good";
}

/// One line a part of the report, so that the page need not be read to its end.
std::vector<Line> lines_of(const Report& report) {
  std::vector<Line> lines;
  const bool lints = kind_of_page(report) == PageKind::lint;
  if (report.forecast) {
    lines.push_back({"Next deploy", sentence(headline_of_check(report)),
                     tone_of(report.forecast->outcome), "forecast"});
  }
  if (!lints && !report.migrations.empty()) {
    const bool settled = unsettled(report).empty();
    lines.push_back({"Migrations", settled ? count_of(report.migrations) : headline_of(report),
                     settled ? "good" : "look", "migrations"});
  }
  add_line_of_schema(report, lines);
  add_lines_of_rows(report, lines);
  const std::string findings = count_of(report.findings);
  const std::string tone = any_of_severity(report, Severity::error) ? "bad" : "look";
  lines.push_back({"Findings", findings.empty() ? "no errors, no warnings" : findings,
                   findings.empty() ? "good" : tone, report.findings.empty() ? "" : "findings"});
  return lines;
}

std::vector<std::string> unfinished(const Report& report) {
  if (is_whole(report)) return {};
  std::vector<std::string> parts = report.audit->not_finished;
  const std::size_t open = count_of(*report.audit, CheckOutcome::not_finished);
  if (open > 0) parts.push_back(plural(open, "question") + " to the rows");
  return parts;
}

}  // namespace

PageKind kind_of_page(const Report& report) {
  if (report.audit) return PageKind::audit;
  return report.forecast || !report.database.path.empty() ? PageKind::check : PageKind::lint;
}

PageData verdict_section(const Report& report) {
  const std::string tone = tone_of(report);
  const PageKind kind = kind_of_page(report);
  const std::string title = headline(report);
  std::vector<Line> lines = lines_of(report);
  // What is the headline already need not be said again.
  std::erase_if(lines, [&](const Line& line) { return line.text == title; });
  const std::vector<std::string> open = unfinished(report);
  return fields(
      {{"tone", text_data(tone)},
       {"badge", text_data(badge_of(tone, kind))},
       {"headline", text_data(title)},
       {"incomplete", PageData(!open.empty())},
       {"open_parts", list_data(open, [](const std::string& part) { return text_data(part); })},
       {"lines", list_data(lines, [](const Line& line) {
          return fields({{"part", text_data(line.part)},
                         {"words", text_data(line.text)},
                         {"line_tone", text_data(line.tone)},
                         {"has_section", PageData(!line.section.empty())},
                         {"line_section", text_data(line.section)}});
        })}});
}

}  // namespace plumbline
