#include "analyzer/sqlite/recovery_race.hpp"

#include <sqlite3.h>

namespace plumbline {

namespace {

constexpr std::chrono::seconds patience{5};

}  // namespace

bool is_recovery_race(int code) {
  return code == SQLITE_READONLY_RECOVERY || code == SQLITE_READONLY_CANTINIT;
}

bool RecoveryRace::is_to_be_run_again(sqlite3* handle) {
  constexpr int pause_milliseconds = 1;
  if (!is_recovery_race(sqlite3_extended_errcode(handle))) return false;
  const auto now = std::chrono::steady_clock::now();
  if (now - first_loss_.value_or(now) > patience) return false;
  if (!first_loss_) first_loss_ = now;
  sqlite3_sleep(pause_milliseconds);
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
