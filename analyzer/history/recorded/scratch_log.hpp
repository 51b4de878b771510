#pragma once
// The database that `record` migrates, as each run of the command leaves it.
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/history/log/find_log.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"
#include "model/request.hpp"

namespace plumbline {

struct ScratchState {
  FoundLog log;
  std::set<Identifier> runners_tables;  ///< the log, its lock and side tables, the platform's
  std::vector<LogRecord> records;
  std::vector<std::string> notes;  ///< what read_log had to say, and what is left out
  Schema schema;                   ///< what the application has: no log, no lock, no platform
};

/// What the application has of `schema`; `notes` is told of what else goes with it.
Schema without_log(Schema schema, const FoundLog& log, std::vector<std::string>& notes);

/// Nothing where the file, the table that `choice` names, or a log in it is not there. Of several
/// logs that fit, the one `known` had is taken. Throws Error(unreadable) where it cannot be told
/// which one is meant, and whatever open_database and find_logs throw.
std::optional<ScratchState> read_scratch(const std::filesystem::path& database,
                                         const LogChoice& choice, const ScratchState* known);

/// All that is in it, to go through later; of a file that is not there: nothing.
Shadow scratch_copy(const std::filesystem::path& database, const Options& options);

/// Whether a table, a view or anything else is in it; a file that is not there holds nothing.
bool holds_anything(const std::filesystem::path& database);

}  // namespace plumbline
