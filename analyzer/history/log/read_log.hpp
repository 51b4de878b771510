#pragma once
// A log read, and held against the migrations on disk.
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "analyzer/history/log/find_log.hpp"
#include "model/migration.hpp"
#include "model/request.hpp"

namespace plumbline {

/// Never throws for what the table holds: NULL keys, missing columns and the like become notes.
MigrationLog read_log(const Connection& connection, const FoundLog& found);

/// What is compiled once for all databases of one schema: their rows together are the log.
struct LogQueries {
  std::string records;             ///< the last column is the time; empty for PRAGMA user_version
  std::vector<std::string> locks;  ///< rows of locks that are set
};
LogQueries log_queries(const Connection& connection, const FoundLog& found);

enum class ChecksumAnswer { not_kept, not_comparable, same, cosmetic_edit, edited };

/// What the log says of one migration.
struct RecordOf {
  bool recorded = false;
  bool dirty = false;  ///< marked as failed or unfinished
  int times = 0;       ///< rows that name it
  ChecksumAnswer checksum = ChecksumAnswer::not_kept;
  bool by_baseline = false;  ///< `recorded` because the log's baseline says so: no row names it
  /// Of a dirty one: how many of its statements the log says have run.
  std::optional<std::size_t> statements_run = std::nullopt;
  bool not_run = false;  ///< recorded as passed over
};

struct MatchedLog {
  std::vector<RecordOf> of;        ///< one for each migration, in their order
  std::vector<LogRecord> unknown;  ///< records without a migration, in the order of the log
};

/// Keys match as the runner compares them; where the files are plain .sql and the runner's are not,
/// with and without extension.
MatchedLog match_log(const Runner& runner, const MigrationLog& log,
                     const std::vector<Migration>& migrations);

/// What the runner does at its next start with what is not recorded, and with what runs again.
struct NextRun {
  std::vector<std::size_t> runs;   ///< migrations, in the order in which they run
  std::vector<std::size_t> never;  ///< migrations that it skips for ever (watermarks)
  /// Not recorded, though one behind it in the runner's order is.
  std::set<std::size_t> overtaken = {};
  /// Those of `runs` that are half-done → how many statements the runner passes over.
  std::map<std::size_t, std::size_t> resumes_behind = {};
  std::string refuses;  ///< why it would not run at all; empty where it would
};
NextRun next_run(const Runner& runner, const MigrationLog& log,
                 const std::vector<Migration>& migrations, const MatchedLog& matched);

}  // namespace plumbline
