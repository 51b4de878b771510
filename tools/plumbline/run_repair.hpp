#pragma once
// The verb `repair` carried out.
#include "tools/plumbline/command_line.hpp"
#include "tools/plumbline/policy.hpp"

namespace plumbline {

/// Returns the exit code; throws Error where there is no answer.
int run_repair(const Command& command, const Policy& policy);

}  // namespace plumbline
