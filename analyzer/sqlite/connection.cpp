#include "analyzer/sqlite/connection.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "analyzer/sqlite/changed_tables.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "analyzer/sqlite/recovery_race.hpp"
#include "analyzer/sqlite/stubs.hpp"

namespace plumbline {

namespace {

Error::Kind kind_of_code(int code) {
  switch (code & 0xff) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return Error::Kind::not_a_database;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_PERM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
      return Error::Kind::unreadable;
    default:
      return Error::Kind::failed;
  }
}

/// Enough of a statement to know it by.
std::string beginning_of(std::string_view sql) {
  constexpr std::size_t most_bytes = 60;
  std::size_t end = std::min(sql.find('\n'), most_bytes);
  if (end >= sql.size()) return std::string(sql);
  while (end > 0 && (static_cast<unsigned char>(sql[end]) & 0xC0) == 0x80)
    --end;  // not inside of é
  return std::string(sql.substr(0, end)) + "…";
}

Error too_late(const std::string& name, std::string_view sql) {
  return {Error::Kind::failed,
          {name, 0, 0},
          "not done when the time was over, at " + beginning_of(sql) +
              "; --deadline SECONDS gives more"};
}

int is_late(void* deadline) { return static_cast<const Deadline*>(deadline)->is_over() ? 1 : 0; }

/// AUTOINCREMENT that has come to the last rowid says SQLITE_FULL, too, and that is of the SQL.
bool no_room_for_temporary_files() {
  constexpr std::uintmax_t next_to_nothing = std::uintmax_t{1} << 20;
  std::error_code failure;
  const auto space = std::filesystem::space(temporary_place(), failure);
  return failure || space.available < next_to_nothing;
}

bool is_of_machine(const SqlFailure& failure) {
  switch (failure.code & 0xff) {
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
      return true;
    case SQLITE_FULL:
      return no_room_for_temporary_files();
    default:
      return false;
  }
}

// SQLite waits this long for a writer before it says "database is locked".
constexpr int busy_timeout_milliseconds = 5000;

sqlite3* open_handle(const std::string& uri, int flags, const std::string& name) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(uri.c_str(), &handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) {
    const std::string message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    sqlite3_close_v2(handle);
    throw Error(kind_of_code(code), {name, 0, 0}, message);
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, busy_timeout_milliseconds);
  stub_missing_collations(handle);
  return handle;
}

}  // namespace

Connection::Connection(sqlite3* handle, std::string name)
    : changed_(std::make_shared<TableSet>(TableSet{true, {}})),
      handle_(handle),
      name_(std::move(name)) {}

Error to_error(const SqlFailure& failure, const SourcePosition& where) {
  return {kind_of_code(failure.code), where, failure.message};
}

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
void Query::Finalize::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

Connection Connection::open_read_only(const std::string& uri, const std::string& name) {
  return {open_handle(uri, SQLITE_OPEN_READONLY, name), name};
}

Connection Connection::open_read_write(const std::string& uri, const std::string& name) {
  return {open_handle(uri, SQLITE_OPEN_READWRITE, name), name};
}

Connection Connection::in_memory(const std::string& name) {
  return {open_handle(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, name), name};
}

Connection Connection::adopt(sqlite3* handle, std::string name) {
  return {handle, std::move(name)};
}

Connection Connection::adopt_shadow(sqlite3* handle, std::string name,
                                    std::optional<Deadline> deadline) {
  Connection connection(handle, std::move(name));
  connection.is_shadow_ = true;
  if (deadline) {
    connection.deadline_ = std::make_unique<const Deadline>(*deadline);
    constexpr int instructions_between_looks = 1000;  // at most a second of slow ones
    // sqlite3.h has no const for what is only handed back to us.
    sqlite3_progress_handler(handle, instructions_between_looks, is_late,
                             const_cast<Deadline*>(connection.deadline_.get()));
  }
  return connection;
}

/// `failure`, where it says something of the statement; else throws.
SqlFailure Connection::of_the_sql(SqlFailure failure, std::string_view sql) const {
  if (!is_shadow_) return failure;
  if ((failure.code & 0xff) == SQLITE_INTERRUPT) {
    throw too_late(name_, sql);
  }
  if (!is_of_machine(failure)) return failure;
  const bool memory = (failure.code & 0xff) == SQLITE_NOMEM;
  throw Error(Error::Kind::failed, {name_, 0, 0},
              "a private copy of it cannot be worked on: " + failure.message +
                  (memory ? ""
                          : " (temporary files go to " + temporary_place().string() +
                                "; TMPDIR names another place)"));
}

