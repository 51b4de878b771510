#include "analyzer/declare/read_constraints_yaml.hpp"
#include "analyzer/declare/read_table_yaml.hpp"
#include "analyzer/declare/schema_words.hpp"
#include "analyzer/declare/yaml_values.hpp"

namespace plumbline {

namespace {

/// A bare scalar is the text of its literal: `default: 1`, `default: null`.
std::optional<std::string> read_default(const YamlNode& map) {
  const YamlNode* node = find_value(map, "default");
  if (node == nullptr) return std::nullopt;
  if (node->kind == YamlKind::null) return "NULL";
  const std::string& sql = text_of_scalar(*node, "default");
  if (sql.empty()) fail_at(node->mark, "default is SQL; the empty text is written \"''\"");
  return sql;
}

void read_not_null(const YamlNode& map, Column& column) {
  const YamlNode* node = find_value(map, "not_null");
  if (node == nullptr) return;
  if (node->kind != YamlKind::map) {
    column.not_null = bool_of_scalar(*node, "not_null");
    return;
  }
  expect_map(*node, "not_null", {"name", "on_conflict"});
  column.not_null = true;
  column.not_null_name = read_constraint_name(*node);
  column.not_null_conflict = read_on_conflict(*node);
}

std::optional<Generated> read_generated(const YamlNode& map) {
  const YamlNode* stored = find_value(map, "stored");
  const auto expression = find_text(map, "generated");
  if (!expression && stored != nullptr) fail_at(stored->mark, "stored without generated");
  if (!expression) return std::nullopt;
  return Generated{*expression, find_bool(map, "stored")};
}

void read_key(const YamlNode& map, DeclaredColumn& declared) {
  declared.autoincrement = find_bool(map, "autoincrement");
  const YamlNode* node = find_value(map, "primary_key");
  if (node == nullptr) return;
  KeyPart part{declared.column.name, std::nullopt, "", false};
  if (node->kind == YamlKind::map) {
    expect_map(*node, "primary_key", {"name", "desc", "on_conflict"});
    declared.key.name = read_constraint_name(*node);
    declared.key.on_conflict = read_on_conflict(*node);
    part.descending = find_bool(*node, "desc");
    declared.primary_key = true;
  } else {
    declared.primary_key = bool_of_scalar(*node, "primary_key");
  }
  declared.key.columns.push_back(part);
}

std::optional<Unique> read_column_unique(const YamlNode& map, const Identifier& column) {
  const YamlNode* node = find_value(map, "unique");
  if (node == nullptr) return std::nullopt;
  Unique unique{std::nullopt, {{column, std::nullopt, "", false}}};
  if (node->kind != YamlKind::map) {
    return bool_of_scalar(*node, "unique") ? std::optional(unique) : std::nullopt;
  }
  expect_map(*node, "unique", {"name", "on_conflict"});
  unique.name = read_constraint_name(*node);
  unique.on_conflict = read_on_conflict(*node);
  return unique;
}

}  // namespace

DeclaredColumn read_column_yaml(const YamlEntry& entry) {
  DeclaredColumn result;
  Column& column = result.column;
  const YamlNode& node = entry.value;
  column.name = Identifier(entry.key);
  if (node.kind == YamlKind::null) return result;
  if (node.kind == YamlKind::scalar) {
    column.type = node.text;
    return result;
  }
  expect_map(node, "a column",
             {"type", "not_null", "default", "collate", "primary_key", "autoincrement", "unique",
              "check", "references", "generated", "stored", "renamed_from"});
  const YamlNode* type = find_value(node, "type");
  if (type != nullptr && type->kind != YamlKind::null) column.type = text_of_scalar(*type, "type");
  read_not_null(node, column);
  column.default_sql = read_default(node);
  column.collation = find_text(node, "collate").value_or("");
  if (same_collation(column.collation, "")) column.collation.clear();
  column.generated = read_generated(node);
  read_key(node, result);
  result.unique = read_column_unique(node, column.name);
  if (const YamlNode* check = find_value(node, "check")) result.check = read_check(*check);
  if (const YamlNode* references = find_value(node, "references")) {
    result.foreign_key = read_references(*references);
    result.foreign_key->columns.push_back(column.name);
  }
  if (const auto old = find_text(node, "renamed_from")) result.renamed_from = Identifier(*old);
  return result;
}

}  // namespace plumbline
