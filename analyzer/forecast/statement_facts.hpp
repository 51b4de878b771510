#pragma once
// What a replay has seen of the statements of a migration, as the facts that the rules look at.
#include <vector>

#include "analyzer/reconcile/run_rest.hpp"
#include "model/trials.hpp"

namespace plumbline {

std::vector<StatementFacts> facts_of(const MigrationInHand& hand);

}  // namespace plumbline
