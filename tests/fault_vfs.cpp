#include "tests/fault_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <new>
#include <stdexcept>

#include "analyzer/sqlite/frozen_world.hpp"
#include "tests/fault_state.hpp"

namespace plumbline {

namespace {

using Kind = DiskOperation::Kind;
using State = FaultVfs::State;

/// SQLite allocates it and knows the first member only. The file of the VFS below lies behind it.
struct FaultFile {
  sqlite3_file base;
  std::shared_ptr<State> state;
  std::string name;                   ///< in the folder; empty elsewhere
  std::optional<std::size_t> number;  ///< on the disk of the state
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultFile& of(sqlite3_file* file) { return *reinterpret_cast<FaultFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return of(file).real(); }

std::int64_t size_of(FaultFile& file) {
  sqlite3_int64 size = 0;
  file.real()->pMethods->xFileSize(file.real(), &size);
  return size;
}

int close(sqlite3_file* file) {
  if (of(file).name.empty()) of(file).state->nameless_bytes -= size_of(of(file));
  const int code = real(file)->pMethods->xClose(real(file));
  of(file).~FaultFile();
  return code;
}

int read(sqlite3_file* file, void* into, int count, sqlite3_int64 at) {
  if (of(file).state->plug_is_pulled()) return SQLITE_IOERR_READ;
  return real(file)->pMethods->xRead(real(file), into, count, at);
}

/// Writes the first `count` bytes, really and on the modelled disk.
int write_through(FaultFile& file, const void* from, int count, sqlite3_int64 at) {
  const std::int64_t size = size_of(file);
  const int code = file.real()->pMethods->xWrite(file.real(), from, count, at);
  if (code != SQLITE_OK) return code;
  if (file.number) {
    file.state->disk.written(*file.number, at,
                             {static_cast<const char*>(from), static_cast<std::size_t>(count)});
  } else if (file.name.empty()) {
    file.state->nameless_bytes += std::max<std::int64_t>(0, at + count - size);
  }
  return SQLITE_OK;
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
  State& state = *of(file).state;
  const std::int64_t grows_by = at + count - size_of(of(file));
  if (!state.fails({Kind::write, of(file).name, at, count}, grows_by))
    return write_through(of(file), from, count, at);
  if (state.plug_is_pulled()) return SQLITE_IOERR_WRITE;
  write_through(of(file), from, count / 2, at);
  const bool full =
      state.fault.kind == Fault::Kind::full || state.fault.kind == Fault::Kind::full_quota;
  return full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  State& state = *of(file).state;
  if (state.fails({Kind::truncate, of(file).name, size, 0})) return SQLITE_IOERR_TRUNCATE;
  const std::int64_t before = size_of(of(file));
  const int code = real(file)->pMethods->xTruncate(real(file), size);
  if (code != SQLITE_OK) return code;
  if (of(file).number) state.disk.truncated(*of(file).number, size);
  if (of(file).name.empty()) state.nameless_bytes += size - before;
  return SQLITE_OK;
}

int sync(sqlite3_file* file, int flags) {
  State& state = *of(file).state;
  if (state.fails({Kind::sync, of(file).name, 0, 0})) return SQLITE_IOERR_FSYNC;
  const int code = real(file)->pMethods->xSync(real(file), flags);
  if (code == SQLITE_OK && of(file).number) state.disk.synced(*of(file).number);
  return code;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved_lock(sqlite3_file* file, int* reserved) {
  return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
// What SQLite relies on is what the file system below says of itself.
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** at) {
  const DiskOperation operation{Kind::extend_shared_memory, of(file).name, 0, 0};
  if (extend != 0 && of(file).state->fails(operation)) return SQLITE_IOERR_SHMSIZE;
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

/// Version 2: no memory mapping, past which nothing could be seen.
constexpr sqlite3_io_methods fault_methods = {
    .iVersion = 2,
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = file_size,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

struct Below {
  sqlite3_vfs* vfs = nullptr;
  std::shared_ptr<State> state;
};
Below& below() {
  static Below one;
  return one;
}

bool is_there(const char* path) {
  int there = 0;
  below().vfs->xAccess(below().vfs, path, SQLITE_ACCESS_EXISTS, &there);
  return there != 0;
}

int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  const std::shared_ptr<State> state = below().state;
  file->pMethods = nullptr;
  const std::string name = state->name_in_folder(path);
  const bool creates = (flags & SQLITE_OPEN_CREATE) != 0 && (path == nullptr || !is_there(path));
  if (creates && state->fails({Kind::create, name, 0, 0})) return SQLITE_CANTOPEN;
  auto* fault = new (file) FaultFile{{nullptr}, state, name, std::nullopt};
  const int code = below().vfs->xOpen(below().vfs, path, fault->real(), flags, flags_out);
  if (code != SQLITE_OK) {
    fault->~FaultFile();
    return code;
  }
  if (!name.empty()) fault->number = state->disk.number_of(name);
  fault->base.pMethods = &fault_methods;
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* path, int sync_directory) {
  State& state = *below().state;
  const std::string name = state.name_in_folder(path);
  if (is_there(path) && state.fails({Kind::remove, name, 0, 0})) return SQLITE_IOERR_DELETE;
  const int code = below().vfs->xDelete(below().vfs, path, sync_directory);
  if (!state.plug_is_pulled()) state.disk.look_at_names();
  return code;
}

sqlite3_vfs made_from(const sqlite3_vfs& real) {
  sqlite3_vfs vfs = real;
  vfs.zName = "plumbline-faults";
  vfs.pNext = nullptr;
  vfs.szOsFile = real.szOsFile + static_cast<int>(sizeof(FaultFile));
  vfs.xOpen = open;
  vfs.xDelete = remove;
  return vfs;
}

sqlite3_vfs& fault_vfs() {
  static sqlite3_vfs vfs = made_from(*below().vfs);
  return vfs;
}

}  // namespace

FaultVfs::FaultVfs(const std::filesystem::path& folder, const Fault& fault, Watcher watcher)
    : state_(
          std::make_shared<State>(std::filesystem::canonical(folder), fault, std::move(watcher))) {
  if (below().state) throw std::logic_error("two fault VFSes at a time");
  frozen_vfs(World::first);  // copies the default VFS when it is asked for first: not this one
  frozen_vfs(World::second);
  below() = {sqlite3_vfs_find(nullptr), state_};
  sqlite3_vfs_register(&fault_vfs(), 1);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_register(below().vfs, 1);
  sqlite3_vfs_unregister(&fault_vfs());
  below() = {};
}

const std::vector<DiskOperation>& FaultVfs::operations() const { return state_->operations; }
bool FaultVfs::has_struck() const { return state_->struck; }

std::vector<PossibleDisk> FaultVfs::possible_disks() const {
  return state_->cut ? *state_->cut : state_->disk.possible_disks();
}

}  // namespace plumbline
