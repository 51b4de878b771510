#pragma once
// A shell command that gets one word more, run to its end, and what it printed.
#include <optional>
#include <string>

#include "analyzer/history/recorded/run_command.hpp"
#include "model/deadline.hpp"

namespace plumbline {

struct ShellAnswer {
  std::string output;  ///< all of standard output
  std::string errors;  ///< the end of standard error
  CommandEnd end;
};

/// Runs `/bin/sh -c 'COMMAND "$1"' plumbline WORD`. It has nothing on its standard input and no
/// terminal, so what would ask for a password fails instead. What it leaves running behind it
/// (ssh with ControlPersist) is left alone. Throws Error(failed), named `name`, where it cannot be
/// started, prints more than an answer has, is not done at the deadline, or a signal is to end us:
/// then the command and all that it started are ended first.
ShellAnswer ask_shell(const std::string& command, const std::string& word, const std::string& name,
                      const std::optional<Deadline>& deadline);

}  // namespace plumbline
