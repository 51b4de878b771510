#pragma once
// Opening a database file without leaving a trace: no byte of it, its -wal, its -journal or its
// directory changes. https://sqlite.org/wal.html#read_only_databases, https://sqlite.org/uri.html
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/private_directory.hpp"

namespace plumbline {

struct OpenedDatabase {
  std::optional<PrivateDirectory> copy;  ///< set where a private copy had to be read; outlives …
  Connection connection;                 ///< … the connection, which is read-only in effect
  std::vector<std::string> notes;        ///< how it was opened, where that is worth knowing
};

/// Whether the first bytes are those of a database file. An empty file is one too.
bool looks_like_database(const std::string& first_bytes);

/// Throws Error(unreadable | not_a_database): no such file, a directory, a pipe, no permission,
/// locked, encrypted, damaged.
OpenedDatabase open_database(const std::filesystem::path& file);

/// `file` as a URI that SQLite reads back to the same path.
std::string to_uri(const std::filesystem::path& file, const std::string& parameters);

}  // namespace plumbline
