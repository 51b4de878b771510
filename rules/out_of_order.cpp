#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

/// What the runner does with it is known where the state says "pending" and nothing stops the run.
std::string what_follows(const Reconciliation& input, const MigrationStatus& migration) {
  const bool runs = migration.state == MigrationState::pending && finds_log(input) &&
                    input.next_run_refuses.empty();
  return runs ? "; the next start runs it, behind them" : "";
}

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (migration.recorded || !has(migration, MigrationFlag::out_of_order)) continue;
    // That it is skipped for ever is a finding of its own.
    if (migration.state == MigrationState::will_never_run) continue;
    findings.push_back(finding_of(
        rule, migration,
        migration.id + " is not recorded, though newer ones are" + what_follows(input, migration),
        "see that it does what it should behind the newer ones, or give it a newer number"));
  }
}

}  // namespace

extern const Rule out_of_order;
const Rule out_of_order{"out-of-order", Severity::warning, check};

}  // namespace plumbline
