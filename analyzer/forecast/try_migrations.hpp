#pragma once
// `lint`: every migration of a directory tried on databases made up for it: with rows, with few,
// with none.
#include <functional>
#include <vector>

#include "analyzer/history/runner/runner.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"
#include "model/trials.hpp"

namespace plumbline {

/// Tries another text in the place of the migration that is being tried.
using TryInstead = std::function<MigrationTrials(const Migration&)>;
/// The databases that a migration finds, and a way to try another text on them.
struct TrialGround {
  const Connection& empty;   ///< without made-up rows
  const Connection& filled;  ///< with as many as it takes
  TryInstead try_instead;
};
/// Called with each migration that was tried, while the databases that it finds are still there.
using AfterTrial = std::function<void(MigrationTrials&, const Migration&, const TrialGround&)>;

/// In the order of the list. `runner` may be null. The same migrations give the same trials. What
/// follows a migration that is not SQL and has no snapshot is not tried: nobody knows the schema
/// that it finds; notes say so.
std::vector<MigrationTrials> try_migrations(const Migrations& migrations, const Runner* runner,
                                            const Options& options,
                                            const AfterTrial& after_trial = {});

}  // namespace plumbline
