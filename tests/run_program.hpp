#pragma once
// The program itself, started as its user starts it.
#include <string>
#include <vector>

namespace plumbline {

struct ProgramAnswer {
  int exit_code = 0;
  std::string out, err;  ///< standard output and standard error
};

/// Runs the `plumbline` that lies beside the tests, in the current folder, with nothing on standard
/// input. Throws Error(failed) where it cannot be started or was ended by a signal.
ProgramAnswer run_program(const std::vector<std::string>& words);

/// "plumbline status app.db -d migrations", for messages.
std::string shown_command(const std::vector<std::string>& words);

}  // namespace plumbline
