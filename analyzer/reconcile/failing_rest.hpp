#pragma once
// What it proves that the rest of a migration fails from a point on. A statement that fails is also
// what stops a migration in the first place.
#include "analyzer/reconcile/run_rest.hpp"

namespace plumbline {

/// Whether a migration of which `point` statements have run cannot be one that stopped there, given
/// that on the live rows its statement `failed` (1-based, behind the point) fails: it would fail on
/// any rows, its rows are all there, or a table that was empty at the point makes it fail.
bool failure_speaks_against(const Connection& live, const MigrationInHand& hand, std::size_t point,
                            std::size_t failed, const Options& options);

}  // namespace plumbline
