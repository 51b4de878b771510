#pragma once
// What code-run migrations do, written down: the runner's own "one step up" is run again and again
// on a scratch database, with a snapshot after each new record in the log.
#include <filesystem>
#include <string>
#include <vector>

#include "model/options.hpp"
#include "model/request.hpp"

namespace plumbline {

struct RecordRequest {
  std::filesystem::path database;  ///< the scratch database that the command migrates
  std::filesystem::path output;    ///< the history to write; must not exist or be empty
  std::vector<std::string> command;
  LogChoice log;
};

struct Recorded {
  std::size_t migrations = 0;
  std::vector<std::string> notes;  ///< a step that made several records at once, …
};

/// Runs the command until the log grows no more. Throws Error(failed) where it fails (with its exit
/// status), Error(unreadable) where no log can be found in what it leaves.
Recorded record_history(const RecordRequest& request, const Options& options);

}  // namespace plumbline
