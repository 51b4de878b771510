#pragma once
// What a hostile database or script can make SQLite do at most.
struct sqlite3;

namespace plumbline {

/// Of this process, for ever: a query that needs more memory fails in place of the machine.
/// https://sqlite.org/c3ref/hard_heap_limit64.html
void limit_memory();

/// Of a connection on which foreign SQL is compiled or run: https://sqlite.org/c3ref/limit.html
void limit_statements(sqlite3* handle);

}  // namespace plumbline
