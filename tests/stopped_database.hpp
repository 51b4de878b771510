#pragma once
// What the tests of stopped migrations do to a database themselves, by plain SQLite.
#include <filesystem>
#include <optional>
#include <string>

#include "analyzer/sqlite/connection.hpp"
#include "tests/stopped_case.hpp"

namespace plumbline {

/// The files of the case in the current folder, and app.db as the case found it.
void lay_out(const StoppedCase& stopped);

/// A connection as the application opens it: its foreign keys are on.
Connection open_as_application(const std::filesystem::path& database);

/// The first `count` statements of a file of migrations run on a connection that is then lost, with
/// its TEMP tables and what it had not committed. Throws Error(failed) where one does not run.
void run_and_stop(const std::filesystem::path& database, const std::filesystem::path& file,
                  int count);

/// The forward part of the file run to the end, without a transaction around it; nothing, or what
/// SQLite says of the statement that fails.
std::optional<std::string> run_migration_file(const std::filesystem::path& database,
                                              const std::filesystem::path& file);

/// As the sqlite3 shell prints it: columns parted by "|", rows by newlines, NULL as nothing.
std::string answer_to(const Connection& connection, const std::string& query);

/// What integrity_check and foreign_key_check complain about.
std::string complaints(const Connection& connection);

}  // namespace plumbline
