#pragma once
// Rebuilds where foreign keys cannot be switched off. DROP TABLE then deletes the rows first, and
// takes along or changes those that reference them:
// https://sqlite.org/foreignkeys.html#fk_schemacommands
#include <vector>

#include "analyzer/plan/step.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"

namespace plumbline {

/// The other tables in which rows can go or change when all rows of `table` are deleted: what
/// CASCADE, SET NULL and SET DEFAULT reach from it, however far, the nearest first.
std::vector<Identifier> reached_by_deleting(const Schema& schema, const Identifier& table);

struct KeepInput {
  const Schema& live;  ///< renames already made
  const Schema& target;
  const Connection& shadow;  ///< holds `live` with its rows
  const Options& options;
};

/// Adds to each rebuild of the draft what keeps the rows of the tables that it reaches: they are
/// put aside with theirs and come back behind them, their triggers asleep meanwhile. Unique indexes
/// that references rest on are made before the rows are back, since SQLite asks for them then.
/// Refuses what would not come back: rows that reference nothing, rowids that no name leads to,
/// rows of tables that reference one that is dropped (children_of_dropped.hpp).
void keep_children(const KeepInput& input, Draft& draft);

}  // namespace plumbline
