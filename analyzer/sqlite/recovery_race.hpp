#pragma once
// Beside a writer in WAL mode, a reader that may not write the -shm can meet its header half
// written. It cannot recover it, and SQLite says SQLITE_READONLY_RECOVERY ("attempt to write a
// readonly database"); a moment later the header is whole.
// https://sqlite.org/rescode.html#readonly_recovery

struct sqlite3;
struct sqlite3_stmt;

namespace plumbline {

/// The tries of one call; in the end it is an error: then the writer has died over it.
class RecoveryRace {
 public:
  /// Whether the last call on the handle was lost to it. Waits a moment, so that the next is not.
  bool is_to_be_run_again(sqlite3* handle);

 private:
  int left_ = 200;
};

/// sqlite3_step, run again where it is lost to the race: that happens before the first row only.
int step_through_race(sqlite3_stmt* statement);

}  // namespace plumbline
