#include "tools/plumbline/status_words.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::vector<int> stops_of(const MigrationStatus& migration, const std::vector<Cut>& cuts) {
  std::vector<int> stops;
  for (const Cut& cut : cuts) {
    if (cut.migration == migration.id) stops.push_back(cut.after_statement);
  }
  std::ranges::sort(stops);
  return stops;
}

/// "1", "1 or 2", "1, 2 or 3", "1 … 9".
std::string alternatives(const std::vector<int>& numbers) {
  constexpr std::size_t most = 4;
  if (numbers.size() > most) {
    return std::to_string(numbers.front()) + " … " + std::to_string(numbers.back());
  }
  std::string text;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) text += i + 1 == numbers.size() ? " or " : ", ";
    text += std::to_string(numbers[i]);
  }
  return text;
}

std::string share_of(const MigrationStatus& migration) {
  return std::to_string(migration.applied) + " of " +
         plural(static_cast<std::size_t>(migration.statements), "statement");
}

/// "before statement 1 or after statement 1 or 2 of 9"
std::string place_among(std::vector<int> stops, const MigrationStatus& migration) {
  std::string text;
  if (stops.front() == 0) {
    text = "before its first statement";
    stops.erase(stops.begin());
    if (stops.empty()) return text;
    text += " or ";
  }
  return text + "after statement " + alternatives(stops) + " of " +
         std::to_string(migration.statements);
}

/// Where it stopped, as far as the schema shows that.
std::string progress_of(const MigrationStatus& migration, const std::vector<Cut>& cuts) {
  const std::vector<int> stops = stops_of(migration, cuts);
  if (!stops.empty()) return "stopped " + place_among(stops, migration);
  if (migration.statements == 0) return "is half-done";
  return "is half-done: " + share_of(migration) + " applied";
}

std::string log_clause(const MigrationStatus& migration) {
  if (migration.flags.contains(MigrationFlag::dirty)) return ": its log row says it failed";
  return migration.recorded ? ", yet the log has it as applied" : ": its log row is missing";
}

std::string doubt_on(const MigrationStatus& migration, const std::vector<Cut>& cuts) {
  if (migration.flags.contains(MigrationFlag::missing_file)) {
    return migration.id + " is in the log and there is no file of it";
  }
  const std::vector<int> stops = stops_of(migration, cuts);
  const std::string doubt = "cannot tell how far " + migration.id + " has come";
  return stops.empty() ? doubt : doubt + ": it may have stopped " + place_among(stops, migration);
}

std::string absence_of(const MigrationStatus& migration) {
  if (migration.statements == 0) return "what it does is not in the schema";
  if (migration.applied > 0) return "only " + share_of(migration) + " applied";
  return "none of its " + plural(static_cast<std::size_t>(migration.statements), "statement") +
         " has run";
}

/// The worst comes first: what is half-done stops the next start, what is not known may.
int urgency(const MigrationStatus& migration) {
  switch (migration.state) {
    case MigrationState::partial:
      return 5;
    case MigrationState::cannot_tell:
      return 4;
    case MigrationState::recorded_but_absent:
      return 3;
    case MigrationState::present_but_unrecorded:
      return 2;
    case MigrationState::will_never_run:
      return 1;
    case MigrationState::applied:
    case MigrationState::pending:
      return 0;
  }
  return 0;
}

/// Of programs there are no statements that could be looked for in the schema.
bool only_the_log_is_known(const Report& report) {
  return !report.migrations.empty() &&
         std::ranges::all_of(report.migrations, [](const MigrationStatus& migration) {
           return migration.statements == 0;
         });
}

std::string headline_of_settled(const Report& report) {
  const std::string findings = count_of(report.findings);
  const bool changed = any_drift(report.changes);
  if (!findings.empty()) return findings + ": " + count_of(report.migrations);
  if (changed) return "the schema has drifted: " + count_of(report.migrations);
  return (only_the_log_is_known(report) ? "as the log has it: " : "clean: ") +
         count_of(report.migrations);
}

}  // namespace

bool is_settled(const MigrationStatus& migration) { return urgency(migration) == 0; }

std::vector<const MigrationStatus*> unsettled(const Report& report) {
  std::vector<const MigrationStatus*> list;
  for (const MigrationStatus& migration : report.migrations) {
    if (!is_settled(migration)) list.push_back(&migration);
  }
  // All point into one vector: its order decides between equals.
  std::ranges::sort(
      list, {}, [](const MigrationStatus* entry) { return std::pair(-urgency(*entry), entry); });
  return list;
}

std::string verdict_word(const Report& report) {
  const bool clean = report.verdict == Verdict::clean && unsettled(report).empty();
  return clean ? "clean" : "findings";
}

std::string sentence_on(const MigrationStatus& migration, const std::vector<Cut>& cuts) {
  switch (migration.state) {
    case MigrationState::partial:
      return migration.id + " " + progress_of(migration, cuts) + log_clause(migration);
    case MigrationState::cannot_tell:
      return doubt_on(migration, cuts);
    case MigrationState::recorded_but_absent:
      return migration.id + " is in the log, yet " + absence_of(migration);
    case MigrationState::present_but_unrecorded:
      return migration.id + " has run in full" + log_clause(migration);
    case MigrationState::will_never_run:
      return migration.id + " will never run: its runner skips it";
    case MigrationState::applied:
    case MigrationState::pending:
      break;
  }
  return migration.id + " is " + to_string(migration.state);
}

std::string headline_of(const Report& report) {
  const auto open = unsettled(report);
  if (open.empty()) return headline_of_settled(report);
  const std::string sentence = sentence_on(*open.front(), report.cuts);
  if (open.size() == 1) return sentence;
  return sentence + "; and " + plural(open.size() - 1, "more migration") + " to look at";
}

std::string count_of(const std::vector<MigrationStatus>& migrations) {
  std::map<MigrationState, std::size_t> counts;
  for (const MigrationStatus& migration : migrations) ++counts[migration.state];
  std::string text;
  for (const auto& [state, count] : counts) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + to_string(state);
  }
  return text.empty() ? "no migrations" : text;
}

std::string count_of(const std::vector<Finding>& findings) {
  std::string text;
  for (const Severity severity : {Severity::error, Severity::warning}) {
    const auto count =
        static_cast<std::size_t>(std::ranges::count(findings, severity, &Finding::severity));
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + plural(count, to_string(severity));
  }
  return text;
}

std::string facts_of(const LogFacts& log) {
  return log.runner + ", " + log.table + ", " + std::to_string(log.recorded) + " recorded";
}

const StatementStatus* goes_on_at(const MigrationStatus& migration, const std::vector<Cut>& cuts) {
  const std::vector<int> stops = stops_of(migration, cuts);
  const auto found = std::ranges::find_if(migration.verdicts, [&](const StatementStatus& one) {
    if (!stops.empty()) return one.statement == stops.front() + 1;
    return one.verdict == StatementVerdict::pending;
  });
  return found == migration.verdicts.end() ? nullptr : &*found;
}

}  // namespace plumbline
