#pragma once
// Keys, indexes and foreign keys as YAML on one line, and the clauses they are made of.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/declare/yaml_text.hpp"
#include "model/schema.hpp"

namespace plumbline {

void add_name(YamlFlow& flow, const std::optional<Identifier>& name);
void add_conflict(YamlFlow& flow, ConflictClause clause);
/// `true`, or a map where there is more to say.
std::string flag_or_map(const YamlFlow& flow);

/// Whether the part has another collation than it would have without a word.
bool needs_collation(const Table& table, const KeyPart& part);
/// A list of columns, or a map where there is more to say.
std::string key_yaml(const Table& table, const std::vector<KeyPart>& parts,
                     const std::optional<Identifier>& name, ConflictClause clause);
std::string index_yaml(const Table& table, const Index& index);

/// At its column, or for itself.
std::string references_yaml(const ForeignKey& foreign_key);
std::string foreign_key_yaml(const ForeignKey& foreign_key);

}  // namespace plumbline
