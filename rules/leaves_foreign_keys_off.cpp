#include <algorithm>

#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

/// The last statement that sets them; none in particular where no statement does.
StatementPlace place_of_switch(const MigrationTrials& input) {
  StatementPlace place;
  place.file = input.file;
  for (const StatementFacts& facts : input.statements) {
    if (equal_folded(facts.pragma, "foreign_keys")) place = facts.place;
  }
  return place;
}

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto shows = [](const RunTrial& run) { return run.leaves_foreign_keys_off; };
  if (std::ranges::none_of(input.runs, shows)) return;
  findings.push_back(finding_of(
      rule, place_of_switch(input),
      input.migration +
          " leaves foreign keys off: the application goes on without them on that connection",
      "PRAGMA foreign_keys=ON as its last statement, behind COMMIT"));
}

}  // namespace

extern const Rule leaves_foreign_keys_off;
const Rule leaves_foreign_keys_off{"leaves-foreign-keys-off", Severity::warning, check};

}  // namespace plumbline
