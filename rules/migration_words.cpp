#include "rules/migration_words.hpp"

#include <algorithm>
#include <utility>

namespace plumbline {

namespace {

int line_of_first_pending(const MigrationStatus& migration) {
  const auto pending =
      std::ranges::find(migration.verdicts, StatementVerdict::pending, &StatementStatus::verdict);
  return pending == migration.verdicts.end() ? 0 : pending->line;
}

/// {"3", "5", "6", "8 to 12"}: three and more neighbours make one word.
std::vector<std::string> numbers(const std::vector<int>& ascending) {
  std::vector<std::string> words;
  for (auto first = ascending.begin(); first != ascending.end();) {
    auto last = first;
    while (std::next(last) != ascending.end() && *std::next(last) == *last + 1) ++last;
    if (last - first < 2) last = first;
    words.push_back(std::to_string(*first) + (last == first ? "" : " to " + std::to_string(*last)));
    first = std::next(last);
  }
  return words;
}

std::string one_of(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

}  // namespace

Finding finding_of(const Rule& rule, const MigrationStatus& migration, std::string message,
                   std::string remedy) {
  Finding finding = finding_of(rule, ObjectRef{}, std::move(message), std::move(remedy));
  finding.file = migration.file;
  finding.line = migration.file.empty() ? 0 : line_of_first_pending(migration);
  return finding;
}

bool has(const MigrationStatus& migration, MigrationFlag flag) {
  return migration.flags.contains(flag);
}

bool finds_log(const Reconciliation& input) { return !input.runner.empty(); }

// Not "start the runner once, it makes its table": it would run what is there once more.
std::string way_to_log(const Reconciliation& input) {
  if (!input.log_elsewhere.empty()) {
    return "its log is a database of its own: " + input.log_elsewhere +
           ", and that is not read here";
  }
  if (input.log_missing.empty()) return "name the log: --log RUNNER, or --log-table NAME";
  return input.log_missing +
         ", is not in the database: make it with the CREATE TABLE that its runner leaves in an "
         "empty database";
}

std::string runner_of(const Reconciliation& input) {
  return finds_log(input) ? input.runner : "the runner";
}

// Of one that newer ones have overtaken only the state says what the runner does with it, and a
// state such as `partial` says something else.
bool next_start_runs(const Reconciliation& input, const MigrationStatus& migration) {
  return finds_log(input) && input.next_run_refuses.empty() && !migration.recorded &&
         !has(migration, MigrationFlag::out_of_order);
}

std::string points(const std::vector<int>& after_statements) {
  const bool untouched = !after_statements.empty() && after_statements.front() == 0;
  const std::vector<int> behind(after_statements.begin() + (untouched ? 1 : 0),
                                after_statements.end());
  std::string out = untouched ? "before its first statement" : "";
  if (behind.empty()) return out;
  if (untouched) out += " or ";
  return out + "after statement " + one_of(numbers(behind));
}

std::string count_of(std::int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string name_with_type(const ObjectRef& object) {
  return to_string(object.type) + " " + object.name.text();
}

std::string after_colon(const std::string& text) { return text.empty() ? "" : ": " + text; }

std::string way_out(const Reconciliation& input) {
  if (!input.lost_temp_tables.empty()) {
    return "restore the database from a backup: some of its rows are gone (temp-rows-lost)";
  }
  if (!input.undecided.empty()) {
    return "say with --resume-at where it stopped: nothing else tells (undecided-point)";
  }
  return "repair --finish prints the SQL for the rest of it and its log row, repair --undo the way "
         "back to before it";
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace plumbline
