#pragma once
// Whether a statement that is the same done twice as done once still has something to do: then it
// has not run.
#include <set>

#include "analyzer/reconcile/run_rest.hpp"

namespace plumbline {

/// Whether statement `index` (0-based) changes the live rows, and changes nothing when it runs
/// again, on the live rows and on rows made to trip it: with the texts and numbers that it
/// mentions, NULL and small numbers in the columns that it both reads and writes.
bool would_change_once(const Connection& live, const MigrationInHand& hand, std::size_t index,
                       const std::set<Identifier>& left_out, const Options& options);

}  // namespace plumbline
