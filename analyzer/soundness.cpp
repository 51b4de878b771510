#include "analyzer/soundness.hpp"

#include <algorithm>

#include "analyzer/diff/diff.hpp"
#include "analyzer/history/log/find_log.hpp"
#include "analyzer/sql_text/newer_syntax.hpp"
#include "analyzer/sqlite/dependencies.hpp"
#include "analyzer/sqlite/double_quoted_strings.hpp"
#include "analyzer/sqlite/function_calls.hpp"

namespace plumbline {

namespace {

std::set<Identifier> passed_over(const Schema& schema, const Options& options) {
  std::set<Identifier> names;
  for (const auto& [name, table] : schema.tables) {
    if (table.kind == TableKind::shadow || !wanted(name, options) ||
        belongs_to_runner_or_platform(table)) {
      names.insert(name);
    }
  }
  for (const auto& [name, view] : schema.views) {
    if (!wanted(name, options)) names.insert(name);
  }
  return names;
}

/// What was met while reading, and what is broken besides: one problem an object.
std::vector<Problem> all_problems(const Connection& connection, const Schema& schema) {
  std::vector<Problem> problems = schema.problems;
  for (Problem& problem : broken_objects(connection, schema)) {
    const bool known = std::ranges::any_of(
        problems, [&](const Problem& other) { return other.object == problem.object; });
    if (!known) problems.push_back(std::move(problem));
  }
  return problems;
}

void add_syntax(const ObjectRef& object, const std::string& sql, std::vector<NewerSyntax>& found) {
  for (const SqlFeature& feature : newer_syntax(sql)) {
    found.push_back({object, feature.words, feature.since});
  }
}

std::vector<NewerSyntax> syntax_of(const Schema& schema, const std::set<Identifier>& passed_over) {
  std::vector<NewerSyntax> found;
  for (const auto& [name, table] : schema.tables) {
    if (passed_over.contains(name)) continue;
    add_syntax({ObjectType::table, name, name}, table.sql, found);
    for (const auto& [index_name, index] : table.indexes) {
      add_syntax({ObjectType::index, index_name, name}, index.sql, found);
    }
  }
  for (const auto& [name, view] : schema.views) {
    if (!passed_over.contains(name)) add_syntax({ObjectType::view, name, name}, view.sql, found);
  }
  for (const auto& [name, trigger] : schema.triggers) {
    if (passed_over.contains(trigger.table)) continue;
    add_syntax({ObjectType::trigger, name, trigger.table}, trigger.sql, found);
  }
  return found;
}

}  // namespace

SchemaInHand look_at_schema(const Connection& connection, const Schema& schema,
                            const Options& options) {
  SchemaInHand in_hand{schema, {}, {}, {}, {}, options.foreign_keys, options.runtime};
  in_hand.problems = all_problems(connection, schema);
  in_hand.passed_over = passed_over(schema, options);
  in_hand.double_quoted_strings =
      double_quoted_strings(schema, in_hand.passed_over, options.deadline);
  if (options.runtime) {
    in_hand.function_calls = function_calls(schema, in_hand.passed_over, options.deadline);
    in_hand.newer_syntax = syntax_of(schema, in_hand.passed_over);
  }
  return in_hand;
}

}  // namespace plumbline
