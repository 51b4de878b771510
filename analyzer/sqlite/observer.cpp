#include "analyzer/sqlite/observer.hpp"

#include <sqlite3.h>

#include <string_view>
#include <utility>

#include "analyzer/sqlite/changed_tables.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

std::string_view text_or_empty(const char* text) { return text == nullptr ? "" : text; }

bool is_schema_table(std::string_view table) {
  return table == "sqlite_master" || table == "sqlite_temp_master" || table == "sqlite_schema";
}

bool is_engines(std::string_view table) { return table.starts_with("sqlite_"); }

/// SQLITE_READ comes once a column: most names are in the set already.
void add(std::set<Identifier>& names, std::string_view name) {
  Identifier identifier(name);
  if (!names.contains(identifier)) names.insert(std::move(identifier));
}

void note_rows(Touched& touched, int action, std::string_view table, std::string_view column) {
  if (action == SQLITE_READ) {
    add(touched.reads[Identifier(table)], column);
    return;
  }
  TableWrites& writes = touched.writes[Identifier(table)];
  if (action == SQLITE_INSERT) writes.inserts = true;
  if (action == SQLITE_DELETE) writes.deletes = true;
  if (action == SQLITE_UPDATE) add(writes.updates, column);
}

void note_table(Touched& touched, int action, std::string_view table, std::string_view column,
                std::string_view database) {
  if (database == "temp") {
    if (!is_engines(table)) add(touched.temp_tables, table);
    return;
  }
  if (is_schema_table(table)) {
    touched.adds_objects |= action == SQLITE_INSERT;
    touched.changes_objects |= action == SQLITE_UPDATE || action == SQLITE_DELETE;
  } else if (!is_engines(table)) {
    note_rows(touched, action, table, column);
  }
}

void note(Touched& touched, int action, const char* first, const char* second,
          const char* database) {
  switch (action) {
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
      note_table(touched, action, text_or_empty(first), text_or_empty(second),
                 text_or_empty(database));
      break;
    case SQLITE_ALTER_TABLE:
      touched.changes_objects = true;
      break;
    case SQLITE_CREATE_TEMP_TABLE:
      add(touched.temp_tables, text_or_empty(first));
      break;
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_VTABLE:
      add(touched.dropped, text_or_empty(first));
      break;
    case SQLITE_FUNCTION:
      touched.functions.insert(ascii_lower(text_or_empty(second)));
      break;
    case SQLITE_PRAGMA:
      touched.pragma = ascii_lower(text_or_empty(first));
      touched.pragma_value = text_or_empty(second);
      break;
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      touched.transaction = action == SQLITE_TRANSACTION
                                ? std::string(text_or_empty(first))
                                : "SAVEPOINT " + std::string(text_or_empty(first));
      touched.savepoint = action == SQLITE_SAVEPOINT ? text_or_empty(second) : "";
      break;
    default:
      break;
  }
}

}  // namespace

struct Observer::Noted {
  Touched touched;
  TableSet& changed;  ///< what the shadow notes itself goes on

  static int observe(void* into, int action, const char* first, const char* second,
                     const char* database, const char*) {
    if (reaches_outside(action, first, second)) return SQLITE_DENY;
    Noted& noted = *static_cast<Noted*>(into);
    note(noted.touched, action, first, second, database);
    note_change(noted.changed, action, first, second, database);
    return SQLITE_OK;
  }
};

Observer::Observer(const Connection& shadow)
    : shadow_(&shadow), noted_(new Noted{{}, shadow.changed()}) {
  sqlite3_set_authorizer(shadow.handle(), Noted::observe, noted_.get());
}

Observer::~Observer() { guard(*shadow_); }

Touched Observer::take() { return std::exchange(noted_->touched, Touched()); }

}  // namespace plumbline
