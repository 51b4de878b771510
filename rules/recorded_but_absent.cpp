#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (migration.state != MigrationState::recorded_but_absent) continue;
    const bool by_baseline = has(migration, MigrationFlag::baseline);
    findings.push_back(finding_of(
        rule, migration,
        migration.id +
            (by_baseline ? " counts as applied by the baseline in the log" : " is recorded") +
            ", but what it makes is not there: no start will run it" +
            (by_baseline ? "" : " again"),
        by_baseline ? "make what is missing: repair --to the directory of migrations"
                    : "repair --log-only takes the record away, and the next start, or repair "
                      "--finish, runs it"));
  }
}

}  // namespace

extern const Rule recorded_but_absent;
const Rule recorded_but_absent{"recorded-but-absent", Severity::error, check};

}  // namespace plumbline
