#include "rules/rerun_words.hpp"

namespace plumbline {

namespace {

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto points = points_with_rows_in_temp(input);
  if (points.empty()) return;
  findings.push_back(
      finding_of_reruns(rule, input, points, "has lost the rows that sat in a TEMP table",
                        "put rows aside in an ordinary table, in one transaction with the rest"));
}

}  // namespace

extern const Rule temp_backup;
const Rule temp_backup{"temp-backup", Severity::error, check};

}  // namespace plumbline
