#pragma once
// From the situation to what is so: states, evidence, and what a repair has to know.
#include <optional>
#include <string>

#include "analyzer/reconcile/situation.hpp"
#include "model/reconciliation.hpp"

namespace plumbline {

struct Reconciled {
  Situation situation;
  std::optional<Stopped> stopped;    ///< the migration at which the database may have stopped
  std::optional<Decision> decision;  ///< from where it goes on; set where `stopped` is
  Reconciliation facts;
  bool half_done = false;  ///< something of the stopped migration has run, whatever is doubtful
};

/// `live` is read; where the schema alone leaves several points, the rest of the migration is tried
/// on copies of it.
Reconciled reconcile(const Connection& live, ChosenLog chosen, Migrations migrations,
                     const Options& options);

}  // namespace plumbline
