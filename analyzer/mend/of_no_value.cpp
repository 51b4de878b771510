#include "analyzer/mend/of_no_value.hpp"

#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

namespace {

/// A generated column holds nothing of its own.
std::vector<std::string> at_default(const Table& table, const Table& target) {
  std::vector<std::string> expressions;
  for (const Column& column : table.columns) {
    if (column.generated || find_column(target, column.name) != nullptr) continue;
    expressions.push_back("NOT EXISTS (SELECT 1 FROM main." + table.name.quoted() + " WHERE " +
                          column.name.quoted() + " IS NOT (" + column.default_sql.value_or("NULL") +
                          ") COLLATE BINARY)");
  }
  return expressions;
}

}  // namespace

bool is_empty(const Connection& connection, const Identifier& table) {
  const std::string rows = "SELECT 1 FROM main." + table.quoted() + " LIMIT 1";
  if (connection.try_execute(rows)) return false;
  return !connection.integer(rows).has_value();
}

std::optional<std::vector<std::string>> columns_at_their_defaults(const Source& live,
                                                                  const Schema& target) {
  std::vector<std::string> guards;
  for (const auto& [name, table] : live.schema.tables) {
    const auto after = target.tables.find(name);
    if (after == target.tables.end()) continue;
    for (std::string& expression : at_default(table, after->second)) {
      const std::string question = "SELECT " + expression;
      if (live.connection.try_execute(question)) return std::nullopt;
      if (live.connection.integer(question).value_or(0) == 0) return std::nullopt;
      guards.push_back(std::move(expression));
    }
  }
  return guards;
}

}  // namespace plumbline
