#pragma once
// A schema as YAML, read and written: one grammar for a declared schema and for a snapshot.
// Format: "plumbline.schema/1"; see README.md, "YAML".
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/change.hpp"
#include "model/error.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// What the key `format` must say.
inline constexpr std::string_view schema_yaml_format = "plumbline.schema/1";

struct DeclaredStatement {
  std::string sql;
  SourcePosition where;  ///< of the YAML node it was written from
};

/// What a YAML schema says: statements that SQLite takes in this order, and what SQL cannot say.
struct Declaration {
  std::vector<DeclaredStatement> statements;
  std::vector<Rename> renames;  ///< from renamed_from
  std::optional<std::int64_t> user_version;
  std::optional<std::int64_t> application_id;
  std::string taken_at;  ///< of a snapshot; empty where it is not dated
};

/// `file` is the name used in errors. Throws Error(bad_yaml) with line and column: not UTF-8, no
/// mapping, unknown or duplicate key, wrong kind of value, aliases that explode.
Declaration read_schema_yaml(std::string_view text, const std::string& file);

/// What a snapshot adds to a schema.
struct SnapshotFacts {
  std::string database;
  std::string taken_at;  ///< ISO 8601; empty: left out
};

/// Reads back to the same schema. Tables that are only partly understood, virtual tables and what
/// the grammar cannot say go in as their SQL. Shadow tables are left out: their owner makes them.
/// Throws Error(bad_yaml) where text of the schema is not UTF-8, naming the object.
std::string write_schema_yaml(const Schema& schema, const SnapshotFacts& facts);

}  // namespace plumbline
