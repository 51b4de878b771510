#include <algorithm>

#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

std::vector<int> cuts_of(const Reconciliation& input, const MigrationStatus& migration) {
  std::vector<int> after;
  for (const Cut& cut : input.cuts) {
    if (cut.migration == migration.id) after.push_back(cut.after_statement);
  }
  std::ranges::sort(after);
  return after;
}

std::string what_happened(const Reconciliation& input, const MigrationStatus& migration) {
  const std::vector<int> after = cuts_of(input, migration);
  const std::string of_all = " of " + std::to_string(migration.statements);
  if (after.empty()) {
    return " is half done: " + std::to_string(migration.applied) + of_all +
           " statements have taken effect";
  }
  if (after.size() == 1) return " stopped " + points(after) + (after[0] > 0 ? of_all : "");
  return " stopped half-way, " + points(after) + of_all + " (each of these points fits)";
}

std::string what_follows(const Reconciliation& input, const MigrationStatus& migration) {
  if (has(migration, MigrationFlag::dirty)) return "; its record is marked as unfinished";
  if (migration.recorded) return "; it is recorded all the same, so no start will finish it";
  if (!finds_log(input)) return "";
  return next_start_runs(input, migration)
             ? "; it is not recorded, so the next start runs it again from the top"
             : "; it is not recorded";
}

/// Over a record that says "done" nothing is finished or undone: objects can still be made.
std::string what_to_do(const Reconciliation& input, const MigrationStatus& migration) {
  if (!migration.recorded || has(migration, MigrationFlag::dirty)) return way_out(input);
  return "repair --to the directory of migrations makes the objects that are missing; what it does "
         "to rows has to be looked at by hand";
}

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (migration.state != MigrationState::partial) continue;
    findings.push_back(
        finding_of(rule, migration,
                   migration.id + what_happened(input, migration) + what_follows(input, migration),
                   what_to_do(input, migration)));
  }
}

}  // namespace

extern const Rule half_done_migration;
const Rule half_done_migration{"half-done-migration", Severity::error, check};

}  // namespace plumbline
