#pragma once
// Rows made up for every table that takes them: what a schema does to data shows only where there
// is some.
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct NotFilled {
  Identifier table;
  std::string why;  ///< SQLite's own words for the last row tried
};

/// Puts rows into every ordinary table of `connection` that has fewer than `rows`, parents first;
/// honours NOT NULL, UNIQUE, CHECK, foreign keys, STRICT types and generated columns. Triggers fire
/// as they would. Every third row is left at its defaults and NULLs. The same database gets the
/// same rows. Tables named in `leave_out` are not touched. A table may take fewer rows than asked
/// for; those that take none are as they were before, and named.
std::vector<NotFilled> synthesise_rows(const Connection& connection, const Schema& schema, int rows,
                                       const std::vector<Identifier>& leave_out);

}  // namespace plumbline
