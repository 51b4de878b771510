#pragma once
// `repair -d`: the script that mends a database by its migrations, in each of the modes.
#include "analyzer/reconcile/reconcile.hpp"
#include "analyzer/source.hpp"
#include "model/plan.hpp"
#include "model/request.hpp"

namespace plumbline {

struct MendInput {
  const Source& live;  ///< a shadow of the database; it is left as it is
  const Reconciled& reconciled;
  const RepairRequest& request;
  const Options& options;
};

/// Proven, and behind it the log, the files and the schema agree. Where a later migration would
/// fail all the same, the header says so.
Planning mend(const MendInput& input);

// The modes.
Planning finish(const MendInput& input);  ///< --finish and --through
Planning undo(const MendInput& input);
Planning mend_log(const MendInput& input);      ///< --log-only
Planning reach_target(const MendInput& input);  ///< --to

/// A plan of no statements: there is nothing to do.
Plan nothing_to_do(const MendInput& input);
/// Whether the log holds a mark of failure on any migration.
bool marked_as_failed(const MendInput& input);
Refused refused(std::string reason, std::string remedy);
/// Why the log must not be written; nothing where it can be, or there is none.
std::optional<Refused> log_refusal(const MendInput& input);
LogContext log_context(const Situation& situation);

}  // namespace plumbline
