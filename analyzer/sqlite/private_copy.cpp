#include "analyzer/sqlite/private_copy.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include "analyzer/held_signals.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "analyzer/sqlite/unparsed_objects.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// The -shm is left behind: it is made anew.
constexpr std::array suffixes = {"", "-wal", "-journal"};

fs::path beside(const fs::path& file, const char* suffix) { return file.string() + suffix; }

class Descriptor {
 public:
  Descriptor(const fs::path& file, int flags)
      : number_(open(file.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail_to_read(const fs::path& file) {
  throw Error(Error::Kind::unreadable, {file.string(), 0, 0}, std::strerror(errno));
}

[[noreturn]] void fail_to_write(const std::string& name, const std::string& why) {
  throw Error(Error::Kind::failed, {temporary_place().string(), 0, 0},
              "no private copy of " + name + " can be made here: " + why +
                  " (TMPDIR names the place for it)");
}

/// A signal that waits ends the program as soon as what was made is removed.
void stop_where_asked(const HeldSignals& held, const std::string& name) {
  if (held.any_waits()) throw Error(Error::Kind::failed, {name, 0, 0}, "interrupted");
}

void write_all(const Descriptor& to, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = write(to.number(), bytes.data(), bytes.size());
    if (written < 0) fail_to_write(name, std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Where there is no `from`, there is no `to`.
void copy_file(const fs::path& from, const fs::path& to, const HeldSignals& held) {
  const Descriptor in(from, O_RDONLY);
  if (in.number() < 0 && errno == ENOENT) return;
  if (in.number() < 0) fail_to_read(from);
  const Descriptor out(to, O_WRONLY | O_CREAT | O_TRUNC);
  if (out.number() < 0) fail_to_write(from.string(), std::strerror(errno));
  std::vector<char> buffer(std::size_t{1} << 20);
  while (const ssize_t got = read(in.number(), buffer.data(), buffer.size())) {
    if (got < 0) fail_to_read(from);
    write_all(out, {buffer.data(), static_cast<std::size_t>(got)}, from.string());
    stop_where_asked(held, from.string());
  }
}

/// What of a file changes when somebody writes to it or puts another one in its place.
using Stamp = std::array<std::int64_t, 5>;

std::vector<Stamp> stamps_of(const fs::path& file) {
  std::vector<Stamp> stamps;
  for (const char* suffix : suffixes) {
    struct stat now {};
    const bool there = stat(beside(file, suffix).c_str(), &now) == 0;
    stamps.push_back(there ? Stamp{static_cast<std::int64_t>(now.st_ino), now.st_size,
                                   now.st_mtim.tv_sec, now.st_mtim.tv_nsec, now.st_ctim.tv_nsec}
                           : Stamp{-1});
  }
  return stamps;
}

/// The three files belong together only if nobody has written in between: no lock is held, since
/// whoever holds one on such a database may recover it under us.
void copy_at_one_moment(const fs::path& file, const fs::path& copy, const HeldSignals& held) {
  constexpr int most_tries = 5;
  for (int i = 0; i < most_tries; ++i) {
    const auto before = stamps_of(file);
    for (const char* suffix : suffixes) {
      fs::remove(beside(copy, suffix));  // of the try before
      copy_file(beside(file, suffix), beside(copy, suffix), held);
    }
    if (stamps_of(file) == before) return;
  }
  throw Error(Error::Kind::unreadable, {file.string(), 0, 0},
              "it is written to while it is copied; try again when the writer is done");
}

/// Finding that a newer SQLite wrote the schema is not for here.
void require(const Connection& copy, const std::optional<SqlFailure>& failure) {
  if (!failure || is_failure_to_load(*failure)) return;
  const int code = failure->code & 0xff;
  if (code == SQLITE_FULL || code == SQLITE_IOERR) fail_to_write(copy.name(), failure->message);
  throw to_error(*failure, {copy.name(), 0, 0});
}

void touch(const Connection& copy) {
  require(copy, copy.try_execute("SELECT count(*) FROM sqlite_schema"));
}

/// Rolls back a journal; brings what a -wal holds into the file, so that the file is all there is.
void recover(const fs::path& copy, const std::string& name) {
  const Connection connection = Connection::open_read_write(to_uri(copy, ""), name);
  touch(connection);
  // Not by its PRAGMA: that one wants the schema.
  const int code = sqlite3_wal_checkpoint_v2(connection.handle(), "main",
                                             SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) require(connection, connection.last_failure());
}

/// It is ours, so nobody locks it or writes to it: https://sqlite.org/uri.html#uriimmutable
Connection open_to_be_removed(const fs::path& copy, const std::string& name) {
  Connection connection = Connection::open_read_only(to_uri(copy, "mode=ro&immutable=1"), name);
  touch(connection);
  return connection;
}

}  // namespace

Connection private_copy_of(const fs::path& file) {
  const HeldSignals held;  // until the directory is gone
  const PrivateDirectory directory = PrivateDirectory::make();
  const fs::path copy = directory.path() / "copy.db";
  copy_at_one_moment(file, copy, held);
  recover(copy, file.string());
  return open_to_be_removed(copy, file.string());
}

Connection private_copy_of(std::string_view database, const std::string& name) {
  const HeldSignals held;
  const PrivateDirectory directory = PrivateDirectory::make();
  const fs::path copy = directory.path() / "copy.db";
  {
    const Descriptor out(copy, O_WRONLY | O_CREAT | O_EXCL);
    if (out.number() < 0) fail_to_write(name, std::strerror(errno));
    write_all(out, database, name);
  }
  return open_to_be_removed(copy, name);
}

}  // namespace plumbline
