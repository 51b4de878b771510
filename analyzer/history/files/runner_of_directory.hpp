#pragma once
// Which runner a directory of migrations belongs to, where no database is there to say so.
#include <filesystem>

#include "analyzer/history/runner/runner.hpp"

namespace plumbline {

/// The one whose files these can only be, by a journal, a lock file, marks inside the files or
/// names that no other runner takes; a recorded history says it. Null where nothing tells, where
/// two fit, and where the directory cannot be read.
const Runner* runner_of_directory(const std::filesystem::path& directory);

/// By what lies beside the migrations, a runner whose log is in no table of the database that it
/// migrates; else null: of all others that log says how a directory is read.
const Runner* runner_with_log_elsewhere(const std::filesystem::path& directory);

}  // namespace plumbline
