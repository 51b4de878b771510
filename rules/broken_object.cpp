#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Problem& problem : input.problems) {
    if (is_passed_over(input, problem.object)) continue;
    findings.push_back(finding_of(rule, problem.object, problem.what,
                                  "mend or drop it: whatever uses it fails the same way"));
  }
}

}  // namespace

extern const Rule broken_object;
const Rule broken_object{"broken-object", Severity::warning, EachSchema{check}};

}  // namespace plumbline
