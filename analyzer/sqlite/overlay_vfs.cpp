#include "analyzer/sqlite/overlay_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace plumbline {

namespace {

using Below = std::shared_ptr<const FileBytes>;

/// SQLite allocates it and knows the first member only.
struct OverlayFile {
  sqlite3_file base;
  std::unique_ptr<Overlay> bytes;
};

Overlay& bytes_of(sqlite3_file* file) { return *reinterpret_cast<OverlayFile*>(file)->bytes; }

int close(sqlite3_file* file) {
  reinterpret_cast<OverlayFile*>(file)->~OverlayFile();
  return SQLITE_OK;
}

int read(sqlite3_file* file, void* into, int count, sqlite3_int64 at) {
  const std::span bytes(static_cast<std::byte*>(into), static_cast<std::size_t>(count));
  const int code = bytes_of(file).read(at, bytes);
  if (code != SQLITE_OK) return code;
  return at + count <= bytes_of(file).size() ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
  return bytes_of(file).write(
      at, std::span(static_cast<const std::byte*>(from), static_cast<std::size_t>(count)));
}

int truncate(sqlite3_file* file, sqlite3_int64 size) { return bytes_of(file).resize(size); }

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = bytes_of(file).size();
  return SQLITE_OK;
}

// Nobody else sees the file, and nobody will read it after a crash.
int do_not_sync(sqlite3_file*, int) { return SQLITE_OK; }
int do_not_lock(sqlite3_file*, int) { return SQLITE_OK; }
int nobody_has_reserved(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}
int know_no_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 4096; }
int characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_SEQUENTIAL;
}

/// Version 1: no shared memory, so no WAL, and no memory mapping.
/// https://sqlite.org/c3ref/io_methods.html
constexpr sqlite3_io_methods overlay_methods = {
    .iVersion = 1,
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = do_not_sync,
    .xFileSize = file_size,
    .xLock = do_not_lock,
    .xUnlock = do_not_lock,
    .xCheckReservedLock = nobody_has_reserved,
    .xFileControl = know_no_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

sqlite3_vfs* frozen(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

// As SQLite's own memvfs does: https://sqlite.org/src/file/ext/misc/memvfs.c
constexpr const char* address_parameter = "below";

const Below* below_of(const char* name, int flags) {
  if (name == nullptr || (flags & SQLITE_OPEN_MAIN_DB) == 0) return nullptr;
  const sqlite3_int64 address = sqlite3_uri_int64(name, address_parameter, 0);
  return std::bit_cast<const Below*>(static_cast<std::intptr_t>(address));
}

int open_overlay(const Below& below, sqlite3_file* file, int flags, int* flags_out) {
  auto* overlay = new (file) OverlayFile{{nullptr}, nullptr};
  try {
    overlay->bytes = std::make_unique<Overlay>(below);
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
  overlay->base.pMethods = &overlay_methods;
  if (flags_out != nullptr) *flags_out = flags;
  return SQLITE_OK;
}

/// A file of the name that SQLite asks for would lie beside somebody else's.
int open_nameless(sqlite3_vfs* vfs, sqlite3_file* file, int flags, int* flags_out) {
  constexpr int kinds =
      SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_SUBJOURNAL;
  const int kind =
      (flags & kinds) != 0
          ? SQLITE_OPEN_TEMP_JOURNAL
          : flags & (SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_TEMP_JOURNAL);
  file->pMethods = nullptr;
  if (kind == 0) return SQLITE_CANTOPEN;
  const int nameless = kind | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE |
                       SQLITE_OPEN_DELETEONCLOSE;
  return frozen(vfs)->xOpen(frozen(vfs), nullptr, file, nameless, flags_out);
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  const Below* below = below_of(name, flags);
  return below != nullptr ? open_overlay(*below, file, flags, flags_out)
                          : open_nameless(vfs, file, flags, flags_out);
}

// No file of ours has a name: there is none to delete, to find or to resolve.
int nothing_to_delete(sqlite3_vfs*, const char*, int) { return SQLITE_OK; }
int nothing_is_there(sqlite3_vfs*, const char*, int, int* there) {
  *there = 0;
  return SQLITE_OK;
}
int as_it_is(sqlite3_vfs*, const char* name, int size, char* full) {
  if (std::strlen(name) >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::strcpy(full, name);
  return SQLITE_OK;
}

template <World world>
const char* register_overlay_vfs() {
  sqlite3_vfs* base = sqlite3_vfs_find(frozen_vfs(world));
  static sqlite3_vfs vfs = *base;
  vfs.zName = world == World::first ? "plumbline-overlay" : "plumbline-overlay-later";
  vfs.pNext = nullptr;
  vfs.pAppData = base;
  vfs.szOsFile = std::max(vfs.szOsFile, static_cast<int>(sizeof(OverlayFile)));
  vfs.xOpen = open;
  vfs.xDelete = nothing_to_delete;
  vfs.xAccess = nothing_is_there;
  vfs.xFullPathname = as_it_is;
  sqlite3_vfs_register(&vfs, 0);
  return vfs.zName;
}

}  // namespace

const char* overlay_vfs(World world) {
  static const char* const first = register_overlay_vfs<World::first>();
  static const char* const second = register_overlay_vfs<World::second>();
  return world == World::first ? first : second;
}

std::string overlay_uri(const std::shared_ptr<const FileBytes>& below) {
  // Without locks, because nobody else can open it; SQLite then refuses WAL mode, too.
  return "file:/shadow?nolock=1&" + std::string(address_parameter) + "=" +
         std::to_string(reinterpret_cast<std::intptr_t>(&below));
}

std::shared_ptr<const FileBytes> overlay_now(const Connection& connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER,
                       static_cast<void*>(&file));
  if (file == nullptr || file->pMethods != &overlay_methods) return nullptr;
  std::unique_ptr<Overlay>& bytes = reinterpret_cast<OverlayFile*>(file)->bytes;
  if (!bytes->is_changed()) return bytes->below();
  // What was written until now becomes what lies below, for this connection and for others.
  const std::shared_ptr<const FileBytes> written = std::move(bytes);
  bytes = std::make_unique<Overlay>(written);
  return written;
}

}  // namespace plumbline
