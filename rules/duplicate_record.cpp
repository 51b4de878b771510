#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (!has(migration, MigrationFlag::duplicate_record)) continue;
    findings.push_back(
        finding_of(rule, migration, "the log holds " + migration.id + " more than once",
                   "look how it came twice, then delete all its rows but the oldest"));
  }
}

}  // namespace

extern const Rule duplicate_record;
const Rule duplicate_record{"duplicate-record", Severity::warning, check};

}  // namespace plumbline
