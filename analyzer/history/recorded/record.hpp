#pragma once
// What code-run migrations do, written down: the runner's own "one step up" is run again and again
// on a scratch database, with a snapshot after each new record in the log. What a step leaves is
// seen, object by object; its statements are known where the application tells them: each run
// finds in the environment, as PLUMBLINE_TRACE, the name of a fresh file for them (read_trace.hpp).
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

/// Runs the command until the log grows no more. Where one run adds several records and tells no
/// statements that part them, the last of them gets the snapshot and the others are listed `with`
/// it (history_yaml.hpp): the schemas between were never there to be seen. Statements that are not
/// proven to lead to what the run left are left out, with a note. The history is written at the
/// end, whole or not at all. Throws Error(usage) for a runner that nobody knows; Error(failed)
/// where the output is not empty, migrations are recorded already, the command fails (with its exit
/// status), or it records nothing; Error(unreadable) where no log can be found in what it leaves,
/// or more than one.
Recorded record_history(const RecordRequest& request, const Options& options);

}  // namespace plumbline
