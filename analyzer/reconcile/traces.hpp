#pragma once
// The traces of data statements on rows that were there before: a statement whose rows are all
// there has run, one that would still change something has not.
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
