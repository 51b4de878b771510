#pragma once
// What views and triggers use and whether they work: asked of SQLite itself, never read from text.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// The tables and views that a view reads, itself left out; empty where it does not compile.
/// https://sqlite.org/c3ref/set_authorizer.html
std::set<Identifier> tables_read_by_view(const Connection& connection, const Identifier& view);

/// Why a statement that fires the triggers of a table or view does not compile: INSERT, UPDATE of
/// every column and DELETE are tried.
std::optional<SqlFailure> failure_of_firing(const Connection& connection, const Schema& schema,
                                            const Identifier& table);

/// Statements that compile the triggers of a table or view: one for each event.
std::vector<std::string> statements_that_fire(const Schema& schema, const Identifier& table);

/// Views that do not compile, virtual tables that cannot be read, and tables whose triggers do not.
/// A trigger is compiled by compiling what fires it; where a table has several, the problem names
/// the table.
std::vector<Problem> broken_objects(const Connection& connection, const Schema& schema);

}  // namespace plumbline
