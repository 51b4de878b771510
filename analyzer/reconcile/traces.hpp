#pragma once
// The traces of data statements on rows that were there before: one that would still change
// something has not run. That its rows are there proves nothing: they may have been there before.
#include <set>
#include <vector>

#include "analyzer/reconcile/run_rest.hpp"

namespace plumbline {

/// Those of `candidates` (numbers of statements that may have run, ascending) that the traces do
/// not speak against; all of them where the traces say nothing, or contradict each other.
std::vector<std::size_t> left_by_traces(const Connection& live, const MigrationInHand& hand,
                                        const std::vector<std::size_t>& candidates,
                                        const std::set<Identifier>& left_out,
                                        const Options& options);

}  // namespace plumbline
