#include <algorithm>
#include <array>

#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

bool has_module(const std::string& module) {
  return equal_folded(module, "fts5") || equal_folded(module, "fts5vocab");
}

bool has_function(const std::string& name) {
  static constexpr std::array<std::string_view, 2> denied = {"sqlite_version",
                                                             "json_error_position"};
  return std::ranges::find(denied, name) == denied.end();
}

bool has_reserved_name(const Identifier& name) {
  return ascii_lower(name.text()).starts_with("_cf_");
}

void virtual_tables(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const auto& [name, table] : input.schema.tables) {
    if (table.kind != TableKind::virtual_table || input.passed_over.contains(name) ||
        has_module(table.module)) {
      continue;
    }
    findings.push_back(
        finding_of(rule, object_of(table),
                   "D1 has no module " + table.module + ": making it fails with not authorized",
                   "use fts5 for text search; D1 loads no extensions"));
  }
}

// Its own tables are called so, and are no objects of ours.
void names(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  std::vector<ObjectRef> objects;
  for (const Table* table : tables_in(input)) {
    for (const auto& [name, index] : table->indexes) {
      objects.push_back({ObjectType::index, name, table->name});
    }
  }
  for (const auto& [name, view] : input.schema.views) {
    objects.push_back({ObjectType::view, name, name});
  }
  for (const auto& [name, trigger] : input.schema.triggers) {
    objects.push_back({ObjectType::trigger, name, trigger.table});
  }
  for (const ObjectRef& object : objects) {
    if (!has_reserved_name(object.name) || is_passed_over(input, object)) continue;
    findings.push_back(finding_of(rule, object, "D1 keeps names that start with _cf_ for itself",
                                  "give it another name"));
  }
}

void calls(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const FunctionCall& call : input.function_calls) {
    if (has_function(call.name)) continue;
    findings.push_back(finding_of(rule, call.object,
                                  "D1 does not let SQL call " + call.name + "(): not authorized",
                                  "write it without"));
  }
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!input.runtime || input.runtime->engine != Runtime::Engine::d1) return;
  virtual_tables(input, rule, findings);
  names(input, rule, findings);
  calls(input, rule, findings);
}

}  // namespace

extern const Rule not_on_d1;
const Rule not_on_d1{"not-on-d1", Severity::warning, check};

}  // namespace plumbline
