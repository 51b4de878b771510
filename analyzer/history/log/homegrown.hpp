#pragma once
// Logs that no known runner writes: a table of somebody's own, described from the names and values
// of its columns. All of it is guessed, and says so.
#include <optional>

#include "analyzer/history/runner/runner.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Whether name and columns are those of a plain log: a usual name, no column that has no place in
/// a log, and one that only logs have. What `diff` goes by, for it sees no rows.
bool is_homegrown_log(const Table& table);

/// Whether the name ("app_migrations" will do) and the columns could be those of a log; the values
/// then decide.
bool may_be_homegrown_log(const Table& table);

/// A description of the table, with `key` as its key column where that is not empty. Nothing where
/// no column can be the key.
std::optional<Runner> describe_homegrown(const Connection& connection, const Table& table,
                                         const std::string& key);

/// Whether a table that may be a log is one: its columns say so, or most values of the key that
/// `runner` found look like names or numbers of migrations.
bool is_believable(const Connection& connection, const Table& table, const Runner& runner);

}  // namespace plumbline
