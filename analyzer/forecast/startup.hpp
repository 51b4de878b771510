#pragma once
// What the application runs when it starts: files of SQL and its migrations, in an order.
#include <string>
#include <vector>

#include "analyzer/forecast/run_steps.hpp"
#include "analyzer/reconcile/reconcile.hpp"

namespace plumbline {

/// What --startup calls the migrations.
inline constexpr const char* startup_migrations = "migrations";

/// The files of SQL among the steps, each as one migration of its own, replayed on an empty
/// database in their order.
struct StartupFiles {
  std::vector<Migration> files;
  Replay replay;  ///< in the order of `files`
};

/// Throws Error(unreadable) for a file that cannot be read.
StartupFiles read_startup_files(const std::vector<std::string>& startup, const Options& options);

struct StartupPlan {
  std::vector<StartupStep> steps;
  std::string stops;     ///< why it goes no further than these steps; empty where it does
  bool refuses = false;  ///< the runner itself would say so and stop
};

/// `startup` in order; the migrations alone where it is empty. `reconciled` is null where there are
/// none. The steps point into `files` and `reconciled`.
StartupPlan plan_startup(const std::vector<std::string>& startup, const StartupFiles& files,
                         const Reconciled* reconciled);

}  // namespace plumbline
