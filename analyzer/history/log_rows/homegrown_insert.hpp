#pragma once
// The row that a home-grown log would get for a migration, guessed from the names and the values
// of its columns.
#include "analyzer/history/runner/runner.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Fills `insert` and `remove`, and says in `guesses` which values are made up. `runner` has its
/// mode, its file_key and its checksum already.
void guess_insert(const Connection& connection, const Table& table, const Column& key,
                  Runner& runner);

}  // namespace plumbline
