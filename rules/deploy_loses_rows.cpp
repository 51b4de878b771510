#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

std::string way_out(const Loss& loss) {
  if (loss.cause == LossCause::cascade || loss.cause == LossCause::set_null ||
      loss.cause == LossCause::set_default) {
    return "PRAGMA foreign_keys=OFF outside of any transaction before it, or put the rows aside "
           "and bring them back; --allow delete-rows where they are to go";
  }
  if (loss.cause == LossCause::drop_table) {
    return "copy what is still needed first; --allow drop-table where they are to go";
  }
  return "look at these rows first; --allow delete-rows where they are to go";
}

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  if (input.forecast.failure) return;
  for (const Loss& loss : input.forecast.losses) {
    if (!stops_deploy(loss, input.allow)) continue;
    findings.push_back(finding_of(rule, loss, words_for(loss), way_out(loss)));
  }
}

}  // namespace

extern const Rule deploy_loses_rows;
const Rule deploy_loses_rows{"deploy-loses-rows", Severity::error, check};

}  // namespace plumbline
