#pragma once
// Rebuilds that were stopped: CREATE new_t; INSERT … SELECT; DROP t; RENAME, in whichever order.
// Which table holds the rows is what an operator has to know before anything else.
#include <vector>

#include "analyzer/reconcile/replay.hpp"
#include "model/reconciliation.hpp"

namespace plumbline {

/// `after`: how many of the migration's statements have run.
std::vector<RowsElsewhere> rows_elsewhere(const Connection& live,
                                          const std::vector<StatementEffect>& effects,
                                          std::size_t after);

/// A table that gets another name in one statement.
struct TableRename {
  std::size_t statement = 0;  ///< 1-based
  Identifier from, to;
};
std::vector<TableRename> table_renames(const std::vector<StatementEffect>& effects);

}  // namespace plumbline
