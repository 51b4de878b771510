#include "analyzer/sqlite/shadow.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "analyzer/sqlite/changed_tables.hpp"
#include "analyzer/sqlite/frozen_world.hpp"
#include "analyzer/sqlite/limits.hpp"
#include "analyzer/sqlite/live_bytes.hpp"
#include "analyzer/sqlite/overlay_vfs.hpp"
#include "analyzer/sqlite/stubs.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

// Above this a shadow goes to disk: half of a small machine's memory is not ours to take.
constexpr std::int64_t most_bytes_in_memory = std::int64_t{512} << 20;

bool is_denied(int action, const char* first, const char* second) {
  static constexpr const char* functions[] = {"load_extension", "readfile", "writefile", "edit",
                                              "fts3_tokenizer"};
  static constexpr const char* pragmas[] = {"temp_store_directory", "data_store_directory"};
  if (action == SQLITE_ATTACH || action == SQLITE_DETACH) return true;
  if (action == SQLITE_FUNCTION && second != nullptr) {
    for (const char* name : functions) {
      if (equal_folded(second, name)) return true;
    }
  }
  if (action == SQLITE_PRAGMA && first != nullptr) {
    for (const char* name : pragmas) {
      if (equal_folded(first, name)) return true;
    }
  }
  return false;
}

// https://sqlite.org/c3ref/set_authorizer.html
int authorize(void* changed, int action, const char* first, const char* second,
              const char* database, const char*) {
  if (is_denied(action, first, second)) return SQLITE_DENY;
  note_change(*static_cast<TableSet*>(changed), action, first, second, database);
  return SQLITE_OK;
}

Connection guarded(const std::string& uri, const std::string& name,
                   std::optional<Deadline> deadline, World world, const char* vfs) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI;
  const int code = sqlite3_open_v2(uri.c_str(), &handle, flags, vfs);
  Connection connection = Connection::adopt_shadow(handle, name, deadline);
  if (code != SQLITE_OK) throw to_error(connection.last_failure(), {name, 0, 0});
  sqlite3_extended_result_codes(handle, 1);
  stub_missing_collations(handle);
  seed_random_functions(handle, world);
  guard(connection);
  limit_statements(handle);
  return connection;
}

std::int64_t bytes_of(const Connection& connection) {
  return connection.integer("PRAGMA page_count").value_or(0) *
         connection.integer("PRAGMA page_size").value_or(0);
}

/// In memory, or where that is too much in a temporary file without a name
/// (https://sqlite.org/inmemorydb.html#temp_db).
Shadow copy(const Connection& live, std::int64_t bytes, std::optional<Deadline> deadline,
            World world) {
  const char* const place = bytes <= most_bytes_in_memory ? ":memory:" : "";
  Shadow shadow{guarded(place, live.name(), deadline, world, frozen_vfs(world))};
  copy_pages(live, shadow.connection);
  return shadow;
}

/// What another shadow can read through to; null where its pages have to be copied.
std::shared_ptr<const FileBytes> bytes_now(const Connection& live) {
  if (sqlite3_txn_state(live.handle(), "main") == SQLITE_TXN_WRITE) return nullptr;
  if (auto written = overlay_now(live)) return written;
  return bytes_of_live(live);
}

Shadow overlay(const std::shared_ptr<const FileBytes>& below, const std::string& name,
               std::optional<Deadline> deadline, World world) {
  Shadow shadow{guarded(overlay_uri(below), name, deadline, world, overlay_vfs(world)), below};
  // SQLite may be built to overwrite what is deleted with zeros: nobody will look for it here.
  shadow.connection.execute("PRAGMA secure_delete=OFF");
  shadow.connection.try_execute("PRAGMA synchronous=OFF");  // loads the schema, which may fail
  return shadow;
}

}  // namespace

bool reaches_outside(int action, const char* first, const char* second) {
  return is_denied(action, first, second);
}

void copy_pages(const Connection& from, const Connection& to) {
  // The backup goes on in this read transaction: beginning one is what can fail beside a writer.
  Query reading(from, "SELECT count(*) FROM sqlite_schema");
  reading.step();
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) throw to_error(to.last_failure(), {from.name(), 0, 0});
  const int step = sqlite3_backup_step(backup, -1);
  const int finish = sqlite3_backup_finish(backup);
  if (step == SQLITE_DONE && finish == SQLITE_OK) return;
  throw to_error({sqlite3_errstr(step), step, -1}, {from.name(), 0, 0});
}

void guard(const Connection& connection) {
  sqlite3_set_authorizer(connection.handle(), authorize, &connection.changed());
}

Connection empty_shadow(const std::string& name, std::optional<Deadline> deadline) {
  return guarded(":memory:", name, deadline, World::first, frozen_vfs(World::first));
}

Shadow shadow_of(const Connection& live, std::optional<Deadline> deadline, World world,
                 std::int64_t copied_up_to) {
  const std::int64_t bytes = bytes_of(live);
  const auto below = bytes > copied_up_to ? bytes_now(live) : nullptr;
  Shadow shadow =
      below ? overlay(below, live.name(), deadline, world) : copy(live, bytes, deadline, world);
  shadow.connection.changed() = {};
  return shadow;
}

}  // namespace plumbline
