#pragma once
// A SQLite VFS that wraps the default one and, at the operation that a test names, fails, says that
// the disk is full, or pulls the plug. https://sqlite.org/vfs.html
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/fault_disk.hpp"

namespace plumbline {

struct Fault {
  enum class Kind {
    none,
    fail_once,   ///< the operation fails with an I/O error; a write has written half by then
    fail_on,     ///< … and so does every one behind it
    full,        ///< from then on no file grows any more: SQLITE_FULL
    full_quota,  ///< the same as soon as all files together would take more than `quota` bytes
    pull_plug,   ///< nothing reaches the disk any more
  };
  Kind kind = Kind::none;
  std::size_t at = 0;  ///< counted from 1
  std::int64_t quota = 0;
};

/// What changes a file: counted, and failed where the test says so.
struct DiskOperation {
  enum class Kind { create, write, sync, truncate, remove, extend_shared_memory };
  Kind kind;
  std::string file;  ///< its name in the folder; empty for a temporary file without one
  std::int64_t at = 0, bytes = 0;
};
/// "write 512 bytes at 0 of app.db-journal"
std::string to_string(const DiskOperation& operation);

/// The default VFS of SQLite while this lives. Nothing is really flushed meanwhile: what is synced
/// is noted instead, which makes thousands of runs quick. No connection may outlive it.
class FaultVfs {
 public:
  /// Called before each operation is done.
  using Watcher = std::function<void(const DiskOperation&)>;

  /// `folder` holds the database; what lies elsewhere survives no power failure, but can fail.
  FaultVfs(const std::filesystem::path& folder, const Fault& fault, Watcher watcher = nullptr);
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  const std::vector<DiskOperation>& operations() const;
  /// Whether the fault has really happened.
  bool has_struck() const;
  /// What may be on the disk after the plug was pulled, or where it was not, if it were now.
  std::vector<PossibleDisk> possible_disks() const;

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace plumbline
