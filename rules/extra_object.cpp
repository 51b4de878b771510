#include "rules/rule.hpp"

namespace plumbline {

namespace {

void check(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!input.keeps_extra) return;
  for (const Change& change : input.changes) {
    const auto* object = std::get_if<ChangeObject>(&change.fact);
    if (object == nullptr || object->verb != Verb::drop) continue;
    findings.push_back(finding_of(rule, object->object,
                                  "the target does not have this " + to_string(object->object.type),
                                  "it is kept; --drop-extra drops it"));
  }
}

}  // namespace

extern const Rule extra_object;
const Rule extra_object{"extra-object", Severity::warning, check};

}  // namespace plumbline
