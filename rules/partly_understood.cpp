#include "rules/rule.hpp"

namespace plumbline {

namespace {

void check_schema(const Schema& schema, const Rule& rule, std::vector<Finding>& findings) {
  for (const auto& [name, table] : schema.tables) {
    if (table.kind != TableKind::ordinary || table.understanding == Understanding::complete) {
      continue;
    }
    findings.push_back(
        finding_of(rule, {ObjectType::table, name, name},
                   "its CREATE TABLE text holds something that is not known here, so a difference "
                   "in CHECK, generated or conflict clauses may go unseen",
                   "compare this table by hand; it is never rebuilt"));
  }
}

void check(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  check_schema(input.from, rule, findings);
  check_schema(input.to, rule, findings);
}

}  // namespace

extern const Rule partly_understood;
const Rule partly_understood{"partly-understood", Severity::warning, check};

}  // namespace plumbline
