#pragma once
// A bar on standard error while something takes long.
#include <chrono>
#include <mutex>
#include <string>
#include <thread>

#include "analyzer/progress.hpp"

namespace plumbline {

/// One line, drawn over itself, on a terminal only; nothing in the first second, and nothing left
/// of it when it goes. A thread of its own draws it: what is waited for may be one long statement.
class ProgressBar {
 public:
  explicit ProgressBar(bool terminal);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  void show(const Progress& progress);

 private:
  void draw_until(const std::stop_token& stop);

  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  Progress progress_;
  bool anything_ = false;  ///< to show
  std::jthread drawer_;    ///< the last: it uses what is above
};

/// "[#####     ] 3/6 backing up, 4 s, about 4 s left"; without a bar where the total is not known,
/// without an estimate before there is something to make it from.
std::string bar_line(const Progress& progress, std::int64_t seconds);

}  // namespace plumbline
