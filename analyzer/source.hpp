#pragma once
// Every kind of source, opened: whatever the user names becomes one SQLite connection that the one
// introspector reads.
#include <memory>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/file_bytes.hpp"
#include "model/change.hpp"
#include "model/options.hpp"
#include "model/schema.hpp"

namespace plumbline {

enum class SourceKind { database, sql, yaml, directory };

struct Source {
  std::string name;  ///< as the user named it
  SourceKind kind = SourceKind::database;
  Connection connection;  ///< a shadow: of the database, or one that holds the declaration
  Schema schema;
  std::vector<Rename> renames;     ///< renamed_from of a YAML schema
  std::vector<std::string> notes;  ///< how it was read
  std::string taken_at = {};       ///< when it was so, ISO 8601; empty: not dated
  std::string opened = {};         ///< of a database: in which way, and why in that one
  /// What a shadow of a large database reads through to; else null.
  std::shared_ptr<const FileBytes> below = nullptr;
  std::vector<Problem> left_out = {};  ///< of a database of which not all can be parsed
  bool settings_unknown = false;       ///< its user_version and application_id may not be asked
};

/// A database file, a .sql file, a .yaml/.yml schema or snapshot, a directory of .sql migrations, a
/// recorded history (the schema behind its last migration), or "-" for standard input (sniffed).
/// Throws Error with the file, line and column.
Source open_source(const std::string& name, const Options& options);

/// The same; of a database whose schema SQLite cannot parse in full, what it can: for showing, and
/// for nothing else.
Source open_what_parses(const std::string& name, const Options& options);

/// A database as a shadow: a copy with all rows, on which a repair can be tried. Throws Error for
/// anything but a database.
Source open_shadow_source(const std::string& name, const Options& options);

/// Throws Error where somebody has written to the database while it was read. To be asked when an
/// answer is there, and when there is an error in its place.
void require_one_moment(const Source& source);

}  // namespace plumbline
