#include "analyzer/declare/write_table_yaml.hpp"

#include <algorithm>
#include <set>

#include "analyzer/declare/write_constraints_yaml.hpp"
#include "analyzer/declare/yaml_text.hpp"
#include "analyzer/sql_text/create_index.hpp"

namespace plumbline {

namespace {

constexpr std::size_t section_indent = 4;
constexpr std::size_t entry_indent = 6;

std::string section_line(const std::string& yaml) { return "    " + yaml + "\n"; }
std::string entry_line(const std::string& yaml) { return "      " + yaml + "\n"; }
std::string named_line(const Identifier& name, const std::string& yaml) {
  return entry_line(yaml_key(name.text(), entry_indent) + yaml);
}

/// How many foreign keys can stand at their columns so that reading finds all in the same order.
std::size_t count_at_columns(const Table& table) {
  auto next = table.columns.begin();
  std::size_t count = 0;
  for (const ForeignKey& foreign_key : table.foreign_keys) {
    if (foreign_key.columns.size() != 1) break;
    const auto column = std::find_if(next, table.columns.end(), [&](const Column& candidate) {
      return candidate.name == foreign_key.columns[0];
    });
    if (column == table.columns.end()) break;
    next = column + 1;
    ++count;
  }
  return count;
}

/// A descending key that is the rowid all the same is a clause of the table, never of the column:
/// https://sqlite.org/lang_createtable.html#rowid
bool key_stands_at_column(const Table& table) {
  if (!table.primary_key || table.primary_key->columns.size() != 1) return false;
  const KeyPart& part = table.primary_key->columns.front();
  return find_column(table, part.column) != nullptr && !needs_collation(table, part) &&
         !(part.descending && table.primary_key->rowid_alias);
}

void add_primary_key(YamlFlow& flow, const Table& table, const Column& column) {
  if (!table.primary_key || table.primary_key->columns.empty()) return;
  const PrimaryKey& primary_key = *table.primary_key;
  if (primary_key.columns.front().column != column.name) return;
  if (key_stands_at_column(table)) {
    YamlFlow more;
    add_name(more, primary_key.name);
    if (primary_key.columns.front().descending) more.emplace_back("desc", "true");
    add_conflict(more, primary_key.on_conflict);
    flow.emplace_back("primary_key", flag_or_map(more));
  }
  if (primary_key.autoincrement) flow.emplace_back("autoincrement", "true");
}

void add_not_null(YamlFlow& flow, const Column& column) {
  if (!column.not_null) return;
  YamlFlow more;
  add_name(more, column.not_null_name);
  add_conflict(more, column.not_null_conflict);
  flow.emplace_back("not_null", flag_or_map(more));
}

std::string column_yaml(const Table& table, const Column& column, const ForeignKey* foreign_key) {
  YamlFlow flow;
  if (!column.type.empty()) flow.emplace_back("type", yaml_text(column.type));
  add_primary_key(flow, table, column);
  add_not_null(flow, column);
  if (column.default_sql) flow.emplace_back("default", yaml_text(*column.default_sql));
  if (!column.collation.empty()) flow.emplace_back("collate", yaml_text(column.collation));
  if (column.generated) {
    flow.emplace_back("generated", yaml_text(column.generated->expression));
    if (column.generated->stored) flow.emplace_back("stored", "true");
  }
  if (foreign_key != nullptr) flow.emplace_back("references", references_yaml(*foreign_key));
  const bool only_type = flow.size() == 1 && !column.type.empty();
  return only_type ? flow.front().second : yaml_flow_map(flow);
}

std::string columns_yaml(const Table& table) {
  std::string result = section_line("columns:");
  const std::size_t at_columns = count_at_columns(table);
  std::size_t next = 0;
  for (const Column& column : table.columns) {
    const ForeignKey* foreign_key = nullptr;
    if (next < at_columns && table.foreign_keys[next].columns[0] == column.name) {
      foreign_key = &table.foreign_keys[next++];
    }
    result += named_line(column.name, column_yaml(table, column, foreign_key));
  }
  return result;
}

std::string primary_key_yaml(const Table& table) {
  if (!table.primary_key || key_stands_at_column(table)) return "";
  const PrimaryKey& key = *table.primary_key;
  return section_line("primary_key: " + key_yaml(table, key.columns, key.name, key.on_conflict));
}

std::string uniques_yaml(const Table& table) {
  if (table.uniques.empty()) return "";
  std::string result = section_line("unique:");
  for (const Unique& unique : table.uniques) {
    result += entry_line("- " + key_yaml(table, unique.columns, unique.name, unique.on_conflict));
  }
  return result;
}

/// A map needs a name for each, and no name twice, which SQLite allows.
bool checks_fit_map(const Table& table) {
  std::set<std::string_view> names;
  return std::ranges::all_of(table.checks, [&](const Check& check) {
    return check.name && names.insert(check.name->text()).second;
  });
}

std::string listed_check(const Check& check) {
  if (!check.name) return "- " + yaml_value(check.expression, entry_indent);
  return "- " + yaml_flow_map({{"name", yaml_text(check.name->text())},
                               {"expression", yaml_text(check.expression)}});
}

std::string checks_yaml(const Table& table) {
  if (table.checks.empty()) return "";
  std::string result = section_line("checks:");
  const bool map = checks_fit_map(table);
  for (const Check& check : table.checks) {
    result += map ? named_line(*check.name, yaml_value(check.expression, entry_indent))
                  : entry_line(listed_check(check));
  }
  return result;
}

std::string foreign_keys_yaml(const Table& table) {
  const std::size_t first = count_at_columns(table);
  if (first == table.foreign_keys.size()) return "";
  std::string result = section_line("foreign_keys:");
  for (std::size_t i = first; i < table.foreign_keys.size(); ++i) {
    result += entry_line("- " + foreign_key_yaml(table.foreign_keys[i]));
  }
  return result;
}

std::string options_yaml(const Table& table) {
  std::vector<std::string> options;
  if (table.strict) options.emplace_back("strict");
  if (table.without_rowid) options.emplace_back("without_rowid");
  return options.empty() ? "" : section_line("options: " + yaml_flow_list(options));
}

std::string indexes_yaml(const Table& table) {
  std::string result;
  for (const auto& [name, index] : table.indexes) {
    if (is_expressible(index)) result += named_line(name, index_yaml(table, index));
  }
  return result.empty() ? "" : section_line("indexes:") + result;
}

std::string structure_yaml(const Table& table) {
  if (table.understanding == Understanding::partial && !table.sql.empty()) {
    return section_line("sql: " + yaml_value(table.sql, section_indent));
  }
  return columns_yaml(table) + primary_key_yaml(table) + uniques_yaml(table) + checks_yaml(table) +
         foreign_keys_yaml(table) + options_yaml(table);
}

}  // namespace

bool is_expressible(const Index& index) {
  return index.sql.empty() || read_create_index(index.sql).has_value();
}

std::string write_table_yaml(const Table& table) {
  std::string head = "  " + yaml_key(table.name.text(), 2);
  head.back() = '\n';
  return head + structure_yaml(table) + indexes_yaml(table);
}

}  // namespace plumbline
