#include "analyzer/sqlite/limits.hpp"

#include <sqlite3.h>

namespace plumbline {

void limit_memory() {
  // Twice the largest copy that is held in memory, and room for what sorts and compares beside it.
  constexpr sqlite3_int64 most_bytes = sqlite3_int64{2} << 30;
  sqlite3_hard_heap_limit64(most_bytes);
}

void limit_statements(sqlite3* handle) {
  // VACUUM INTO raises no authorizer event; it attaches, so without attachments it cannot run.
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_WORKER_THREADS, 0);
}

}  // namespace plumbline
