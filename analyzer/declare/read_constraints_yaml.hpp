#pragma once
// The constraints of the YAML grammar. Collations of key parts stay as written; who knows the
// columns fills in those in force.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/declare/yaml_tree.hpp"
#include "model/schema.hpp"

namespace plumbline {

std::optional<Identifier> read_constraint_name(const YamlNode& map);
ConflictClause read_on_conflict(const YamlNode& map);

/// `unique: [ … ]` of a table: each a list of columns or a map.
std::vector<Unique> read_uniques(const YamlNode& node);
/// `primary_key:` of a table, without rowid_alias and autoincrement.
PrimaryKey read_primary_key(const YamlNode& node);
/// `checks:` of a table: a map from names, or a list.
std::vector<Check> read_checks(const YamlNode& node);
/// An expression, or { name, expression }.
Check read_check(const YamlNode& node);
std::vector<ForeignKey> read_foreign_keys(const YamlNode& node);
/// `references:` of a column; its `columns` stay empty.
ForeignKey read_references(const YamlNode& node);
/// `columns:` of an index, expressions among them.
std::vector<KeyPart> read_index_parts(const YamlNode& node);

}  // namespace plumbline
