#include "analyzer/sqlite/stub_module.hpp"

#include <sqlite3.h>

#include <new>
#include <set>
#include <string_view>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

struct EmptyCursor : sqlite3_vtab_cursor {};

/// The leading word of a module argument, where it can be a column's name: "k=v" options are none.
std::string column_in(std::string_view argument) {
  if (argument.find('=') != std::string_view::npos) return "";
  const std::size_t start = argument.find_first_not_of(" \t\r\n\"'`[");
  if (start == std::string_view::npos) return "";
  const std::size_t end = argument.find_first_of(" \t\r\n\"'`](", start);
  return std::string(argument.substr(start, end - start));
}

int connect(sqlite3* handle, void*, int count, const char* const* arguments, sqlite3_vtab** table,
            char** message) {
  std::set<Identifier> seen;
  std::string declaration;
  for (int i = 3; i < count; ++i) {
    const Identifier column(column_in(arguments[i]));
    if (column.text().empty() || !seen.insert(column).second) continue;
    declaration += (declaration.empty() ? "" : ", ") + column.quoted();
  }
  if (declaration.empty()) declaration = "value";
  const int code = sqlite3_declare_vtab(handle, ("CREATE TABLE x(" + declaration + ")").c_str());
  if (code != SQLITE_OK) {
    *message = sqlite3_mprintf("%s", sqlite3_errmsg(handle));
    return code;
  }
  *table = new (std::nothrow) sqlite3_vtab{};
  return *table ? SQLITE_OK : SQLITE_NOMEM;
}

int disconnect(sqlite3_vtab* table) {
  delete table;
  return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = new (std::nothrow) EmptyCursor{};
  return *cursor ? SQLITE_OK : SQLITE_NOMEM;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
  delete static_cast<EmptyCursor*>(cursor);
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor*, int, const char*, int, sqlite3_value**) { return SQLITE_OK; }
int next(sqlite3_vtab_cursor*) { return SQLITE_OK; }
int at_end(sqlite3_vtab_cursor*) { return 1; }
int column(sqlite3_vtab_cursor*, sqlite3_context*, int) { return SQLITE_OK; }
int rowid(sqlite3_vtab_cursor*, sqlite3_int64*) { return SQLITE_OK; }

// xUpdate is there so that INSTEAD OF-free triggers and views over the table compile.
int refuse_update(sqlite3_vtab* table, int, sqlite3_value**, sqlite3_int64*) {
  table->zErrMsg = sqlite3_mprintf("this module exists only in the application");
  return SQLITE_ERROR;
}

sqlite3_module stub_module() {
  sqlite3_module module{};
  module.xCreate = connect;
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xDestroy = disconnect;
  module.xOpen = open_cursor;
  module.xClose = close_cursor;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = rowid;
  module.xUpdate = refuse_update;
  return module;
}

const sqlite3_module module_methods = stub_module();

// https://sqlite.org/json1.html#jeach, https://sqlite.org/series.html
constexpr const char* json_columns =
    "CREATE TABLE x(key, value, type, atom, id, parent, fullkey, path, json HIDDEN, root HIDDEN)";
constexpr const char* series_columns =
    "CREATE TABLE x(value, start HIDDEN, stop HIDDEN, step HIDDEN)";

int connect_table_function(sqlite3* handle, void* declaration, int, const char* const*,
                           sqlite3_vtab** table, char**) {
  const int code = sqlite3_declare_vtab(handle, static_cast<const char*>(declaration));
  if (code != SQLITE_OK) return code;
  *table = new (std::nothrow) sqlite3_vtab{};
  return *table ? SQLITE_OK : SQLITE_NOMEM;
}

/// Without xCreate, a table of the module's name is there by itself.
sqlite3_module table_function_module() {
  sqlite3_module module = stub_module();
  module.xCreate = nullptr;
  module.xConnect = connect_table_function;
  module.xUpdate = nullptr;
  return module;
}

const sqlite3_module table_function_methods = table_function_module();

const char* columns_of_table_function(const std::string& name) {
  if (equal_folded(name, "jsonb_each") || equal_folded(name, "jsonb_tree")) return json_columns;
  return equal_folded(name, "generate_series") ? series_columns : nullptr;
}

}  // namespace

bool register_stub_table_function(sqlite3* handle, const std::string& name) {
  const char* const columns = columns_of_table_function(name);
  return columns != nullptr &&
         sqlite3_create_module_v2(handle, name.c_str(), &table_function_methods,
                                  const_cast<char*>(columns), nullptr) == SQLITE_OK;
}

bool register_stub_module(sqlite3* handle, const std::string& name) {
  return sqlite3_create_module_v2(handle, name.c_str(), &module_methods, nullptr, nullptr) ==
         SQLITE_OK;
}

}  // namespace plumbline
