#pragma once
// Another program, run to its end.
#include <string>
#include <vector>

namespace plumbline {

struct CommandEnd {
  int exit_status = 0;
  int signal = 0;  ///< the signal that ended it; 0: it ended by itself
};

/// "ended with exit status 3", "was ended by signal 9".
std::string to_string(const CommandEnd& end);

/// Runs the program `command[0]`, looked up in PATH, with the other words as its arguments; no
/// shell is between. It has nothing on its standard input, and both of its outputs are our standard
/// error: standard output is for answers. `environment` ("NAME=VALUE") comes before what we have of
/// the same names. Throws Error(failed) where it cannot be started.
CommandEnd run_command(const std::vector<std::string>& command,
                       const std::vector<std::string>& environment = {});

}  // namespace plumbline
