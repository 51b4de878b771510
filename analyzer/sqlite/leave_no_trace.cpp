#include "analyzer/sqlite/leave_no_trace.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>

#include "analyzer/sqlite/private_directory.hpp"

namespace plumbline {

namespace {

int keep_owner(int, uid_t, gid_t) { return 0; }

/// https://sqlite.org/c3ref/vfs.html, xSetSystemCall
void keep_owners() {
  sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
  if (vfs == nullptr || vfs->iVersion < 3 || vfs->xSetSystemCall == nullptr) return;
  vfs->xSetSystemCall(vfs, "fchown", reinterpret_cast<sqlite3_syscall_ptr>(keep_owner));
}

}  // namespace

void leave_no_trace(Purpose purpose) {
  require_temporary_place();
  sqlite3_temp_directory = sqlite3_mprintf("%s", temporary_place().c_str());
  if (purpose == Purpose::reading) keep_owners();
}

}  // namespace plumbline
