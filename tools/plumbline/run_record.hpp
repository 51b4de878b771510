#pragma once
// The verb `record` carried out.
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// Returns the exit code; says on standard error how much was recorded. Throws Error where nothing
/// was.
int run_record(const Command& command);

}  // namespace plumbline
