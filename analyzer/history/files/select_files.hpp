#pragma once
// Which files of a directory are migrations to a runner, and which take them back.
#include <filesystem>
#include <vector>

#include "analyzer/history/files/list_files.hpp"
#include "analyzer/history/files/migration_file.hpp"

namespace plumbline {

struct Selection {
  std::vector<MigrationFile> files;  ///< path, undo_path, fields and id are filled in
  std::vector<Finding> findings;     ///< files that look like migrations and are none to the runner
  std::vector<std::string> notes;
  std::vector<UnreadMigrations> unread = {};  ///< files that hold migrations in another format
  bool plain = false;  ///< the runner's own files are not there: plain rules were taken
};

/// `runner` may be null. Throws Error(unreadable) for a journal that is none.
Selection select_files(const std::filesystem::path& directory, const FileListing& listing,
                       const Runner* runner);

/// Whether the runner says how its files are called.
bool has_file_rule(const Runner* runner);

}  // namespace plumbline
