#include <algorithm>

#include "rules/rerun_words.hpp"

namespace plumbline {

namespace {

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  auto reruns = reruns_that_end(input, RerunOutcome::loses_rows);
  const auto in_temp = points_with_rows_in_temp(input);  // temp-backup says why
  std::erase_if(reruns, [&](const RerunTrial* rerun) {
    return std::ranges::find(in_temp, rerun) != in_temp.end();
  });
  if (reruns.empty()) return;
  findings.push_back(finding_of_reruns(
      rule, input, reruns, "loses rows",
      "put the statements into one transaction, and drop nothing at the start that a run before "
      "may have left"));
}

}  // namespace

extern const Rule rerun_loses_rows;
const Rule rerun_loses_rows{"rerun-loses-rows", Severity::error, check};

}  // namespace plumbline
