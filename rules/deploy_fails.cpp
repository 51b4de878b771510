#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  const Forecast& forecast = input.forecast;
  if (forecast.outcome != ForecastOutcome::fails) return;
  if (!forecast.failure) {
    findings.push_back(finding_of(rule, ObjectRef{}, "the next start fails: " + forecast.why,
                                  "mend what it names before the deploy"));
    return;
  }
  const StepFailure& failure = *forecast.failure;
  const bool too_early = !input.runs_too_early.empty();
  findings.push_back(finding_of(
      rule, failure.place,
      "the next start fails at " + words_for(failure.place) + ": " + failure.message +
          (failure.rows.empty() ? "" : " (" + failure.rows + ")"),
      too_early
          ? "run the migrations before " + input.runs_too_early + ": in that order it succeeds"
          : "change the statement before the deploy, or mend what is in its way; plumbline lint "
            "proposes a "
            "safer text"));
}

}  // namespace

extern const Rule deploy_fails;
const Rule deploy_fails{"deploy-fails", Severity::error, check};

}  // namespace plumbline
