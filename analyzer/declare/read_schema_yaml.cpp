#include <algorithm>
#include <iterator>
#include <span>

#include "analyzer/declare/read_table_yaml.hpp"
#include "analyzer/declare/schema_words.hpp"
#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/declare/write_sql.hpp"
#include "analyzer/declare/yaml_values.hpp"
#include "analyzer/sql_text/create_table.hpp"

namespace plumbline {

namespace {

void check_format(const YamlNode& root) {
  const YamlNode* node = find_value(root, "format");
  const std::string expected(schema_yaml_format);
  if (node == nullptr) {
    fail_at(root.mark, "the key \"format\" is missing; it is: format: " + expected);
  }
  const std::string& format = text_of_scalar(*node, "format");
  if (format != expected) {
    fail_at(node->mark, "format is \"" + format.substr(0, 40) + "\"; this reads " + expected);
  }
}

std::optional<std::int64_t> find_integer(const YamlNode& map, const std::string& key) {
  const YamlNode* node = find_value(map, key);
  if (node == nullptr) return std::nullopt;
  return integer_of_scalar(*node, key);
}

/// The entries of a section; none where it is missing or empty.
std::span<const YamlEntry> section(const YamlNode& root, const std::string& key) {
  const YamlNode* node = find_value(root, key);
  if (node == nullptr || node->kind == YamlKind::null) return {};
  return entries_of(*node, key);
}

std::string table_sql(const DeclaredTable& declared) {
  return declared.sql ? *declared.sql : write_create_table(text_of(declared.table));
}

std::string view_sql(const YamlEntry& entry) {
  const Identifier name(entry.key);
  const YamlNode& node = entry.value;
  if (node.kind != YamlKind::map)
    return write_create_view(name, {}, text_of_scalar(node, "a view"));
  expect_map(node, "a view", {"sql", "select", "columns"});
  if (const auto sql = find_text(node, "sql")) {
    if (node.entries.size() > 1) fail_at(node.mark, "sql says all of a view; other keys beside it");
    return *sql;
  }
  std::vector<Identifier> columns;
  if (const YamlNode* list = find_value(node, "columns")) {
    for (const YamlNode& item : items_of(*list, "columns")) {
      columns.emplace_back(text_of_scalar(item, "a column of a view"));
    }
  }
  return write_create_view(name, columns, need_text(node, "select"));
}

std::string trigger_sql(const YamlEntry& entry) {
  if (entry.value.kind != YamlKind::map) return text_of_scalar(entry.value, "a trigger");
  expect_map(entry.value, "a trigger", {"sql"});
  return need_text(entry.value, "sql");
}

void add_statement(Declaration& declaration, std::string sql, const YamlMark& mark) {
  declaration.statements.push_back({std::move(sql), position_of(mark)});
}

void read_sql(const YamlNode& root, Declaration& declaration) {
  const YamlNode* node = find_value(root, "sql");
  if (node == nullptr || node->kind == YamlKind::null) return;
  for (const YamlNode& item : items_of(*node, "sql")) {
    add_statement(declaration, text_of_scalar(item, "a statement of sql"), item.mark);
  }
}

}  // namespace

Declaration read_schema_yaml(std::string_view text, const std::string& file) {
  const YamlNode root = read_yaml_tree(text, file);
  expect_map(root, "a schema",
             {"format", "taken_at", "database", "user_version", "application_id", "tables", "views",
              "triggers", "sql"});
  check_format(root);
  Declaration result;
  result.user_version = find_integer(root, "user_version");
  result.application_id = find_integer(root, "application_id");
  // These say where a schema was taken; whatever else somebody has put there changes nothing.
  const YamlNode* const taken_at = find_value(root, "taken_at");
  if (taken_at != nullptr && taken_at->kind == YamlKind::scalar) result.taken_at = taken_at->text;
  std::vector<DeclaredStatement> indexes;
  for (const YamlEntry& entry : section(root, "tables")) {
    DeclaredTable declared = read_table_yaml(entry);
    add_statement(result, table_sql(declared), entry.mark);
    std::ranges::move(declared.indexes, std::back_inserter(indexes));
    std::ranges::move(declared.renames, std::back_inserter(result.renames));
  }
  read_sql(root, result);
  std::ranges::move(indexes, std::back_inserter(result.statements));
  for (const YamlEntry& entry : section(root, "views")) {
    add_statement(result, view_sql(entry), entry.mark);
  }
  // Last: an INSTEAD OF trigger needs its view. https://sqlite.org/lang_createtrigger.html
  for (const YamlEntry& entry : section(root, "triggers")) {
    add_statement(result, trigger_sql(entry), entry.mark);
  }
  return result;
}

}  // namespace plumbline
