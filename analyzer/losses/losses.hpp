#pragma once
// What a migration's own statement loses: rows of tables that it drops, values of columns that go,
// rows that it deletes. Rows that the migration has copied before are not lost.
#include <map>
#include <vector>

#include "analyzer/reconcile/run_rest.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// By table and column, how many values are not NULL.
using ValuesOfTables = std::map<Identifier, std::map<Identifier, std::int64_t>>;

/// Looked at before the statement runs, and again behind it.
class Losses {
 public:
  /// `shadow` is about to run statement `index` (0-based) of the migration.
  Losses(const Connection& shadow, const MigrationInHand& hand, std::size_t index);
  /// Behind it.
  std::vector<HazardNote> look(const Connection& shadow) const;

 private:
  void add_columns(const Connection& shadow, std::vector<HazardNote>& notes) const;

  std::vector<HazardNote> found_;
  std::map<Identifier, std::int64_t> rows_;  ///< of the tables that it may delete from
  ValuesOfTables values_;  ///< where what it does to objects is not known from the replay
};

}  // namespace plumbline
