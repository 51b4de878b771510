#pragma once
// A statement of somebody else's trace, run once more.
#include <optional>
#include <string>

#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

struct TracedStatement {
  std::string sql;
  std::string parameters;  ///< a JSON array; empty where they are in the text already
  bool operator==(const TracedStatement&) const = default;
};

struct RanStatement {
  std::string sql;  ///< with its parameters in it: https://sqlite.org/c3ref/expanded_sql.html
  std::optional<SqlFailure> failure;
  bool only_reads = false;  ///< https://sqlite.org/c3ref/stmt_readonly.html
  bool gives_rows = false;  ///< a SELECT, a PRAGMA, or RETURNING
  /// How often SQLite told a trace of it again, while it ran: once a trigger and once a statement
  /// of a trigger. Callbacks that pass on sqlite3_expanded_sql() see the whole statement each time
  /// (https://sqlite.org/c3ref/c_trace.html).
  int told_again = 0;
};

/// Throws Error(unsupported) where the parameters are not as many as the statement has, or are
/// neither texts, numbers, booleans nor null.
RanStatement run_traced(const Connection& shadow, const TracedStatement& statement);

}  // namespace plumbline
