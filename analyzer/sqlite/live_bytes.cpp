#include "analyzer/sqlite/live_bytes.hpp"

#include <sqlite3.h>

#include <array>

#include "analyzer/sqlite/locked_file.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/recovery_race.hpp"
#include "analyzer/sqlite/stubs.hpp"
#include "analyzer/sqlite/wal_frames.hpp"

namespace plumbline {

namespace {

sqlite3_file* file_of(const Connection& connection, int which) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection.handle(), "main", which, static_cast<void*>(&file));
  return file != nullptr && file->pMethods != nullptr ? file : nullptr;
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// The file that a connection has open. A statement that has not come to its end holds the read
/// transaction, and keeps the handle alive when its owner closes it:
/// https://sqlite.org/c3ref/close.html
class HeldFile final : public FileBytes {
 public:
  /// Throws Error where no read transaction can begin.
  explicit HeldFile(const Connection& live) : file_(file_of(live, SQLITE_FCNTL_FILE_POINTER)) {
    sqlite3_stmt* statement = nullptr;
    prepare_with_stubs(live.handle(), "SELECT count(*) FROM sqlite_schema", -1, &statement,
                       nullptr);
    reading_.reset(statement);
    if (statement == nullptr || step_through_race(statement) != SQLITE_ROW) {
      throw to_error(live.last_failure(), {live.name(), 0, 0});
    }
    if (file_->pMethods->xFileSize(file_, &size_) != SQLITE_OK) {
      throw Error(Error::Kind::unreadable, {live.name(), 0, 0}, "its size cannot be read");
    }
  }

  std::int64_t size() const override { return size_; }
  int read(std::int64_t at, std::span<std::byte> into) const override {
    const int code = file_->pMethods->xRead(file_, into.data(), static_cast<int>(into.size()), at);
    return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;  // the rest is zeros then
  }

 private:
  std::unique_ptr<sqlite3_stmt, Finalize> reading_;
  sqlite3_file* file_;
  sqlite3_int64 size_ = 0;
};

// https://sqlite.org/fileformat.html#file_format_version_numbers
constexpr std::int64_t versions_offset = 18;
constexpr std::array versions_of_rollback_mode = {std::byte{1}, std::byte{1}};
constexpr std::array versions_of_wal_mode = {std::byte{2}, std::byte{2}};

/// A database in WAL mode would be opened with a -wal of its own.
bool leave_wal_mode(Overlay& database) {
  std::array<std::byte, 2> versions{};
  if (database.read(versions_offset, versions) != SQLITE_OK) return false;
  return versions != versions_of_wal_mode ||
         database.write(versions_offset, versions_of_rollback_mode) == SQLITE_OK;
}

/// The moment that `live` sees and the end of the -wal are the same where the -wal ends in the same
/// place before and behind the beginning of the transaction. Null where they are not.
std::shared_ptr<const FileBytes> try_with_wal(const Connection& live, sqlite3_file* wal) {
  const auto before = end_of_wal(wal);
  auto database = std::make_shared<Overlay>(std::make_shared<HeldFile>(live));
  if (!before || end_of_wal(wal) != before) return nullptr;
  if (!apply_wal(wal, *before, *database) || !leave_wal_mode(*database)) return nullptr;
  return database;
}

std::shared_ptr<const FileBytes> with_wal(const Connection& live, sqlite3_file* wal) {
  if (sqlite3_txn_state(live.handle(), "main") != SQLITE_TXN_NONE) return nullptr;
  constexpr int most_tries = 20;  // beside a busy writer
  for (int i = 0; i < most_tries; ++i) {
    if (auto bytes = try_with_wal(live, wal)) return bytes;
  }
  return nullptr;
}

/// An immutable file is read without locks, so there is none to give back.
std::shared_ptr<const FileBytes> file_without_wal(const Connection& live) {
  const char* const path = sqlite3_db_filename(live.handle(), "main");
  if (sqlite3_uri_boolean(path, "immutable", 0) != 0) return std::make_shared<HeldFile>(live);
  return std::make_shared<LockedFile>(to_uri(path, "mode=ro"), live.name());
}

std::shared_ptr<const FileBytes> without_wal(const Connection& live) {
  const auto held = file_without_wal(live);
  auto database = std::make_shared<Overlay>(held);
  if (!leave_wal_mode(*database)) return nullptr;
  if (database->is_changed()) return database;
  return held;
}

bool only_reads(const Connection& live) { return sqlite3_db_readonly(live.handle(), "main") == 1; }

std::shared_ptr<const FileBytes> begin_reading(const Connection& live) {
  if (!only_reads(live) || file_of(live, SQLITE_FCNTL_FILE_POINTER) == nullptr) return nullptr;
  sqlite3_file* wal = nullptr;
  // Asking reads the header, which is when SQLite opens the -wal.
  if (live.text("PRAGMA journal_mode") == "wal") wal = file_of(live, SQLITE_FCNTL_JOURNAL_POINTER);
  return wal != nullptr ? with_wal(live, wal) : without_wal(live);
}

}  // namespace

std::shared_ptr<const FileBytes> bytes_of_live(const Connection& live) {
  if (auto bytes = live.read_by_shadows().lock()) return bytes;
  auto bytes = begin_reading(live);
  live.read_by_shadows() = bytes;
  return bytes;
}

}  // namespace plumbline
