#pragma once
// How far a long run has come, for whoever waits for it.
#include <cstdint>
#include <functional>
#include <string>

namespace plumbline {

struct Progress {
  std::string doing;  ///< "backing up", "statement 3 of 31"
  std::int64_t done = 0;
  std::int64_t total = 0;  ///< 0: not known
};

/// Called often, from the thread that does the work; may be empty.
using OnProgress = std::function<void(const Progress&)>;

}  // namespace plumbline
