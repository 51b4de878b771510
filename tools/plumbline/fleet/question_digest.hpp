#pragma once
// What was asked of a fleet, in 64 digits.
#include <string>

#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// Equal where the same would be asked of the same database: the contents of the migrations, the
/// target, the start-up files and the baseline, wherever they lie, and the options. Throws
/// Error(unreadable) where one of them cannot be read.
std::string digest_of_question(const Command& command);

}  // namespace plumbline
