#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

std::string remedy(const Reconciliation& input, const MigrationStatus& migration) {
  if (migration.state == MigrationState::partial) return way_out(input);
  return "repair --log-only makes the record say what is so: the schema shows no half-done work";
}

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (!has(migration, MigrationFlag::dirty)) continue;
    findings.push_back(finding_of(rule, migration,
                                  "the log marks " + migration.id + " as failed or unfinished",
                                  remedy(input, migration)));
  }
}

}  // namespace

extern const Rule dirty_record;
const Rule dirty_record{"dirty-record", Severity::error, check};

}  // namespace plumbline
