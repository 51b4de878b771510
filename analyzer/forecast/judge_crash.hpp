#pragma once
// One point at which a migration stopped: what is answered there, and whether the answers are true.
#include <cstddef>
#include <filesystem>
#include <vector>

#include "analyzer/forecast/crash_matrix.hpp"
#include "analyzer/forecast/database_contents.hpp"

namespace plumbline {

/// A migration with the databases before and behind it.
struct CleanRun {
  const Migration& migration;
  std::filesystem::path before;  ///< a file: rows in every table, the migration not recorded
  DatabaseContents contents_before;
  DatabaseContents contents_after;          ///< run without a crash, and recorded
  DatabaseContents contents_unrecorded;     ///< … and before it was recorded
  Varying varying;                          ///< nobody can compare these
  std::vector<std::size_t> lasting_points;  ///< see run_migration.hpp
  std::vector<DatabaseContents> schemas;    ///< before the first statement and behind each
};

/// `folder` is for the files that this makes; they may be left there.
CrashPoint judge_crash(const CleanRun& run, std::size_t after_statement,
                       const CrashQuestions& questions, const Options& options,
                       const std::filesystem::path& folder);

}  // namespace plumbline
