#include "rules/rerun_words.hpp"

namespace plumbline {

namespace {

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto reruns = reruns_that_end(input, RerunOutcome::other_rows);
  if (reruns.empty()) return;
  findings.push_back(finding_of_reruns(
      rule, input, reruns, "changes rows a second time",
      "give the statement a WHERE that is false once it has run, or put all of it into one "
      "transaction"));
  if (only_behind_the_end(input, reruns)) {
    findings.back().severity = Severity::warning;
  }
}

}  // namespace

extern const Rule rerun_repeats_rows;
const Rule rerun_repeats_rows{"rerun-repeats-rows", Severity::error, check};

}  // namespace plumbline
