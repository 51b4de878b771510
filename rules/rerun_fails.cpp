#include <algorithm>

#include "rules/rerun_words.hpp"

namespace plumbline {

namespace {

/// Behind the end there is little time to stop, and of a runner that is not known nobody says that
/// it stops there.
Severity severity_of(const MigrationTrials& input, const std::vector<const RerunTrial*>& reruns) {
  if (!only_behind_the_end(input, reruns)) return Severity::error;
  return input.transaction == TransactionMode::none ? Severity::warning : Severity::note;
}

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto reruns = reruns_that_end(input, RerunOutcome::fails);
  if (reruns.empty()) return;
  findings.push_back(finding_of_reruns(
      rule, input, reruns, "fails",
      "write IF NOT EXISTS and IF EXISTS where SQLite has them, and put what has none into one "
      "transaction"));
  findings.back().severity = severity_of(input, reruns);
}

}  // namespace

extern const Rule rerun_fails;
const Rule rerun_fails{"rerun-fails", Severity::error, check};

}  // namespace plumbline
