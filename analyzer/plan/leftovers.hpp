#pragma once
// What an earlier repair of ours left behind when it was stopped outside a transaction.
#include "analyzer/plan/step.hpp"
#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

/// Adds steps that drop our scratch tables where the table they were made for is there and holds
/// all their rows. Where it does not, a refusal says which table holds what.
void drop_own_leftovers(const Connection& shadow, const Schema& live, const Schema& target,
                        Draft& draft);

}  // namespace plumbline
