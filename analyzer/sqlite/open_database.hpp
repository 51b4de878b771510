#pragma once
// Opening a database file without leaving a trace: no byte of it, its -wal, its -journal or its
// directory changes. https://sqlite.org/wal.html#read_only_databases, https://sqlite.org/uri.html
#include <filesystem>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct OpenedDatabase {
  Connection connection;               ///< of the file or of a private copy; it only reads
  std::string way;                     ///< how it was opened, and why so: one sentence
  std::vector<std::string> notes;      ///< how it was opened, where that is worth knowing
  std::vector<Problem> left_out = {};  ///< what SQLite could not parse: unparsed_objects.hpp
  bool settings_unknown = false;       ///< user_version and application_id could not be asked
};

/// What is asked of a schema that holds objects which SQLite cannot parse.
enum class Unparsed { refuse, leave_out };

/// Whether what is read behind the opening is to be of the same moment: then a transaction is open.
enum class Moment { any, one };

/// Whether the first bytes are those of a database file. An empty file is one too.
bool looks_like_database(const std::string& first_bytes);

/// Throws Error(unreadable | not_a_database): no such file, a directory, a pipe, no permission,
/// locked, encrypted, damaged; Error(unsupported) that names the objects where a newer SQLite wrote
/// some of the schema, unless these are to be left out.
OpenedDatabase open_database(const std::filesystem::path& file,
                             Unparsed unparsed = Unparsed::refuse, Moment moment = Moment::any);

/// A database that is in no file. `name` is what errors call it. Throws the same.
OpenedDatabase open_database_bytes(const std::string& bytes, const std::string& name,
                                   Unparsed unparsed = Unparsed::refuse);

/// `file` as a URI that SQLite reads back to the same path.
std::string to_uri(const std::filesystem::path& file, const std::string& parameters);

}  // namespace plumbline
