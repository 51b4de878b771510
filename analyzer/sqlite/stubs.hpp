#pragma once
// Stand-ins for what only the application has: collations, functions and modules. They let SQLite
// read a schema; none of them computes anything (a stub function fails when it is called).
#include <set>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace plumbline {

/// From now on a collation that is not there is made on demand, comparing bytes.
/// https://sqlite.org/c3ref/collation_needed.html
void stub_missing_collations(sqlite3* handle);

/// From now on it fails again: a check of rows in a made-up order would say nothing about them.
void leave_collations_missing(sqlite3* handle);

/// sqlite3_prepare_v2, but where it fails for a function, a number of arguments that only a newer
/// SQLite knows, a table-valued function or a module that is not there, a stub is registered and it
/// tries again. `tail` may be null. Returns SQLite's result code.
int prepare_with_stubs(sqlite3* handle, const char* sql, int bytes, sqlite3_stmt** statement,
                       const char** tail);

/// Whether `message`, one of SQLite's, names such a thing, and a stub for it could be registered:
/// then trying again is worth it.
bool stub_what_is_missing(sqlite3* handle, std::string_view message);

/// What a stub function says when something calls it.
extern const char* const stub_called;

}  // namespace plumbline
