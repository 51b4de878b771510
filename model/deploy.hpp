#pragma once
// All that is known before a deploy, as facts: what the rules about the next start look at.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/forecast.hpp"
#include "model/plan.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct Deploy {
  Forecast forecast;
  std::set<Hazard> allow;  ///< what may be lost, as the user said
  std::string declared;    ///< the declared schema, as the user named it; empty: none
  std::string migrations;  ///< the directory; empty: none
  /// What a fresh database built by the migrations lacks to be as declared.
  std::vector<Change> declared_against_migrations;
  /// With a declared schema: what is there behind the start, where the start gets that far.
  std::optional<Schema> reached;
  /// For each drift of the forecast, the statement that was to prevent it; none for what is
  /// declared.
  std::vector<StatementPlace> drift_at;
  /// Where the start fails at a file of SQL and would not, ran the migrations first: that file.
  std::string runs_too_early;
  std::vector<Loss> lost_in_order;  ///< what goes when the migrations run first
  /// Where it is not known whether the runner puts a transaction around each migration, and the
  /// start succeeds without: what happens with one.
  std::optional<StepFailure> wrapped_failure;
  std::vector<Loss> wrapped_losses;
};

/// The word that allows this loss.
Hazard hazard_of(LossCause cause);
/// Whether the deploy should not go on with it: nobody allowed it, and it is more than rows and
/// columns that a migration says it deletes.
bool stops_deploy(const Loss& loss, const std::set<Hazard>& allow);

}  // namespace plumbline
