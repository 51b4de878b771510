#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const StepFailure* failure = failure_with_rows(input);
  if (failure == nullptr || failure->constraint) return;
  const std::string when = only_when(
      input, [](const RunTrial& run) { return run.with_rows && run.failure.has_value(); });
  findings.push_back(finding_of(
      rule, failure->place,
      words_for(failure->place) +
          " works on an empty database and fails as soon as there are rows" + when + ": " +
          failure->message,
      safe_text_or(input,
                   "for ADD COLUMN: add it without NOT NULL and DEFAULT, then fill it; or rebuild "
                   "the table")));
}

}  // namespace

extern const Rule fails_with_rows;
const Rule fails_with_rows{"fails-with-rows", Severity::error, check};

}  // namespace plumbline
