#pragma once
// What must hold for every golden case, whatever it is about.
#include <string>

#include "tests/scenario.hpp"

namespace plumbline {

/// Checks all of them with doctest's CHECK. The current folder holds live.db and `target`, and
/// `answer` is what the program said about them.
void check_invariants(const CaseFile& file, const std::string& target, const Answer& answer);

}  // namespace plumbline
