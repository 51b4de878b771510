#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Identifier& table : input.lost_temp_tables) {
    findings.push_back(finding_of(
        rule, {ObjectType::table, table, table},
        "rows sat in the TEMP table " + table.text() +
            ", and it is gone with the connection that made it: nothing can finish over that",
        "restore the database from a backup made before the migration, and copy nothing over it"));
  }
}

}  // namespace

extern const Rule temp_rows_lost;
const Rule temp_rows_lost{"temp-rows-lost", Severity::error, check};

}  // namespace plumbline
