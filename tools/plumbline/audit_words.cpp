#include "tools/plumbline/audit_words.hpp"

#include <algorithm>

#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::size_t count(const std::vector<DataCheck>& checks, CheckOutcome outcome) {
  return static_cast<std::size_t>(std::ranges::count(checks, outcome, &DataCheck::outcome));
}

std::string rows_in_words(const Audit& audit) {
  const std::size_t all = audit.checks.size();
  const std::size_t broken = count(audit.checks, CheckOutcome::broken);
  const std::string questions = plural(all, "question") + " to its rows";
  if (broken == 0) return questions + (is_complete(audit) ? ", none finds anything" : "");
  return std::to_string(broken) + " of " + questions + (broken == 1 ? " finds" : " find") +
         " what should not be";
}

std::string samples_of(const DataCheck& check) {
  std::string text;
  for (const std::int64_t rowid : check.rowids) {
    const char* const name = check.rows == 1 ? "rowid " : "rowids ";
    text += (text.empty() ? name : ", ") + std::to_string(rowid);
  }
  const bool more = check.at_least || check.rows > static_cast<std::int64_t>(check.rowids.size());
  return text.empty() ? "" : ": " + text + (more ? ", …" : "");
}

}  // namespace

std::string headline_of_audit(const Report& report) {
  const Audit& audit = *report.audit;
  const std::string unfinished = is_complete(audit) ? "" : "NOT FINISHED, what is known so far: ";
  std::string line = report.database.path + ": " + unfinished + rows_in_words(audit);
  const std::string findings = count_of(report.findings);
  return findings.empty() ? line : line + "; " + findings + " in all";
}

bool foretells_something(const Report& report) {
  const bool runs = report.forecast && report.forecast->outcome != ForecastOutcome::not_run &&
                    report.forecast->outcome != ForecastOutcome::nothing_to_run;
  return runs || !report.migrations.empty() || !report.changes.empty();
}

std::string count_of(const std::vector<DataCheck>& checks) {
  std::string text = plural(checks.size(), "question") + " to the rows";
  std::string between = ": ";
  const auto add = [&](CheckOutcome outcome, const char* words) {
    const std::size_t number = count(checks, outcome);
    if (number == 0) return;
    text += between + std::to_string(number) + " " + words;
    between = ", ";
  };
  add(CheckOutcome::holds, "hold");
  add(CheckOutcome::broken, "broken");
  add(CheckOutcome::failed, "without an answer");
  add(CheckOutcome::not_finished, "not finished");
  return text;
}

std::string question_of(const DataCheck& check) {
  const std::string table = check.object.table.text();
  return (table.empty() ? "" : table + ": ") + check.what + (check.declared ? " (declared)" : "");
}

std::string answer_of(const DataCheck& check) {
  switch (check.outcome) {
    case CheckOutcome::holds:
      return "holds";
    case CheckOutcome::not_finished:
      return "not finished";
    case CheckOutcome::failed:
      return "no answer: " + check.why;
    case CheckOutcome::broken:
      break;
  }
  if (check.rule == "sequence-too-low") {
    return check.rowids.empty() ? "too low"
                                : "too low: the largest id is " + std::to_string(check.rowids[0]);
  }
  const bool of_rows = check.rule.starts_with("rows-");
  return (check.at_least ? "at least " : "") +
         plural(static_cast<std::size_t>(check.rows), of_rows ? "row" : "complaint") +
         samples_of(check);
}

std::string headline_of(const Since& since) {
  const std::string from = since.taken_at.empty() ? "not dated" : since.taken_at;
  const std::string to = since.now.empty() ? "" : " until " + since.now;
  return "since " + since.snapshot + " (" + from + to + "): " +
         (since.changes.empty() ? "no difference" : plural(since.changes.size(), "difference"));
}

std::string origin_of(const ExplainedChange& change) {
  return change.migration.empty() ? "by no migration that is known" : "by " + change.migration;
}

}  // namespace plumbline
