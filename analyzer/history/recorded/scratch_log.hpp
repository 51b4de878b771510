#pragma once
// The database that `record` migrates, as each run of the command leaves it.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/migration.hpp"
#include "model/request.hpp"

namespace plumbline {

struct ScratchState {
  std::string runner;     ///< the word for --log; empty where no word means it
  Identifier log_table;   ///< empty for PRAGMA user_version
  bool keeps_all = true;  ///< false: a log of one version, or of heads, forgets the older ones
  std::vector<LogRecord> records;
  std::vector<std::string> notes;  ///< what read_log had to say, and what is left out
  Schema schema;                   ///< what the application has: no log, no lock, no platform
};

/// Nothing where the file, the table that `choice` names, or a log in it is not there. Of several
/// logs that fit, the one `known` had is taken. Throws Error(unreadable) where it cannot be told
/// which one is meant, and whatever open_database and find_logs throw.
std::optional<ScratchState> read_scratch(const std::filesystem::path& database,
                                         const LogChoice& choice, const ScratchState* known);

/// Whether a table, a view or anything else is in it; a file that is not there holds nothing.
bool holds_anything(const std::filesystem::path& database);

}  // namespace plumbline
