#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  constexpr const char* if_wrapped =
      "if the runner puts a transaction around each migration (nothing here says so), ";
  constexpr const char* say =
      "say which runner it is: --log, or runner: in plumbline.yaml; PRAGMA foreign_keys, BEGIN and "
      "VACUUM do not belong into a transaction";
  if (input.wrapped_failure) {
    const StepFailure& failure = *input.wrapped_failure;
    findings.push_back(
        finding_of(rule, failure.place,
                   if_wrapped + words_for(failure.place) + " fails: " + failure.message, say));
  }
  for (const Loss& loss : input.wrapped_losses) {
    findings.push_back(finding_of(rule, loss, if_wrapped + words_for(loss), say));
  }
}

}  // namespace

extern const Rule depends_on_transaction;
const Rule depends_on_transaction{"depends-on-transaction", Severity::warning, check};

}  // namespace plumbline
