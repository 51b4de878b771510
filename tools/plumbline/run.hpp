#pragma once
// A command carried out: the analyzer asked, the answer rendered and written.
#include "model/error.hpp"
#include "tools/plumbline/baseline.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// A command that is whole. Returns the exit code; throws Error where there is no answer. `today`
/// is asked for where the command has a baseline.
int run(const Command& command, const Date& today);

/// Tells of an error as the command's format has it, and returns the exit code.
int report_error(const Command& command, const Error& error);

}  // namespace plumbline
