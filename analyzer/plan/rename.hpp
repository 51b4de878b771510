#pragma once
// Renames that somebody told us of, made first and natively, so that SQLite carries every mention
// along: https://sqlite.org/lang_altertable.html#altertabrename
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "model/change.hpp"
#include "model/plan.hpp"

namespace plumbline {

struct Renaming {
  std::vector<Statement> statements;  ///< empty: nothing to rename, or all are made already
  std::vector<Change> changes;
  std::vector<std::string> notes;  ///< renames that cannot be made, each with why
};

/// Which of the renames are still to be made between the two, and how.
Renaming plan_renames(const Schema& live, const Schema& target, const std::vector<Rename>& renames);

/// A rebuild or a chain of renames of ours that was stopped left the only copy of the rows under a
/// name of ours: those renames end it.
std::vector<Rename> unfinished_rebuilds(const Schema& live, const Schema& target);

/// Runs them on a shadow that holds `live`. Where views or triggers stand in the way, those that
/// the target has are dropped first (they come back as additions): the statements then say so.
/// Returns why SQLite refuses all the same; then the shadow is as it was.
std::optional<std::string> run_renames(const Connection& shadow, const Schema& live,
                                       const Schema& target, Renaming& renaming);

}  // namespace plumbline
