#pragma once
// Whether ALTER TABLE alone gets a table to its target: https://sqlite.org/lang_altertable.html
#include <optional>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/change.hpp"
#include "model/options.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// The ALTER statements, found by trying them on an empty copy of the table and comparing; nothing
/// where they do not lead to `target`, the runtime has not got them, or SQLite refuses them for
/// rows that are there. `shadow` holds the live table; `has_rows`: whether it has any.
std::optional<std::vector<Statement>> alter_table(const Connection& shadow, const Table& live,
                                                  const Table& target, const Schema& target_schema,
                                                  bool has_rows, const Options& options);

/// The engine that statements are written for: the one asked for, else SQLite 3.40.1, or the one we
/// run on where that is older.
Runtime runtime_of(const Options& options);

}  // namespace plumbline
