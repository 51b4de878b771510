#include <algorithm>

#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

/// Of a runner that is not known: whether it happens also outside a transaction.
bool is_certain(const MigrationTrials& input) {
  if (input.transaction != TransactionMode::unknown) return true;
  return std::ranges::any_of(input.runs, [&](const RunTrial& run) {
    return !run.in_transaction &&
           std::ranges::any_of(run.losses, [&](const Loss& loss) { return is_wiped(input, loss); });
  });
}

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto wiped = [&](const Loss& loss) { return is_wiped(input, loss); };
  const std::vector<const Loss*> losses = losses_of(input, wiped);
  if (losses.empty()) return;
  const StatementFacts* switch_off = ignored_switch_off(input);
  if (switch_off != nullptr && harms(input, *switch_off)) return;  // that rule says it, and why
  const std::string when =
      only_when(input, [&](const RunTrial& run) { return std::ranges::any_of(run.losses, wiped); });
  findings.push_back(finding_of(
      rule, losses.front()->place,
      words_for(losses.front()->place) + " drops a table that others reference, and succeeds" +
          when + ": " + wiped_words(input, losses),
      safe_text_or(input,
                   "PRAGMA foreign_keys=OFF before the transaction, not inside it, and ON behind "
                   "it; where that cannot be done, save the rows of those tables and put them "
                   "back")));
  if (!is_certain(input)) findings.back().severity = Severity::warning;
}

}  // namespace

extern const Rule cascade_wipe;
const Rule cascade_wipe{"cascade-wipe", Severity::error, check};

}  // namespace plumbline
