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

/// The same of `plumbline check`, with its target and what runs at the start.
std::string check_words(const Command& command);

struct NextStep {
  std::string why;
  std::string command;
  bool repairs = true;  ///< `plumbline repair`; else it only looks
};

/// The commands that mend what `status` found, each of which only prints; none where nothing is to
/// be mended.
std::vector<NextStep> next_steps(const Report& report, const std::string& repair_words);

/// The same for what `check` foretells: what is half-done comes first, for the forecast is one of
/// that state.
std::vector<NextStep> next_steps_of_check(const Report& report, const Command& command);

}  // namespace plumbline
