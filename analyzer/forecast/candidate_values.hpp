#pragma once
// Values that the columns of a table might take, before SQLite is asked.
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// Columns that get their values together (those of a foreign key, or one alone), and the tuples of
/// SQL literals to try, best first.
struct Slot {
  std::vector<Identifier> columns;
  std::vector<std::vector<std::string>> tuples;
};

/// What can be tried for row `number` (from 1) of `table`. Generated columns and the alias of the
/// rowid are left out. With `guess_parents` a foreign key may also name a row that is not there
/// yet: only of use while foreign keys are deferred.
std::vector<Slot> candidate_values(const Connection& connection, const Schema& schema,
                                   const Table& table, int number, bool guess_parents);

}  // namespace plumbline
