#pragma once
// The statements of migrations that a repair still has to run, as a script can run them: in one
// transaction, with the settings that they need.
#include <string>
#include <vector>

#include "analyzer/reconcile/reconcile.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// Part of a migration, at place `place` of the line: its statements behind the first `from`.
struct Stretch {
  std::size_t place = 0;
  std::size_t from = 0;
};

struct Work {
  std::vector<Statement> statements;  ///< in order, log rows included
  std::vector<std::string> settings;  ///< PRAGMAs that come before them
  std::vector<std::string> resets;    ///< … and those behind them
  bool foreign_keys = true;           ///< as they are while it runs
  std::vector<std::string> guards;    ///< SQL expressions that are true of the log now
  std::vector<HazardNote> hazards;
  std::vector<Refusal> refusals;
  std::vector<std::string> notes;
};

/// Runs the stretches on `shadow` as the runner would, one statement at a time, and gathers what a
/// script has to do and what is lost on the way. The shadow is left as it is afterwards: what the
/// script must lead to.
Work work_on(const Connection& shadow, const Situation& situation,
             const std::vector<Stretch>& stretches, const Options& options);

}  // namespace plumbline