void Connection::require_time(std::string_view sql) const {
  if (deadline_ && deadline_->is_over()) throw too_late(name_, sql);
}

SqlFailure Connection::last_failure() const {
  return {sqlite3_errmsg(handle()), sqlite3_extended_errcode(handle()),
          sqlite3_error_offset(handle())};
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

std::optional<SqlFailure> Connection::try_execute(std::string_view sql) const {
  const char* rest = sql.data();
  const char* const end = sql.data() + sql.size();
  const char* tried_again = nullptr;
  const auto from = [&](const char* at) {
    return std::string_view(at, static_cast<std::size_t>(end - at));
  };
  while (rest < end) {
    const char* const start = rest;
    require_time(from(start));
    sqlite3_stmt* statement = nullptr;
    const int code =
        prepare_with_stubs(handle(), rest, static_cast<int>(end - rest), &statement, &rest);
    if (code != SQLITE_OK) return of_the_sql(last_failure(), from(start));
    if (statement == nullptr) {  // a comment, or nothing; SQLite does not read past a NUL
      if (rest == start) return SqlFailure{"a NUL byte ends the statement", SQLITE_ERROR, 0};
      continue;
    }
    int step = step_through_race(statement);
    while (step == SQLITE_ROW) step = sqlite3_step(statement);
    const SqlFailure failure = last_failure();
    sqlite3_finalize(statement);
    if (step == SQLITE_DONE) continue;
    // CREATE VIRTUAL TABLE looks for its module only when it runs.
    if (start == tried_again || !stub_what_is_missing(handle(), failure.message)) {
      return of_the_sql(failure, from(start));
    }
    tried_again = rest = start;
  }
  return std::nullopt;
}

void Connection::execute(std::string_view sql) const {
  if (const auto failure = try_execute(sql)) throw to_error(*failure, {name_, 0, 0});
}

std::optional<SqlFailure> Connection::try_prepare(std::string_view sql) const {
  require_time(sql);
  sqlite3_stmt* statement = nullptr;
  const int code =
      prepare_with_stubs(handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return of_the_sql(last_failure(), sql);
  sqlite3_finalize(statement);
  return std::nullopt;
}

std::optional<std::int64_t> Connection::integer(std::string_view sql) const {
  Query query(*this, sql);
  if (!query.step() || query.is_null(0)) return std::nullopt;
  return query.integer(0);
}

std::optional<std::string> Connection::text(std::string_view sql) const {
  Query query(*this, sql);
  if (!query.step() || query.is_null(0)) return std::nullopt;
  return std::string(query.text(0));
}

Query::Query(const Connection& connection, std::string_view sql) : connection_(&connection) {
  connection.require_time(sql);
  sqlite3_stmt* statement = nullptr;
  const int code = prepare_with_stubs(connection.handle(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  if (code != SQLITE_OK) throw to_error(connection.last_failure(), {connection.name(), 0, 0});
  handle_.reset(statement);
}

Query& Query::bind(int parameter, std::string_view value) {
  sqlite3_bind_text(handle(), parameter, value.data(), static_cast<int>(value.size()),
                    SQLITE_TRANSIENT);
  return *this;
}

Query& Query::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(handle(), parameter, value);
  return *this;
}

std::optional<SqlFailure> Query::try_step(bool& row) {
  const int code = step_through_race(handle());
  row = code == SQLITE_ROW;
  if (row || code == SQLITE_DONE) return std::nullopt;
  return connection_->of_the_sql(connection_->last_failure(), sqlite3_sql(handle()));
}

bool Query::step() {
  bool row = false;
  if (const auto failure = try_step(row)) {
    throw to_error(*failure, {connection_->name(), 0, 0});
  }
  return row;
}

void Query::reset() { sqlite3_reset(handle()); }
int Query::columns() const { return sqlite3_column_count(handle()); }

bool Query::is_null(int column) const {
  return sqlite3_column_type(handle(), column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(handle(), column); }

std::string_view Query::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle(), column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(handle(), column))};
}

std::string Query::column_name(int column) const { return sqlite3_column_name(handle(), column); }

std::string sqlite_library_version() { return sqlite3_libversion(); }
int sqlite_library_version_number() { return sqlite3_libversion_number(); }

}  // namespace plumbline
