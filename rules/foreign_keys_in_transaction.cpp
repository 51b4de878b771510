#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

std::string why_ignored(const MigrationTrials& input) {
  return runs_on_d1(input) ? "D1 ignores PRAGMA foreign_keys=OFF"
                           : "PRAGMA foreign_keys=OFF does nothing inside a transaction";
}

std::string harm_done(const MigrationTrials& input) {
  const auto losses = losses_of(input, [&](const Loss& loss) { return is_wiped(input, loss); });
  if (!losses.empty()) return wiped_words(input, losses);
  const StepFailure* failure = failure_with_rows(input);
  return words_for(failure->place) + " fails: " + failure->message;
}

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const StatementFacts* switch_off = ignored_switch_off(input);
  if (switch_off == nullptr) return;
  const bool harmful = harms(input, *switch_off);
  const std::string outcome =
      harmful ? ", and so, with foreign keys on, " + harm_done(input) : "; no row minds it here";
  findings.push_back(finding_of(
      rule, switch_off->place, why_ignored(input) + outcome,
      harmful ? safe_text_or(input,
                             "switch them off before the transaction; where the runner opens it, "
                             "tell it to use none for this migration, or save the rows and put "
                             "them back")
              : "leave it out"));
  if (!harmful) findings.back().severity = Severity::note;
}

}  // namespace

extern const Rule foreign_keys_in_transaction;
const Rule foreign_keys_in_transaction{"foreign-keys-in-transaction", Severity::error, check};

}  // namespace plumbline
