#include <algorithm>

#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

/// A savepoint may be nested, a transaction may not; and COMMIT ends the runner's.
void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!is_wrapped(input) || runs_on_d1(input)) return;
  const auto found = std::ranges::find_if(input.statements, [](const StatementFacts& facts) {
    return facts.transaction == "BEGIN" || facts.transaction == "COMMIT" ||
           facts.transaction == "ROLLBACK";
  });
  if (found == input.statements.end()) return;
  const std::string runner = input.runner.empty() ? "the runner" : input.runner;
  const bool begins = found->transaction == "BEGIN";
  findings.push_back(finding_of(
      rule, found->place,
      words_for(found->place) + " is " + found->transaction + ", but " + runner +
          " puts a transaction around the migration: " +
          (begins ? "cannot start a transaction within a transaction"
                  : "it ends that one, and what follows runs without any"),
      "leave BEGIN and COMMIT out, or tell the runner to use no transaction for this migration"));
}

}  // namespace

extern const Rule own_transaction;
const Rule own_transaction{"own-transaction", Severity::error, check};

}  // namespace plumbline
