#pragma once
// repair --apply: a proven script run on the database it was made for. The one part of the program
// that writes to a database that is not ours.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "analyzer/progress.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// What running a plan will cost, told before it runs.
struct ApplyCost {
  std::int64_t rows_rewritten = 0;
  std::int64_t backup_bytes = 0;   ///< of the copy that stays
  std::int64_t working_bytes = 0;  ///< at most, while it runs: new tables, and the journal or -wal
  std::int64_t bytes_moved = 0;    ///< read and written under the write lock, the checks included
};

/// From the plan and the size of the files. Throws Error(unreadable).
ApplyCost cost_of_applying(const std::string& database, const Plan& plan);

struct Applied {
  std::vector<Refusal> refusals;   ///< why nothing was run: the database is as it was
  std::filesystem::path backup;    ///< the copy made first; empty where nothing was run
  std::size_t statements = 0;      ///< how many were run
  std::vector<std::string> notes;  ///< what of the checks could not be made
};

/// Takes the write lock, compares the schema with the one that the plan was made for, copies the
/// database beside itself, runs the statements and looks at the result before it commits: integrity
/// and foreign keys no worse than in the copy, the schema as promised. Throws Error where SQLite
/// would not (locked, no room, an I/O error), with the state of the database in its message.
Applied apply(const std::string& database, const Plan& plan, const OnProgress& on_progress = {});

}  // namespace plumbline
