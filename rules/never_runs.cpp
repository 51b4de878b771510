#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (migration.state != MigrationState::will_never_run) continue;
    findings.push_back(finding_of(
        rule, migration,
        migration.id + " is not recorded and will never run: " + runner_of(input) +
            " skips what does not come after its newest record, without a word",
        "repair --through " + migration.id +
            " runs and records it; or give it a number or time after the newest record"));
  }
}

}  // namespace

extern const Rule never_runs;
const Rule never_runs{"never-runs", Severity::error, check};

}  // namespace plumbline
