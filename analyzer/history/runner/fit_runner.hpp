#pragma once
// Whether a table is the log of a runner, as far as its name and its columns tell.
#include <string>
#include <vector>

#include "analyzer/history/runner/runner.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// One of the runner's own names, and the columns: further ones do no harm, save where a twin is
/// told by them.
bool fits_under_own_name(const Runner& runner, const Table& table);

/// Any name, so the columns must be the runner's and no others, with the types that it declares. A
/// table of one column never fits: "name" alone is anybody's.
bool fits_under_any_name(const Runner& runner, const Table& table);

/// The same columns, whatever their types; at least four of them.
bool has_exactly_the_columns(const Runner& runner, const Table& table);

/// Whether the name alone says that the table is about migrations.
bool sounds_like_log(const Identifier& table);

/// The runner's lock and side tables that are there, for a log of that name.
std::vector<Identifier> side_tables_of(const Runner& runner, const Identifier& log,
                                       const Schema& schema);

/// "{table}_lock" → "kysely_migration_lock"
std::string with_table_name(std::string text, const std::string& table);

}  // namespace plumbline
