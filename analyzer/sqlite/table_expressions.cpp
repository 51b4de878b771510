#include "analyzer/sqlite/table_expressions.hpp"

namespace plumbline {

std::vector<TableExpression> expressions_of(const Table& table) {
  std::vector<TableExpression> expressions;
  const ObjectRef of_table{ObjectType::table, table.name, table.name};
  if (table.understanding == Understanding::complete) {
    for (const Check& check : table.checks) expressions.push_back({of_table, check.expression});
    for (const Column& column : table.columns) {
      if (column.generated) expressions.push_back({of_table, column.generated->expression});
      // Without parentheses it is a literal: https://sqlite.org/lang_createtable.html#dfltval
      if (column.default_sql && column.default_sql->starts_with('(')) {
        expressions.push_back({of_table, *column.default_sql});
      }
    }
  }
  for (const auto& [name, index] : table.indexes) {
    const ObjectRef of_index{ObjectType::index, name, table.name};
    for (const KeyPart& part : index.columns) {
      if (part.expression) expressions.push_back({of_index, *part.expression});
    }
    if (index.where) expressions.push_back({of_index, *index.where});
  }
  return expressions;
}

std::string select_of(const TableExpression& expression) {
  // On a line of its own, so that a comment at its end does not take the parenthesis with it.
  return "SELECT (" + expression.sql + "\n) FROM main." + expression.object.table.quoted();
}

}  // namespace plumbline
