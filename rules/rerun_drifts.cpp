#include "rules/rerun_words.hpp"

namespace plumbline {

namespace {

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto reruns = reruns_that_end(input, RerunOutcome::other_schema);
  if (reruns.empty()) return;
  findings.push_back(
      finding_of_reruns(rule, input, reruns, "succeeds with another schema",
                        "put the statements into one transaction, so that there is no half of it"));
}

}  // namespace

extern const Rule rerun_drifts;
const Rule rerun_drifts{"rerun-drifts", Severity::error, check};

}  // namespace plumbline
