#pragma once
// The .sql files of a migrations directory, in the order in which they run, without their undo
// part.
#include <filesystem>
#include <string>
#include <vector>

namespace plumbline {

struct MigrationFile {
  std::filesystem::path path;
  std::string id;  ///< the path below the directory, with /
};

/// Sorted by the numbers that names start with, then by name. Undo files (x.down.sql, down.sql,
/// x.undo.y.sql, x.rollback.sql) are left out; a folder x/migration.sql or x/up.sql counts as x.
/// Throws Error(unreadable).
std::vector<MigrationFile> migration_files(const std::filesystem::path& directory);

/// The part of a migration that goes forward: what stands before a line "-- migrate:down",
/// "-- +goose Down" or "-- +migrate Down".
std::string forward_part(const std::string& text);

}  // namespace plumbline
