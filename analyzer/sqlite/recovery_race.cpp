#include "analyzer/sqlite/recovery_race.hpp"

#include <sqlite3.h>

namespace plumbline {

bool RecoveryRace::is_to_be_run_again(sqlite3* handle) {
  constexpr int milliseconds = 1;
  if (sqlite3_extended_errcode(handle) != SQLITE_READONLY_RECOVERY || left_ == 0) return false;
  --left_;
  sqlite3_sleep(milliseconds);
  return true;
}

int step_through_race(sqlite3_stmt* statement) {
  RecoveryRace race;
  int code = sqlite3_step(statement);
  while (code != SQLITE_ROW && code != SQLITE_DONE &&
         race.is_to_be_run_again(sqlite3_db_handle(statement))) {
    sqlite3_reset(statement);
    code = sqlite3_step(statement);
  }
  return code;
}

}  // namespace plumbline
