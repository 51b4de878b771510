#include "analyzer/sqlite/back_up.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/open_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

// Small enough for a bar that moves, large enough to cost nothing.
constexpr int pages_a_step = 2000;

Connection open_new(const fs::path& file, fs::perms permissions) {
  std::ofstream(file).close();  // made here, so that nobody can read it who must not
  std::error_code failure;
  fs::permissions(file, permissions, failure);
  if (failure) {
    throw Error(Error::Kind::unreadable, {file.string(), 0, 0},
                "the backup cannot be made: " + failure.message());
  }
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI;
  const int code = sqlite3_open_v2(to_uri(file, "").c_str(), &handle, flags, nullptr);
  Connection copy = Connection::adopt(handle, file.string());
  if (code != SQLITE_OK) throw to_error(copy.last_failure(), {file.string(), 0, 0});
  // Nobody goes on with half a copy, so it needs no journal; it does need to reach the disk.
  copy.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=FULL");
  return copy;
}

[[noreturn]] void fail(int code, const fs::path& file) {
  throw to_error({std::string("the backup cannot be written: ") + sqlite3_errstr(code), code, -1},
                 {file.string(), 0, 0});
}

void copy_in_steps(const Connection& from, const Connection& to, const OnPages& on_pages) {
  sqlite3_backup* copying = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (copying == nullptr) fail(to.last_failure().code, to.name());
  int step = SQLITE_OK;
  while (step == SQLITE_OK) {
    step = sqlite3_backup_step(copying, pages_a_step);
    const std::int64_t total = sqlite3_backup_pagecount(copying);
    if (on_pages) on_pages(total - sqlite3_backup_remaining(copying), total);
  }
  const int finish = sqlite3_backup_finish(copying);
  if (step != SQLITE_DONE) fail(step, to.name());
  if (finish != SQLITE_OK) fail(finish, to.name());
}

/// A new name is on the disk when its directory is.
void sync_directory(const fs::path& directory) {
  const int descriptor = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // not everybody may open it; the name is there all the same
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

void back_up(const fs::path& database, const fs::path& copy, const OnPages& on_pages) {
  const fs::path part = copy.string() + ".part";
  std::error_code failure;
  try {
    const Connection from =
        Connection::open_read_only(to_uri(database, "mode=ro"), database.string());
    Connection to = open_new(part, fs::status(database).permissions());
    copy_in_steps(from, to, on_pages);
    to.close();
    fs::rename(part, copy, failure);
    if (failure) {
      throw Error(Error::Kind::unreadable, {copy.string(), 0, 0},
                  "the backup cannot be written: " + failure.message());
    }
  } catch (...) {
    fs::remove(part, failure);
    throw;
  }
  sync_directory(fs::absolute(copy).parent_path());
}

}  // namespace plumbline
