#pragma once
// What the VFS of the fault tests knows, without SQLite: which operations there were, and what
// becomes of the next one.
#include <optional>
#include <set>
#include <string>

#include "tests/fault_vfs.hpp"
#include "tests/unflushed.hpp"

namespace plumbline {

struct FaultVfs::State {
  State(std::filesystem::path folder_of_database, const Fault& what, Watcher watching);

  /// Notes the operation. Whether it is to fail.
  bool fails(const DiskOperation& operation, std::int64_t grows_by = 0);
  bool plug_is_pulled() const { return cut.has_value(); }
  /// The name where the file lies in the folder; empty for any other.
  std::string name_in_folder(const char* path) const;

  std::filesystem::path folder;
  Fault fault;
  Watcher watcher;
  FaultDisk disk;
  std::vector<DiskOperation> operations;
  bool struck = false;
  std::optional<std::vector<PossibleDisk>> cut;  ///< set when the plug was pulled
  std::int64_t nameless_bytes = 0;               ///< of temporary files, for the quota
  Unflushed unflushed;

 private:
  bool is_struck(const DiskOperation& operation, std::int64_t grows_by) const;
  std::int64_t bytes_in_use() const;
};

}  // namespace plumbline
