#include <algorithm>

#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

bool is_own_transaction(const MigrationTrials& input, const StepFailure& failure) {
  const StatementFacts* facts = statement_of(input, failure.place.statement);
  return facts != nullptr && !facts->transaction.empty() && is_wrapped(input);
}

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto shows = [](const RunTrial& run) { return !run.with_rows && run.failure; };
  const auto run = std::ranges::find_if(input.runs, shows);
  if (run == input.runs.end() || is_own_transaction(input, *run->failure)) return;
  findings.push_back(finding_of(
      rule, run->failure->place,
      words_for(run->failure->place) + " fails on a database without rows" +
          only_when(input, shows) + ": " + run->failure->message,
      "if a new installation runs it too, mend it; what follows this statement was not tried"));
}

}  // namespace

extern const Rule fails_when_empty;
const Rule fails_when_empty{"fails-when-empty", Severity::warning, check};

}  // namespace plumbline
