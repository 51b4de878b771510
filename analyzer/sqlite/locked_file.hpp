#pragma once
// A database file in rollback mode, read under a SHARED lock that is given back in time.
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/file_bytes.hpp"

struct sqlite3_stmt;

namespace plumbline {

/// Beside a SHARED lock nobody can commit (https://sqlite.org/lockingv3.html), so it is held for
/// this long at a time. A writer that waits then goes first: its PENDING lock keeps readers out.
constexpr std::chrono::milliseconds longest_lock{1000};

/// It reads through a connection of its own. Where somebody has committed while the lock was given
/// back, the bytes are no longer those of one moment: reading fails from then on.
class LockedFile final : public FileBytes {
 public:
  /// Throws Error where the file cannot be read now.
  LockedFile(const std::string& uri, const std::string& name);
  ~LockedFile() override;
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  std::int64_t size() const override { return size_; }
  int read(std::int64_t at, std::span<std::byte> into) const override;
  bool is_outdated() const override;

 private:
  using Clock = std::chrono::steady_clock;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  int lock() const;
  int read_version(std::span<std::byte> into) const;
  void give_back_in_time();

  Connection connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> reading_;  ///< the lock is held while it has a row
  std::int64_t size_ = 0;
  std::vector<std::byte> version_;

  mutable std::mutex mutex_;  ///< over the connection and all that follows
  mutable std::condition_variable changed_;
  mutable bool held_ = false;
  mutable bool outdated_ = false;
  mutable Clock::time_point since_;
  bool closing_ = false;
  std::thread keeper_;
};

}  // namespace plumbline
