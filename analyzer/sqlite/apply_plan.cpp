// The one place that writes to a database that is not ours: repair --apply.
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "analyzer/analyze.hpp"
#include "analyzer/sqlite/open_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

fs::path free_backup_name(const fs::path& database, const std::string& starts_from) {
  constexpr std::size_t digits = 12;
  const std::string stem = database.string() + ".before-" + starts_from.substr(0, digits);
  std::error_code failure;
  fs::path name = stem + ".bak";
  for (int n = 2; fs::exists(name, failure); ++n) name = stem + "-" + std::to_string(n) + ".bak";
  return name;
}

/// Written under another name and then renamed: a backup is whole or not there. Read through a
/// connection of its own: SQLite copies from none that has a transaction open.
void back_up(const std::string& database, const fs::path& backup) {
  const Connection live = Connection::open_read_only(to_uri(database, "mode=ro"), database);
  const fs::path part = backup.string() + ".part";
  std::ofstream(part).close();  // made here, so that no more people can read it than the database
  fs::permissions(part, fs::status(database).permissions());
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI;
  const int code = sqlite3_open_v2(to_uri(part, "").c_str(), &handle, flags, nullptr);
  {
    const Connection copy = Connection::adopt(handle, part.string());
    if (code != SQLITE_OK) throw to_error(copy.last_failure(), {part.string(), 0, 0});
    sqlite3_backup* copying = sqlite3_backup_init(copy.handle(), "main", live.handle(), "main");
    if (copying == nullptr) throw to_error(copy.last_failure(), {part.string(), 0, 0});
    const int step = sqlite3_backup_step(copying, -1);
    const int finish = sqlite3_backup_finish(copying);
    if (step != SQLITE_DONE || finish != SQLITE_OK) {
      throw to_error({sqlite3_errstr(step), step, -1}, {part.string(), 0, 0});
    }
  }
  fs::rename(part, backup);
}

void refuse_what_this_library_lacks(const std::string& database, const Plan& plan) {
  const bool lacks = std::ranges::any_of(
      plan.statements, [](const Statement& statement) { return !statement.instead.empty(); });
  if (!lacks) return;
  throw Error(
      Error::Kind::unsupported, {database, 0, 0},
      "SQLite " + sqlite_library_version() +
          ", which this program runs on, has not got some of the statements; run the script "
          "with the runtime's own SQLite");
}

}  // namespace

Applied apply(const std::string& database, const Plan& plan) {
  Applied applied;
  if (plan.statements.empty()) return applied;
  refuse_what_this_library_lacks(database, plan);
  const Connection live = open_database_for_writing(database);
  if (sqlite3_db_readonly(live.handle(), "main") != 0) {
    throw Error(Error::Kind::unreadable, {database, 0, 0}, "cannot be written: permission denied?");
  }
  for (const Statement& statement : plan.statements) {
    // Its BEGIN takes the write lock at once, so that the backup is of the state that is changed.
    const bool begin = statement.sql == "BEGIN";
    const auto failure = live.try_execute(begin ? "BEGIN IMMEDIATE" : statement.sql);
    if (failure) {
      if (live.in_transaction()) live.execute("ROLLBACK");
      std::error_code ignored;  // nothing was changed, so there is nothing to go back to
      if (!applied.backup.empty()) fs::remove(applied.backup, ignored);
      throw Error(Error::Kind::failed, {database, 0, 0},
                  failure->message + "; nothing was changed (at: " + statement.sql + ")");
    }
    ++applied.statements;
    if (begin) {
      applied.backup = free_backup_name(database, plan.starts_from);
      try {
        back_up(database, applied.backup);
      } catch (...) {
        std::error_code ignored;
        fs::remove(applied.backup.string() + ".part", ignored);
        live.execute("ROLLBACK");
        throw;
      }
    }
  }
  return applied;
}

}  // namespace plumbline
