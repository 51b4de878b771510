#pragma once
// The one door: every schema of the program, live, declared or replayed, is read here.
#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// The schema of `main`, object by object: a broken view or a missing module costs that object, and
/// is named in Schema::problems. Names that start with sqlite_ are left out. Throws
/// Error(not_a_database) where SQLite cannot read sqlite_schema at all.
Schema introspect(const Connection& connection);

}  // namespace plumbline
