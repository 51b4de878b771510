#include "analyzer/sqlite/live_writer.hpp"

#include <sqlite3.h>

#include "analyzer/sqlite/open_database.hpp"

namespace plumbline {

namespace {

// SQLite waits this long for another process before it says "database is locked".
constexpr int busy_timeout_milliseconds = 5000;
constexpr int instructions_between_heartbeats = 100000;

Connection open_for_writing(const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(to_uri(file, "").c_str(), &handle, flags, nullptr);
  Connection connection = Connection::adopt(handle, file.string());
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, busy_timeout_milliseconds);
  if (code != SQLITE_OK) throw to_error(connection.last_failure(), {file.string(), 0, 0});
  // With less, a power failure soon after the commit could bring the deleted journal back, and with
  // it the old state: https://sqlite.org/pragma.html#pragma_synchronous
  if (auto failure = connection.try_execute("PRAGMA synchronous=EXTRA")) {
    failure->message += "; nothing was changed";
    throw to_error(*failure, {file.string(), 0, 0});
  }
  return connection;
}

int beat(void* heartbeat) {
  (*static_cast<const std::function<void()>*>(heartbeat))();
  return 0;
}

}  // namespace

LiveWriter::LiveWriter(const std::filesystem::path& file) : connection_(open_for_writing(file)) {
  if (sqlite3_db_readonly(connection_.handle(), "main") != 0) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0},
                "cannot be written: permission denied?");
  }
}

std::optional<SqlFailure> LiveWriter::run(const std::string& statement,
                                          const std::function<void()>& heartbeat) const {
  sqlite3* const handle = connection_.handle();
  sqlite3_stmt* compiled = nullptr;
  const int length = static_cast<int>(statement.size());
  if (sqlite3_prepare_v2(handle, statement.c_str(), length, &compiled, nullptr) != SQLITE_OK) {
    return connection_.last_failure();
  }
  // sqlite3.h has no const for what is only handed back to us.
  sqlite3_progress_handler(handle, heartbeat ? instructions_between_heartbeats : 0, beat,
                           const_cast<std::function<void()>*>(&heartbeat));
  int step = SQLITE_ROW;
  while (step == SQLITE_ROW) step = sqlite3_step(compiled);
  const SqlFailure failure = connection_.last_failure();
  sqlite3_finalize(compiled);
  sqlite3_progress_handler(handle, 0, nullptr, nullptr);
  if (step == SQLITE_DONE) return std::nullopt;
  return failure;
}

bool is_busy(const SqlFailure& failure) { return (failure.code & 0xff) == SQLITE_BUSY; }
bool is_full(const SqlFailure& failure) { return (failure.code & 0xff) == SQLITE_FULL; }

}  // namespace plumbline
