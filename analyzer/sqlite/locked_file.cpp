#include "analyzer/sqlite/locked_file.hpp"

#include <sqlite3.h>

namespace plumbline {

namespace {

sqlite3_file* file_of(const Connection& connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER,
                       static_cast<void*>(&file));
  return file;
}

// What SQLite itself compares to know whether its cache is still good: the change counter and what
// follows it. https://sqlite.org/fileformat.html#file_change_counter
constexpr std::int64_t version_offset = 24;
constexpr std::size_t version_bytes = 16;

}  // namespace

void LockedFile::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

LockedFile::LockedFile(const std::string& uri, const std::string& name)
    : connection_(Connection::open_read_only(uri, name)), version_(version_bytes) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(connection_.handle(), "SELECT count(*) FROM sqlite_schema", -1, &statement,
                     nullptr);
  reading_.reset(statement);
  if (sqlite3_step(statement) != SQLITE_ROW) {
    throw to_error(connection_.last_failure(), {name, 0, 0});
  }
  held_ = true;
  since_ = Clock::now();
  sqlite3_file* const file = file_of(connection_);
  sqlite3_int64 size = 0;
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK || read_version(version_) != SQLITE_OK) {
    throw Error(Error::Kind::unreadable, {name, 0, 0}, "its header cannot be read");
  }
  size_ = size;
  keeper_ = std::thread([this] { give_back_in_time(); });
}

LockedFile::~LockedFile() {
  {
    const std::lock_guard guard(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  keeper_.join();
}

int LockedFile::read_version(std::span<std::byte> into) const {
  sqlite3_file* const file = file_of(connection_);
  const int code =
      file->pMethods->xRead(file, into.data(), static_cast<int>(into.size()), version_offset);
  return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;
}

int LockedFile::lock() const {
  if (outdated_) return SQLITE_BUSY_SNAPSHOT;
  if (held_) return SQLITE_OK;
  const int step = sqlite3_step(reading_.get());
  if (step != SQLITE_ROW) return step == SQLITE_DONE ? SQLITE_ERROR : step;
  held_ = true;
  since_ = Clock::now();
  changed_.notify_all();
  std::vector<std::byte> now(version_bytes);
  if (const int code = read_version(now)) return code;
  outdated_ = now != version_;
  return outdated_ ? SQLITE_BUSY_SNAPSHOT : SQLITE_OK;
}

int LockedFile::read(std::int64_t at, std::span<std::byte> into) const {
  const std::lock_guard guard(mutex_);
  if (const int code = lock()) return code;
  sqlite3_file* const file = file_of(connection_);
  const int code = file->pMethods->xRead(file, into.data(), static_cast<int>(into.size()), at);
  return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;  // the rest is zeros then
}

bool LockedFile::is_outdated() const {
  const std::lock_guard guard(mutex_);
  return lock() == SQLITE_BUSY_SNAPSHOT;
}

void LockedFile::give_back_in_time() {
  std::unique_lock guard(mutex_);
  while (!closing_) {
    if (!held_) {
      changed_.wait(guard);
    } else if (Clock::now() < since_ + longest_lock) {
      changed_.wait_until(guard, since_ + longest_lock);
    } else {
      sqlite3_reset(reading_.get());
      held_ = false;
    }
  }
}

}  // namespace plumbline
