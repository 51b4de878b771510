#pragma once
// `audit` of many databases at once.
#include "tools/plumbline/command_line.hpp"
#include "tools/plumbline/policy.hpp"

namespace plumbline {

/// Whether the words name more than one database, or may: several, a glob, a directory, a list on
/// standard input, or lines of earlier runs.
bool is_fleet(const Command& command);

/// Asks them all and writes the answer; the exit code.
int run_fleet(const Command& command, const Policy& policy);

}  // namespace plumbline
