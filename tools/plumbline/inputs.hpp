#pragma once
// What a command reads, and flags that nothing it reads has a use for.
#include <string>
#include <vector>

#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// Every file and directory that is read: none of them may be written over.
std::vector<std::string> files_read(const Command& command);

/// A flag that would be ignored is worse than one that is refused. Throws Error(usage) for --set
/// without migrations and for --startup where nothing is started.
void refuse_idle_flags(const Command& command);

}  // namespace plumbline
