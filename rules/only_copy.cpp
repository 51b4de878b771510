#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const RowsElsewhere& rows : input.rows_elsewhere) {
    if (!rows.only_copy || rows.rows == 0) continue;
    const std::string kept_in = rows.kept_in.text();
    findings.push_back(finding_of(
        rule, {ObjectType::table, rows.table, rows.table},
        "table " + kept_in + " holds the only copy of the rows of " + rows.table.text() + " (" +
            count_of(rows.rows, "row") + "): do not drop it",
        "start no migration before this is mended: one that runs again from the top may drop " +
            kept_in + " first. Then: " + way_out(input)));
  }
}

}  // namespace

extern const Rule only_copy;
const Rule only_copy{"only-copy", Severity::error, check};

}  // namespace plumbline
