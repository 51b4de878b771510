#pragma once
// The pieces a plan is put together from, before they are in order.
#include <map>
#include <set>
#include <vector>

#include "model/plan.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// In the order in which SQLite needs them: what depends on a table goes before the table changes
/// and comes back behind it.
enum class Phase {
  rename,
  drop_trigger,
  drop_view,
  drop_index,
  change_table,
  drop_table,
  create_index,
  create_view,
  create_trigger,
  set_pragma,
};

/// Statements that must not be torn apart. A rebuild is one step.
struct Step {
  Phase phase = Phase::change_table;
  Identifier name;
  std::vector<Statement> statements;
};

/// One step must come before another, both given by phase and name.
struct StepKey {
  Phase phase;
  Identifier name;
  auto operator<=>(const StepKey&) const = default;
};
struct Ordering {
  StepKey before, after;
};

/// How a table that both sides have gets from one shape to the other.
enum class TableWay { none, alter, rebuild };

/// What a plan does, as far as values alone can tell.
struct Draft {
  std::vector<Step> steps;  ///< in the order in which they run
  std::map<Identifier, TableWay> ways;
  std::set<Identifier> dropped_tables;
  std::set<Identifier> empty_tables;  ///< rebuilt tables without rows: nothing was tried on any
  std::set<Identifier> kept_children;  ///< put aside while a table that they reference is rebuilt …
  std::set<Identifier> remade_triggers, remade_indexes;  ///< … and objects made in steps of tables
  std::vector<Refusal> refusals;
  bool rebuilds_or_drops = false;
};

}  // namespace plumbline
