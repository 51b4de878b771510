#pragma once
// What must hold for every golden case, whatever it is about.
#include <string>

#include "tests/scenario.hpp"

namespace plumbline {

/// Checks all of them with doctest's CHECK. The current folder holds live.db and `target`, and
/// `answer` is what the program said about them.
void check_invariants(const CaseFile& file, const std::string& target, const CaseAnswer& answer);

/// One of them: the plan, run by plain SQLite on a copy of live.db, leaves no difference, nothing
/// to do for a second repair, no new complaint, and every row.
void reaches_the_target(const CaseFile& file, const std::string& target, const Plan& plan);

}  // namespace plumbline
