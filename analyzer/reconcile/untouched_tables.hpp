#pragma once
// Tables whose rows a migration cannot have changed: they need not be compared, however large.
#include <set>

#include "analyzer/reconcile/run_rest.hpp"
#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

/// Those of `live` that no statement of the migration writes, makes, drops or renames, neither by a
/// foreign key's action. None where that is not sure: a statement that fails on an empty database,
/// PRAGMA writable_schema, a trigger on a table that it touches.
std::set<Identifier> untouched_tables(const Connection& live, const MigrationInHand& hand);

}  // namespace plumbline
