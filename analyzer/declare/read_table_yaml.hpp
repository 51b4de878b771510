#pragma once
// One entry of `tables:` as values.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/declare/yaml_tree.hpp"

namespace plumbline {

struct DeclaredColumn {
  Column column;
  bool primary_key = false;
  PrimaryKey key;  ///< of this column alone, where primary_key
  bool autoincrement = false;
  std::optional<Unique> unique;
  std::optional<Check> check;
  std::optional<ForeignKey> foreign_key;
  std::optional<Identifier> renamed_from;
};

DeclaredColumn read_column_yaml(const YamlEntry& entry);

struct DeclaredTable {
  Table table;                     ///< without its indexes
  std::optional<std::string> sql;  ///< the whole CREATE TABLE, where it is given as SQL
  std::vector<DeclaredStatement> indexes;
  std::vector<Rename> renames;
};

DeclaredTable read_table_yaml(const YamlEntry& entry);

}  // namespace plumbline
