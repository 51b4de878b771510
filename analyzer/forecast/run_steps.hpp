#pragma once
// Migrations and start-up files run on a shadow as the application would run them: in the runner's
// transaction, with the application's foreign_keys, up to the first failure.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/reconcile/run_rest.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/forecast.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

struct StartupStep {
  MigrationInHand hand;  ///< its statements, and what a replay has seen them do
  /// `all`: together with the steps before and behind it that are `all` too. `unknown` is `none`.
  TransactionMode transaction = TransactionMode::none;
  std::vector<std::string> log_rows = {};  ///< SQL that the runner writes behind it
  std::size_t first = 0;  ///< 0-based: the statements before it ran at an earlier start
};

struct StepsRun {
  std::size_t finished = 0;  ///< steps that are done
  std::optional<StepFailure> failure;
  std::vector<Loss> losses;  ///< net: what comes back later is no loss
};

struct RunSettings {
  const Options& options;  ///< foreign_keys as the application has set them; show_values
  /// What the migrations that have run did, in order: what they copied is a copy still.
  const std::vector<std::vector<StatementEffect>>* past = nullptr;
};

/// `shadow` is left as the application would find it afterwards: behind a failure, with the
/// transaction rolled back, if there was one.
StepsRun run_steps(const Connection& shadow, const std::vector<StartupStep>& steps,
                   const RunSettings& settings);

/// Statement `index` (0-based) of a migration.
StatementPlace place_in(const Migration& migration, std::size_t index);

/// Whether the failure is ours and says nothing of the application: a stand-in for a function of
/// its own, something that reaches outside.
bool is_ours(const StepFailure& failure);
/// The same; syntax that the SQLite at hand is too old for is ours too, where the runtime that was
/// named has it.
bool is_ours(const StepFailure& failure, const std::optional<Runtime>& runtime);

}  // namespace plumbline
