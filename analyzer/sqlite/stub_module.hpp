#pragma once
// A virtual-table module that stands in for one only the application has.
#include <string>

struct sqlite3;

namespace plumbline {

/// Whether the module could be registered. Its tables have the columns that their arguments seem to
/// name ("embedding float[4]" → embedding), hold no rows and take none.
bool register_stub_module(sqlite3* handle, const std::string& name);

/// Whether `name` is a table-valued function of newer SQLite or of its extensions that this library
/// has not got, and could be registered: as a table of its columns, without rows.
/// https://sqlite.org/vtab.html#tabfunc2
bool register_stub_table_function(sqlite3* handle, const std::string& name);

}  // namespace plumbline
