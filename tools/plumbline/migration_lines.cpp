#include "tools/plumbline/migration_lines.hpp"

#include <algorithm>

#include "tools/plumbline/next_step.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

/// A few that are not settled are told one by one, for the sake of their statements.
constexpr std::size_t few = 3;

bool alike(const MigrationStatus& one, const MigrationStatus& other) {
  return one.state == other.state && one.flags == other.flags;
}

bool folds(MigrationRun run) {
  const MigrationState state = run.front().state;
  if (is_settled(run.front())) return true;
  return state != MigrationState::partial && run.size() > few;
}

std::string flags_of(const MigrationStatus& migration) {
  std::string text;
  for (const MigrationFlag flag : migration.flags) text += ", " + to_string(flag);
  return text;
}

const MigrationStatus* find(const Report& report, const std::string& id) {
  const auto found = std::ranges::find(report.migrations, id, &MigrationStatus::id);
  return found == report.migrations.end() ? nullptr : &*found;
}

std::string place_of(const Cut& cut, const MigrationStatus& migration) {
  if (cut.after_statement == 0) return cut.migration + " before its first statement";
  return cut.migration + " after statement " + std::to_string(cut.after_statement) + " of " +
         std::to_string(migration.statements);
}

/// The point, the line it stands before, and the flag that names it.
std::string told(const Cut& cut, const MigrationStatus& migration) {
  const std::string text = place_of(cut, migration);
  const auto next =
      std::ranges::find(migration.verdicts, cut.after_statement + 1, &StatementStatus::statement);
  // Behind the last statement there is nothing to go on with.
  if (cut.after_statement >= migration.statements) return text;
  const bool has_line = next != migration.verdicts.end() && next->line > 0;
  const std::string line = has_line ? " (before line " + std::to_string(next->line) + ")" : "";
  const std::string resume = cut.migration + ":" + std::to_string(cut.after_statement + 1);
  return text + line + ": --resume-at " + shell_word(resume);
}

}  // namespace

std::vector<MigrationRun> runs_of(const std::vector<MigrationStatus>& migrations) {
  std::vector<MigrationRun> runs;
  for (auto at = migrations.begin(); at != migrations.end();) {
    const auto end = std::find_if_not(
        at, migrations.end(), [&](const MigrationStatus& other) { return alike(*at, other); });
    const MigrationRun run(at, end);
    if (folds(run)) {
      runs.push_back(run);
    } else {
      for (std::size_t i = 0; i < run.size(); ++i) runs.push_back(run.subspan(i, 1));
    }
    at = end;
  }
  return runs;
}

std::string name_of(MigrationRun run) {
  if (run.size() == 1) return run.front().id;
  return run.front().id + " … " + run.back().id;
}

std::string state_of(MigrationRun run) {
  const MigrationStatus& first = run.front();
  const std::string word = to_string(first.state);
  if (run.size() > 1) return std::to_string(run.size()) + " " + word + flags_of(first);
  std::string text = word;
  if (!is_settled(first) && first.statements > 0) {
    text += ", " + std::to_string(first.applied) + " of " + std::to_string(first.statements) +
            (first.statements == 1 ? " statement applied" : " statements applied");
  }
  if (!is_settled(first)) text += first.recorded ? ", recorded" : ", not recorded";
  return text + flags_of(first);
}

std::vector<StatementStatus> telling_statements(MigrationRun run) {
  const MigrationStatus& migration = run.front();
  const bool silent =
      run.size() > 1 || is_settled(migration) || migration.state == MigrationState::will_never_run;
  if (silent) return {};
  std::vector<StatementStatus> list = migration.verdicts;
  const bool all =
      migration.state == MigrationState::partial || migration.state == MigrationState::cannot_tell;
  if (all) return list;
  std::erase_if(list, [](const StatementStatus& statement) {
    return statement.verdict == StatementVerdict::applied ||
           statement.verdict == StatementVerdict::no_effect;
  });
  return list;
}

std::string place_of(const StatementStatus& statement) {
  const std::string place = "statement " + std::to_string(statement.statement);
  return statement.line > 0 ? place + " (line " + std::to_string(statement.line) + ")" : place;
}

std::vector<std::string> points_to_choose(const Report& report) {
  std::vector<std::string> points;
  if (report.cuts.size() < 2 || unsettled(report).empty()) return points;
  for (const Cut& cut : report.cuts) {
    const MigrationStatus* const migration = find(report, cut.migration);
    if (migration == nullptr) continue;
    // Nothing of it is there: whatever point fits, there is nothing to go on from.
    if (migration->state == MigrationState::recorded_but_absent) return {};
    points.push_back(told(cut, *migration));
  }
  return points;
}

}  // namespace plumbline
