#pragma once
// `audit` of many databases at once.
#include "tools/plumbline/command_line.hpp"
#include "tools/plumbline/fleet/fleet_sources.hpp"
#include "tools/plumbline/policy.hpp"

namespace plumbline {

/// Asks them all and writes the answer; the exit code.
int run_fleet(const Command& words, const Policy& policy);

}  // namespace plumbline
