#pragma once
// Another program that turns its standard input into its standard output.
#include <chrono>
#include <string>
#include <vector>

namespace plumbline {

struct Filtered {
  std::string output;
  std::string why_not;  ///< where it could not be started, failed or took too long; else empty
};

/// Runs `command[0]`, looked up in PATH, with the other words as its arguments; no shell is
/// between, and what it writes to standard error is not kept. Never throws.
Filtered run_filter(const std::vector<std::string>& command, const std::string& input,
                    std::chrono::milliseconds limit);

}  // namespace plumbline
