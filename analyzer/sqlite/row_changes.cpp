// sqlite3.h declares the hook only where it is told that the library has it.
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "analyzer/sqlite/row_changes.hpp"

#include <sqlite3.h>

#include <string_view>
#include <utility>

namespace plumbline {

namespace {

bool is_null(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; }

std::string_view text_of(sqlite3_value* value) {
  const void* bytes = sqlite3_value_blob(value);
  const int length = sqlite3_value_bytes(value);
  return bytes == nullptr
             ? ""
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

bool is_same(sqlite3_value* a, sqlite3_value* b) {
  return sqlite3_value_type(a) == sqlite3_value_type(b) && text_of(a) == text_of(b);
}

void note_values(sqlite3* handle, RowChanges& changes) {
  const int columns = sqlite3_preupdate_count(handle);
  for (int i = 0; i < columns; ++i) {
    sqlite3_value* before = nullptr;
    sqlite3_value* after = nullptr;
    if (sqlite3_preupdate_old(handle, i, &before) != SQLITE_OK || is_null(before)) continue;
    if (sqlite3_preupdate_new(handle, i, &after) != SQLITE_OK || is_same(before, after)) continue;
    ++(is_null(after) ? changes.cleared : changes.replaced)[i];
  }
}

void note(void* into, sqlite3* handle, int operation, const char* database, const char* table,
          sqlite3_int64, sqlite3_int64) {
  if (std::string_view(database) != "main" || std::string_view(table).starts_with("sqlite_")) {
    return;
  }
  RowChanges& changes = (*static_cast<ChangesByTable*>(into))[Identifier(table)];
  const bool along = sqlite3_preupdate_depth(handle) > 0;
  switch (operation) {
    case SQLITE_INSERT:
      ++changes.inserted;
      break;
    case SQLITE_DELETE:
      ++(along ? changes.deleted_along : changes.deleted);
      break;
    default:
      if (along) note_values(handle, changes);
      break;
  }
}

}  // namespace

RowWatch::RowWatch(const Connection& connection)
    : connection_(&connection), changes_(std::make_unique<ChangesByTable>()) {
  sqlite3_preupdate_hook(connection.handle(), note, changes_.get());
}

RowWatch::~RowWatch() { sqlite3_preupdate_hook(connection_->handle(), nullptr, nullptr); }

ChangesByTable RowWatch::take() { return std::exchange(*changes_, ChangesByTable()); }

}  // namespace plumbline
