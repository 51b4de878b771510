#include "analyzer/history/runner/fit_runner.hpp"

#include <algorithm>
#include <array>

namespace plumbline {

namespace {

bool has_column(const Table& table, const std::string& name) {
  return find_column(table, Identifier(name)) != nullptr;
}

bool has_all(const Table& table, const std::vector<std::string>& columns) {
  return std::ranges::all_of(columns, [&](const auto& name) { return has_column(table, name); });
}

/// "VARCHAR (255)" and "varchar(255)" are one type.
std::string type_form(const std::string& type) {
  std::string form = ascii_lower(type);
  std::erase(form, ' ');
  return form;
}

bool has_type(const Column& column, const std::vector<std::string>& types) {
  return types.empty() || std::ranges::any_of(types, [&](const std::string& type) {
           return type_form(type) == type_form(column.type);
         });
}

bool has_declared_types(const Runner& runner, const Table& table) {
  return std::ranges::all_of(runner.declared, [&](const auto& declared) {
    const Column* column = find_column(table, Identifier(declared.first));
    return column == nullptr || has_type(*column, declared.second);
  });
}

bool is_declared(const Runner& runner, const Column& column) {
  return std::ranges::any_of(runner.declared, [&](const auto& declared) {
    return column.name == Identifier(declared.first);
  });
}

bool has_no_others(const Runner& runner, const Table& table) {
  return std::ranges::all_of(table.columns,
                             [&](const Column& column) { return is_declared(runner, column); });
}

}  // namespace

bool fits_under_own_name(const Runner& runner, const Table& table) {
  const bool named = std::ranges::any_of(
      runner.tables, [&](const std::string& name) { return table.name == Identifier(name); });
  if (!named || !has_all(table, runner.columns)) return false;
  if (runner.exact_columns && !has_no_others(runner, table)) return false;
  if (runner.exact_types && !has_declared_types(runner, table)) return false;
  return std::ranges::none_of(runner.lacks,
                              [&](const auto& name) { return has_column(table, name); });
}

bool fits_under_any_name(const Runner& runner, const Table& table) {
  return !runner.fixed_name && runner.columns.size() >= 2 && has_all(table, runner.columns) &&
         has_no_others(runner, table) && has_declared_types(runner, table);
}

bool has_exactly_the_columns(const Runner& runner, const Table& table) {
  return !runner.fixed_name && runner.columns.size() >= 4 && has_all(table, runner.columns) &&
         has_no_others(runner, table);
}

bool sounds_like_log(const Identifier& table) {
  static constexpr std::array<std::string_view, 5> words = {"migrat", "schema", "version",
                                                            "changelog", "history"};
  const std::string name = ascii_lower(table.text());
  return std::ranges::any_of(
      words, [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

std::vector<Identifier> side_tables_of(const Runner& runner, const Identifier& log,
                                       const Schema& schema) {
  std::vector<Identifier> found;
  for (const auto& [name, columns] : runner.side_tables) {
    const Table* table = find_table(schema, Identifier(with_table_name(name, log.text())));
    if (table == nullptr || !has_all(*table, columns)) continue;
    // Under its default name the lock of Kysely answers to two patterns.
    if (std::ranges::count(found, table->name) == 0) found.push_back(table->name);
  }
  return found;
}

std::string with_table_name(std::string text, const std::string& table) {
  static constexpr std::string_view mark = "{table}";
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += table.size()) {
    text.replace(at, mark.size(), table);
  }
  return text;
}

}  // namespace plumbline
