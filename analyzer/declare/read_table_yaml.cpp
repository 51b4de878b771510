#include "analyzer/declare/read_table_yaml.hpp"

#include <algorithm>

#include "analyzer/declare/read_constraints_yaml.hpp"
#include "analyzer/declare/schema_words.hpp"
#include "analyzer/declare/write_sql.hpp"
#include "analyzer/declare/yaml_values.hpp"

namespace plumbline {

namespace {

/// In the model a key part holds the collation in force: its own, else that of its column.
void fill_collations(const Table& table, std::vector<KeyPart>& parts) {
  for (KeyPart& part : parts) {
    if (part.expression) continue;
    const Column* column = find_column(table, part.column);
    if (part.collation.empty() && column != nullptr) part.collation = column->collation;
    if (same_collation(part.collation, "")) part.collation.clear();
  }
}

void read_options(const YamlNode& node, Table& table) {
  for (const YamlNode& item : items_of(node, "options")) {
    std::string word = ascii_lower(text_of_scalar(item, "an option"));
    std::ranges::replace(word, ' ', '_');
    if (word != "strict" && word != "without_rowid") {
      fail_at(item.mark, "unknown option \"" + item.text + "\"; known: strict, without_rowid");
    }
    (word == "strict" ? table.strict : table.without_rowid) = true;
  }
}

/// https://sqlite.org/lang_createtable.html#rowid: as a clause of the column, DESC makes it no
/// alias; as a clause of the table it does not matter.
bool is_rowid_alias(const Table& table, bool on_column) {
  const std::vector<KeyPart>& parts = table.primary_key->columns;
  if (table.without_rowid || parts.size() != 1) return false;
  if (on_column && parts.front().descending) return false;
  const Column* column = find_column(table, parts.front().column);
  return column != nullptr && equal_folded(column->type, "INTEGER");
}

void add_column(const YamlEntry& entry, DeclaredTable& result, bool& key_on_column,
                bool& autoincrement) {
  DeclaredColumn declared = read_column_yaml(entry);
  Table& table = result.table;
  if (declared.primary_key && table.primary_key) {
    fail_at(entry.mark, "a second primary key; one of several columns is the table's primary_key");
  }
  if (declared.primary_key) {
    table.primary_key = std::move(declared.key);
    key_on_column = true;
  }
  autoincrement = autoincrement || declared.autoincrement;
  if (declared.unique) table.uniques.push_back(std::move(*declared.unique));
  if (declared.check) table.checks.push_back(std::move(*declared.check));
  if (declared.foreign_key) table.foreign_keys.push_back(std::move(*declared.foreign_key));
  if (declared.renamed_from) {
    result.renames.push_back({table.name, declared.renamed_from, declared.column.name});
  }
  table.columns.push_back(std::move(declared.column));
}

template <typename Value>
void append(std::vector<Value>& to, std::vector<Value> more) {
  std::ranges::move(more, std::back_inserter(to));
}

void read_constraints(const YamlNode& map, Table& table) {
  if (const YamlNode* key = find_value(map, "primary_key")) {
    if (table.primary_key) fail_at(key->mark, "a column is the primary key already");
    table.primary_key = read_primary_key(*key);
  }
  if (const YamlNode* node = find_value(map, "unique")) append(table.uniques, read_uniques(*node));
  if (const YamlNode* node = find_value(map, "checks")) append(table.checks, read_checks(*node));
  if (const YamlNode* node = find_value(map, "foreign_keys")) {
    append(table.foreign_keys, read_foreign_keys(*node));
  }
  if (const YamlNode* node = find_value(map, "options")) read_options(*node, table);
}

void read_structure(const YamlEntry& entry, DeclaredTable& result) {
  const YamlNode* columns = find_value(entry.value, "columns");
  if (columns == nullptr) fail_at(entry.mark, "a table needs columns, or sql");
  Table& table = result.table;
  bool key_on_column = false;
  bool autoincrement = false;
  for (const YamlEntry& column : entries_of(*columns, "columns")) {
    add_column(column, result, key_on_column, autoincrement);
  }
  if (table.columns.empty()) fail_at(columns->mark, "a table needs at least one column");
  read_constraints(entry.value, table);
  for (Unique& unique : table.uniques) fill_collations(table, unique.columns);
  if (autoincrement && !table.primary_key) {
    fail_at(entry.mark, "autoincrement without a primary key");
  }
  if (!table.primary_key) return;
  fill_collations(table, table.primary_key->columns);
  table.primary_key->autoincrement = autoincrement;
  table.primary_key->rowid_alias = is_rowid_alias(table, key_on_column);
}

DeclaredStatement read_index(const YamlEntry& entry, const Table& table) {
  const YamlNode& node = entry.value;
  Index index;
  index.name = Identifier(entry.key);
  index.table = table.name;
  const YamlNode* columns = &node;
  if (node.kind == YamlKind::map) {
    expect_map(node, "an index", {"columns", "unique", "where"});
    columns = &need_value(node, "columns");
    index.unique = find_bool(node, "unique");
    index.where = find_text(node, "where");
  } else {
    items_of(node, "an index without further keys");
  }
  index.columns = read_index_parts(*columns);
  // Of a table given as SQL no column is known here; what is not written is left to SQLite.
  if (!table.columns.empty()) fill_collations(table, index.columns);
  return {write_create_index(index, table), position_of(entry.mark)};
}

void rename_table(const YamlNode& map, DeclaredTable& result) {
  const auto old = find_text(map, "renamed_from");
  if (!old) return;
  // Renames of columns are told by the name the table has where they come from.
  for (Rename& rename : result.renames) rename.table = Identifier(*old);
  result.renames.insert(result.renames.begin(),
                        {Identifier(*old), std::nullopt, result.table.name});
}

void check_sql_stands_alone(const YamlNode& map) {
  for (const YamlEntry& entry : map.entries) {
    if (entry.key == "sql" || entry.key == "indexes" || entry.key == "renamed_from") continue;
    fail_at(entry.mark, "\"" + entry.key + "\" beside sql, which says all of the table");
  }
}

}  // namespace

DeclaredTable read_table_yaml(const YamlEntry& entry) {
  DeclaredTable result;
  result.table.name = Identifier(entry.key);
  expect_map(entry.value, "a table",
             {"columns", "primary_key", "unique", "checks", "foreign_keys", "options", "indexes",
              "renamed_from", "sql"});
  result.sql = find_text(entry.value, "sql");
  if (result.sql) {
    check_sql_stands_alone(entry.value);
  } else {
    read_structure(entry, result);
  }
  if (const YamlNode* indexes = find_value(entry.value, "indexes")) {
    for (const YamlEntry& index : entries_of(*indexes, "indexes")) {
      result.indexes.push_back(read_index(index, result.table));
    }
  }
  rename_table(entry.value, result);
  return result;
}

}  // namespace plumbline
