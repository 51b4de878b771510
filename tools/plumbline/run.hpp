#pragma once
// A command carried out: the analyzer asked, the answer rendered and written.
#include "model/error.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// Returns the exit code. Throws Error where there is no answer.
int run(const Command& command);

/// Tells of an error as the command's format has it, and returns the exit code.
int report_error(const Command& command, const Error& error);

}  // namespace plumbline
