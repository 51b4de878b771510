#include "rules/rule.hpp"

namespace plumbline {

namespace {

void check(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!input.keeps_extra) return;
  for (const Change& change : input.changes) {
    if (!std::holds_alternative<DropTable>(change.fact)) continue;
    findings.push_back(finding_of(rule, object_of(change), "the target does not have this table",
                                  "it is kept; --drop-extra with --allow drop-table drops it"));
  }
}

}  // namespace

extern const Rule extra_table;
const Rule extra_table{"extra-table", Severity::warning, check};

}  // namespace plumbline
