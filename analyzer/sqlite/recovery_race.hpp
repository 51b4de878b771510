#pragma once
// Beside a writer in WAL mode, a reader that may not write the -shm depends on what stands there.
// Where it meets the header half written, SQLite says SQLITE_READONLY_RECOVERY; where the writer
// has moved on between the header and the marks of readers, SQLITE_READONLY_CANTINIT: both are
// "attempt to write a readonly database". A moment later all is well, unless the writer has just
// made the file: its disk may be slow, its processor taken.
// https://sqlite.org/rescode.html#readonly_recovery, https://sqlite.org/walformat.html

#include <chrono>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace plumbline {

/// Whether an extended result code says that the race was lost.
bool is_recovery_race(int code);

/// The tries of one call, for as long as a lock is waited for (5 seconds). Then it is an error: the
/// writer has died over it, and another process that has the file open has not looked at it since.
class RecoveryRace {
 public:
  /// Whether the last call on the handle was lost to it. Waits a moment, so that the next is not.
  bool is_to_be_run_again(sqlite3* handle);

 private:
  std::optional<std::chrono::steady_clock::time_point> first_loss_;
};

/// sqlite3_step, run again where it is lost to the race: that happens before the first row only.
int step_through_race(sqlite3_stmt* statement);

}  // namespace plumbline
