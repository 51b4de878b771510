#include <algorithm>

#include "rules/rule.hpp"

namespace plumbline {

namespace {

/// Tables, views and indexes share their names; triggers have their own.
bool is_claimed(const Schema& target, const ObjectRef& object) {
  return object.type != ObjectType::trigger &&
         (find_table(target, object.name) != nullptr || target.views.contains(object.name) ||
          find_index(target, object.name) != nullptr);
}

bool loses_a_column(const RuleInput& input, const ObjectRef& object) {
  const Index* index =
      object.type == ObjectType::index ? find_index(input.from, object.name) : nullptr;
  const Table* target = find_table(input.to, object.table);
  if (index == nullptr || target == nullptr) return false;
  return std::ranges::any_of(index->columns, [&](const KeyPart& part) {
    return !part.expression && find_column(*target, part.column) == nullptr;
  });
}

std::string what_becomes_of(const RuleInput& input, const ObjectRef& object) {
  if (is_claimed(input.to, object))
    return "it is dropped: the target gives its name to another object";
  if (loses_a_column(input, object)) return "it is dropped with a column that it is over";
  return "it is kept; --drop-extra drops it";
}

void check(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!input.keeps_extra) return;
  for (const Change& change : input.changes) {
    const auto* object = std::get_if<ChangeObject>(&change.fact);
    if (object == nullptr || object->verb != Verb::drop) continue;
    findings.push_back(finding_of(rule, object->object,
                                  "the target does not have this " + to_string(object->object.type),
                                  what_becomes_of(input, object->object)));
  }
}

}  // namespace

extern const Rule extra_object;
const Rule extra_object{"extra-object", Severity::warning, check};

}  // namespace plumbline
