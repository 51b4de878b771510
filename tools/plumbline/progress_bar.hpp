#pragma once
// A bar on standard error while something takes long.
#include <chrono>
#include <string>

#include "analyzer/progress.hpp"

namespace plumbline {

/// One line, drawn over itself, on a terminal only; nothing in the first second, and nothing left
/// of it when it goes.
class ProgressBar {
 public:
  explicit ProgressBar(bool terminal) : terminal_(terminal) {}
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  void show(const Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;

  bool terminal_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_ + std::chrono::seconds(1);
};

/// "[#####     ] 3/6 backing up, 4 s"; without a bar where the total is not known.
std::string bar_line(const Progress& progress, std::int64_t seconds);

}  // namespace plumbline
