#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

std::string way_out(const Deploy& input) {
  std::string losses;
  for (const Loss& loss : input.lost_in_order) {
    if (stops_deploy(loss, input.allow)) losses += (losses.empty() ? "" : "; ") + words_for(loss);
  }
  const std::string way = "run the migrations first: in that order the start succeeds here";
  return losses.empty() ? way : way + ", but " + losses;
}

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  if (input.runs_too_early.empty()) return;
  const StatementPlace& place = input.forecast.failure->place;
  findings.push_back(finding_of(
      rule, place,
      input.runs_too_early + " runs before the migrations and speaks of what only they make",
      way_out(input)));
}

}  // namespace

extern const Rule startup_order;
const Rule startup_order{"startup-order", Severity::error, check};

}  // namespace plumbline
