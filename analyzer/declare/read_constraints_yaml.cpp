#include "analyzer/declare/read_constraints_yaml.hpp"

#include "analyzer/declare/schema_words.hpp"
#include "analyzer/declare/yaml_values.hpp"

namespace plumbline {

namespace {

KeyPart read_part(const YamlNode& node, bool in_index) {
  KeyPart part;
  if (node.kind != YamlKind::map) {
    part.column = Identifier(text_of_scalar(node, "a column of a key"));
    return part;
  }
  if (in_index) {
    expect_map(node, "a part of an index", {"column", "expression", "collate", "desc"});
  } else {
    expect_map(node, "a column of a key", {"column", "collate", "desc"});
  }
  part.expression = find_text(node, "expression");
  if (part.expression && find_value(node, "column") != nullptr) {
    fail_at(node.mark, "a part of an index is a column or an expression, not both");
  }
  if (!part.expression) part.column = Identifier(need_text(node, "column"));
  part.collation = find_text(node, "collate").value_or("");
  part.descending = find_bool(node, "desc");
  return part;
}

std::vector<KeyPart> read_parts(const YamlNode& node, bool in_index) {
  std::vector<KeyPart> parts;
  for (const YamlNode& item : items_of(node, "columns")) parts.push_back(read_part(item, in_index));
  if (parts.empty()) fail_at(node.mark, "a key or index needs at least one column");
  return parts;
}

Unique read_unique(const YamlNode& node) {
  if (node.kind == YamlKind::list) return {std::nullopt, read_parts(node, false)};
  if (node.kind != YamlKind::map) {
    fail_at(node.mark, "each entry of unique is a list of columns, such as [email], or a map");
  }
  expect_map(node, "unique", {"columns", "name", "on_conflict"});
  return {read_constraint_name(node), read_parts(need_value(node, "columns"), false),
          read_on_conflict(node)};
}

std::vector<Identifier> read_names(const YamlNode& node, const std::string& what) {
  std::vector<Identifier> names;
  for (const YamlNode& item : items_of(node, what)) {
    names.emplace_back(text_of_scalar(item, "a name in " + what));
  }
  return names;
}

ForeignKeyAction read_action(const YamlNode& map, const std::string& key) {
  const YamlNode* node = find_value(map, key);
  if (node == nullptr) return ForeignKeyAction::no_action;
  const auto action = foreign_key_action_named(text_of_scalar(*node, key));
  if (!action) fail_at(node->mark, key + " is one of: " + foreign_key_action_words());
  return *action;
}

std::string read_deferrable(const YamlNode& map) {
  const YamlNode* clause = find_value(map, "deferrable");
  const YamlNode* deferred = find_value(map, "deferred");
  if (clause != nullptr && deferred != nullptr) {
    fail_at(deferred->mark, "deferred and deferrable say the same thing; keep one");
  }
  if (clause == nullptr) {
    return find_bool(map, "deferred") ? std::string(deferring_clause) : std::string();
  }
  const auto known = deferrable_clause(text_of_scalar(*clause, "deferrable"));
  if (!known) {
    fail_at(clause->mark,
            "deferrable is a clause such as \"" + std::string(deferring_clause) + "\"");
  }
  return *known;
}

/// What `references` and an entry of `foreign_keys` have in common.
ForeignKey read_foreign_key_clauses(const YamlNode& map) {
  ForeignKey key;
  key.name = read_constraint_name(map);
  key.parent = Identifier(need_text(map, "table"));
  key.on_delete = read_action(map, "on_delete");
  key.on_update = read_action(map, "on_update");
  key.deferrable = read_deferrable(map);
  key.deferred = key.deferrable == deferring_clause;
  key.match = find_text(map, "match").value_or("");
  return key;
}

ForeignKey read_foreign_key(const YamlNode& node) {
  expect_map(node, "a foreign key",
             {"columns", "table", "parent_columns", "on_delete", "on_update", "deferrable",
              "deferred", "match", "name"});
  ForeignKey key = read_foreign_key_clauses(node);
  key.columns = read_names(need_value(node, "columns"), "columns");
  if (const YamlNode* parents = find_value(node, "parent_columns")) {
    key.parent_columns = read_names(*parents, "parent_columns");
  }
  if (key.columns.empty()) fail_at(node.mark, "a foreign key needs at least one column");
  return key;
}

}  // namespace

std::optional<Identifier> read_constraint_name(const YamlNode& map) {
  const auto name = find_text(map, "name");
  return name ? std::optional<Identifier>(*name) : std::nullopt;
}

ConflictClause read_on_conflict(const YamlNode& map) {
  const YamlNode* node = find_value(map, "on_conflict");
  if (node == nullptr) return ConflictClause::unstated;
  const auto clause = conflict_clause_named(text_of_scalar(*node, "on_conflict"));
  if (!clause) fail_at(node->mark, "on_conflict is one of: " + conflict_clause_words());
  return *clause;
}

std::vector<Unique> read_uniques(const YamlNode& node) {
  std::vector<Unique> uniques;
  for (const YamlNode& item : items_of(node, "unique")) uniques.push_back(read_unique(item));
  return uniques;
}

PrimaryKey read_primary_key(const YamlNode& node) {
  PrimaryKey key;
  if (node.kind != YamlKind::map) {
    items_of(node, "primary_key of a table");
    key.columns = read_parts(node, false);
    return key;
  }
  expect_map(node, "primary_key", {"columns", "name", "on_conflict"});
  key.columns = read_parts(need_value(node, "columns"), false);
  key.name = read_constraint_name(node);
  key.on_conflict = read_on_conflict(node);
  return key;
}

Check read_check(const YamlNode& node) {
  if (node.kind != YamlKind::map) return {std::nullopt, text_of_scalar(node, "a check")};
  expect_map(node, "a check", {"name", "expression"});
  return {read_constraint_name(node), need_text(node, "expression")};
}

std::vector<Check> read_checks(const YamlNode& node) {
  std::vector<Check> checks;
  if (node.kind == YamlKind::map) {
    for (const YamlEntry& entry : node.entries) {
      checks.push_back({Identifier(entry.key), text_of_scalar(entry.value, "a check")});
    }
    return checks;
  }
  for (const YamlNode& item : items_of(node, "checks")) checks.push_back(read_check(item));
  return checks;
}

std::vector<ForeignKey> read_foreign_keys(const YamlNode& node) {
  std::vector<ForeignKey> keys;
  for (const YamlNode& item : items_of(node, "foreign_keys")) {
    keys.push_back(read_foreign_key(item));
  }
  return keys;
}

ForeignKey read_references(const YamlNode& node) {
  expect_map(node, "references",
             {"table", "column", "columns", "on_delete", "on_update", "deferrable", "deferred",
              "match", "name"});
  ForeignKey key = read_foreign_key_clauses(node);
  const YamlNode* columns = find_value(node, "columns");
  if (const auto column = find_text(node, "column")) {
    if (columns != nullptr) fail_at(columns->mark, "column and columns stand side by side");
    key.parent_columns.emplace_back(*column);
  } else if (columns != nullptr) {
    key.parent_columns = read_names(*columns, "columns");
  }
  return key;
}

std::vector<KeyPart> read_index_parts(const YamlNode& node) { return read_parts(node, true); }

}  // namespace plumbline
