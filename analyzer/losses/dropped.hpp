#pragma once
// What goes with a table or a column that a statement drops: rows and values that are nowhere else.
#include <vector>

#include "analyzer/losses/copies.hpp"
#include "analyzer/reconcile/run_rest.hpp"
#include "model/plan.hpp"

namespace plumbline {

struct DroppingStatement {
  const MigrationInHand& hand;
  std::size_t index = 0;         ///< 0-based
  std::set<Identifier> dropped;  ///< tables
  const Copies& copies;          ///< as they are before it
};

/// How many rows a FROM clause gives; 0 where it cannot be read.
std::int64_t rows_from(const Connection& shadow, const std::string& from);
bool has_table(const Connection& shadow, const Identifier& table);

/// The stored columns that two tables have both, by name.
std::set<Identifier> common_columns(const Connection& shadow, const Identifier& table,
                                    const Identifier& other);

/// `shadow` is about to run the statement. `drop_table`: none of the rows is anywhere else;
/// `delete_rows`: some are; `drop_column`: values that are not NULL. Rows that the migration has
/// copied before, also into a TEMP table that comes back, are not lost.
std::vector<HazardNote> lost_by_dropping(const Connection& shadow,
                                         const DroppingStatement& statement);

}  // namespace plumbline
