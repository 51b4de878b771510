#include "rules/deploy_words.hpp"

namespace plumbline {

namespace {

void check(const Deploy& input, const Rule& rule, std::vector<Finding>& findings) {
  if (input.forecast.failure) return;
  for (const Loss& loss : input.forecast.losses) {
    if (!is_stated(loss.cause) || stops_deploy(loss, input.allow)) continue;
    if (input.allow.contains(hazard_of(loss.cause))) continue;
    findings.push_back(finding_of(rule, loss, words_for(loss),
                                  "nothing, if that is what it is for; a backup brings them back"));
  }
}

}  // namespace

extern const Rule deploy_deletes_rows;
const Rule deploy_deletes_rows{"deploy-deletes-rows", Severity::warning, check};

}  // namespace plumbline
