#include "rules/rule.hpp"

namespace plumbline {

namespace {

void check(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Schema* schema : {&input.from, &input.to}) {
    const std::string side = schema == &input.from ? "" : " (in the target)";
    for (const Problem& problem : schema->problems) {
      findings.push_back(finding_of(rule, problem.object, problem.what + side,
                                    "mend or drop it: whatever uses it fails the same way"));
    }
  }
}

}  // namespace

extern const Rule broken_object;
const Rule broken_object{"broken-object", Severity::warning, check};

}  // namespace plumbline
