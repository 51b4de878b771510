#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const StepFailure* failure = failure_with_rows(input);
  if (failure == nullptr || !failure->constraint) return;
  const StatementFacts* switch_off = ignored_switch_off(input);
  if (switch_off != nullptr && harms(input, *switch_off)) return;  // said by a worse rule
  const std::string when = only_when(
      input, [](const RunTrial& run) { return run.with_rows && run.failure.has_value(); });
  findings.push_back(
      finding_of(rule, failure->place,
                 words_for(failure->place) + " fails on some rows" + when + ": " + failure->message,
                 "look for such rows before the deploy: check DB tries the "
                 "migration on your own; then mend them first, in the migration"));
}

}  // namespace

extern const Rule depends_on_rows;
const Rule depends_on_rows{"depends-on-rows", Severity::warning, check};

}  // namespace plumbline
