#include "tests/fault_state.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const char* word_for(DiskOperation::Kind kind) {
  switch (kind) {
    case DiskOperation::Kind::create:
      return "create";
    case DiskOperation::Kind::write:
      return "write";
    case DiskOperation::Kind::sync:
      return "sync";
    case DiskOperation::Kind::truncate:
      return "truncate";
    case DiskOperation::Kind::remove:
      return "delete";
    case DiskOperation::Kind::extend_shared_memory:
      return "extend the shared memory of";
  }
  return "?";
}

}  // namespace

std::string to_string(const DiskOperation& operation) {
  const std::string file = operation.file.empty() ? "a temporary file" : operation.file;
  const std::string verb = word_for(operation.kind);
  if (operation.kind == DiskOperation::Kind::write) {
    return verb + " " + std::to_string(operation.bytes) + " bytes at " +
           std::to_string(operation.at) + " of " + file;
  }
  if (operation.kind == DiskOperation::Kind::truncate) {
    return verb + " " + file + " to " + std::to_string(operation.at) + " bytes";
  }
  return verb + " " + file;
}

FaultVfs::State::State(fs::path folder_of_database, const Fault& what, Watcher watching)
    : folder(std::move(folder_of_database)),
      fault(what),
      watcher(std::move(watching)),
      disk(folder),
      unflushed(folder, [this] {
        if (!plug_is_pulled()) disk.directory_synced();
      }) {}

bool FaultVfs::State::fails(const DiskOperation& operation, std::int64_t grows_by) {
  operations.push_back(operation);
  disk.look_at_names();
  if (watcher) watcher(operation);
  if (!is_struck(operation, grows_by)) return false;
  if (fault.kind == Fault::Kind::pull_plug && !cut) cut = disk.possible_disks();
  return struck = true;
}

bool FaultVfs::State::is_struck(const DiskOperation& operation, std::int64_t grows_by) const {
  const std::size_t now = operations.size();
  const bool grows = operation.kind == DiskOperation::Kind::write && grows_by > 0;
  switch (fault.kind) {
    case Fault::Kind::none:
      return false;
    case Fault::Kind::fail_once:
      return now == fault.at;
    case Fault::Kind::fail_on:
    case Fault::Kind::pull_plug:
      return now >= fault.at;
    case Fault::Kind::full:
      return now >= fault.at && grows;
    case Fault::Kind::full_quota:
      return grows && bytes_in_use() + grows_by > fault.quota;
  }
  return false;
}

std::int64_t FaultVfs::State::bytes_in_use() const {
  std::int64_t bytes = nameless_bytes;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += static_cast<std::int64_t>(entry.file_size());
  }
  return bytes;
}

std::string FaultVfs::State::name_in_folder(const char* path) const {
  if (path == nullptr || fs::path(path).parent_path() != folder) return "";
  return fs::path(path).filename().string();
}

}  // namespace plumbline
