#pragma once
// Migrations on a real database file, one statement at a time and without a transaction around
// them: the way in which a runner can stop half-way.
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

/// A connection to a file that the matrix made itself: real clock, foreign keys as the options say,
/// nothing that reaches outside.
Connection open_scratch(const std::filesystem::path& file, const Options& options);

/// Both files belong to the matrix, and nobody has them open.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to);

struct RunFailure {
  std::size_t statement = 0;  ///< 1-based; 0: the COMMIT behind the last one
  std::string message;
  int code = 0;  ///< SQLite's extended code
};

/// Runs statements first + 1 … last of the migration (counted from 1).
std::optional<RunFailure> run_part(const Connection& connection, const Migration& migration,
                                   std::size_t first, std::size_t last);

/// Runs all of it; a transaction that it leaves open is committed, as its runner would.
std::optional<RunFailure> run_whole(const Connection& connection, const Migration& migration);

/// Whether a statement of it is a PRAGMA.
bool sets_pragmas(const Migration& migration);

/// For each number of statements, the number from which a connection has to go on that finds the
/// database as a crash there left it: before the BEGIN of a transaction that never ended.
/// `connection` runs all of them, up to the first that fails; `behind_each` is called behind each.
std::vector<std::size_t> lasting_points(const Connection& connection, const Migration& migration,
                                        const std::function<void()>& behind_each);

/// What a new connection has to switch on or off again to go on behind `statements`: the PRAGMAs
/// among them.
void repeat_settings(const Connection& connection, const Migration& migration,
                     std::size_t statements);

}  // namespace plumbline
