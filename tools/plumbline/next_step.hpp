#pragma once
// What to type after an answer: the same sources and flags, in words that a shell takes as they
// are.
#include <string>
#include <vector>

#include "model/report.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// `word` for a POSIX shell: bare where that is safe, else in quotes; what a terminal would obey is
/// spelled out as $'…' has it.
std::string shell_word(const std::string& word);

/// The words of `plumbline repair` for the database, the migrations and the log of `command`.
std::string repair_words(const Command& command);

struct NextStep {
  std::string why;
  std::string command;
};

/// The commands that mend what `status` found, each of which only prints; none where nothing is to
/// be mended.
std::vector<NextStep> next_steps(const Report& report, const std::string& repair_words);

}  // namespace plumbline
