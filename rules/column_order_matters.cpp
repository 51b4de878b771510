#include "rules/rule.hpp"

namespace plumbline {

namespace {

void check(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Change& change : input.changes) {
    const auto* reorder = std::get_if<ReorderColumns>(&change.fact);
    if (reorder == nullptr) continue;
    const auto users = input.positional.find(reorder->table);
    if (users == input.positional.end()) continue;
    std::string names;
    for (const Identifier& name : users->second) names += (names.empty() ? "" : ", ") + name.text();
    findings.push_back(finding_of(
        rule, object_of(change),
        "its columns stand in another order, and " + names + " go by position or say SELECT *",
        "name the columns there, or ask for the order with --column-order"));
  }
}

}  // namespace

extern const Rule column_order_matters;
const Rule column_order_matters{"column-order-matters", Severity::warning, check};

}  // namespace plumbline
