#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  if (input.runs_too_early.empty()) return;
  const StatementPlace& place = input.forecast.failure->place;
  findings.push_back(finding_of(
      rule, place,
      input.runs_too_early + " runs before the migrations and speaks of what only they make",
      "run the migrations first: in that order the start succeeds here"));
}

}  // namespace

extern const Rule startup_order;
const Rule startup_order{"startup-order", Severity::error, check};

}  // namespace plumbline
