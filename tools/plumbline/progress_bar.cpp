#include "tools/plumbline/progress_bar.hpp"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <csignal>

#include "tools/plumbline/output.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

namespace {

constexpr const char* erase_line = "\r\x1b[K";  // ECMA-48: EL, to the end of the line

std::string drawn(std::int64_t done, std::int64_t total) {
  constexpr std::int64_t width = 30;
  const auto full =
      static_cast<std::size_t>(std::clamp(done * width / total, std::int64_t{0}, width));
  return "[" + std::string(full, '#') + std::string(static_cast<std::size_t>(width) - full, ' ') +
         "] " + std::to_string(done) + "/" + std::to_string(total) + " ";
}

}  // namespace

std::string bar_line(const Progress& progress, std::int64_t seconds) {
  const std::string bar = progress.total > 0 ? drawn(progress.done, progress.total) : "";
  std::string line = bar + visible(progress.doing) + ", " + std::to_string(seconds) + " s";
  constexpr std::int64_t soonest = 2;  // seconds: an estimate from less is a guess
  const bool known = progress.done > 0 && progress.done < progress.total && seconds >= soonest;
  if (!known) return line;
  const double each = static_cast<double>(seconds) / static_cast<double>(progress.done);
  const double left = each * static_cast<double>(progress.total - progress.done);
  return line + ", about " + std::to_string(std::llround(left)) + " s left";
}

ProgressBar::ProgressBar(bool terminal) {
  if (!terminal) return;
  // Signals are for the thread that does the work: it holds them back, or cleans up behind them.
  sigset_t all{};
  sigset_t before{};
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  drawer_ = std::jthread([this](const std::stop_token& stop) { draw_until(stop); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void ProgressBar::show(const Progress& progress) {
  const std::lock_guard lock(mutex_);
  progress_ = progress;
  anything_ = true;
}

void ProgressBar::draw_until(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  std::condition_variable_any stopped;
  const auto wait = [&](std::chrono::milliseconds time) {
    return stopped.wait_for(lock, stop, time, [] { return false; });
  };
  for (wait(std::chrono::seconds(1)); !stop.stop_requested();
       wait(std::chrono::milliseconds(100))) {
    if (!anything_) continue;
    const auto time = std::chrono::steady_clock::now() - start_;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    write_error(erase_line + bar_line(progress_, seconds));
    drawn_ = true;
  }
}

ProgressBar::~ProgressBar() {
  if (!drawer_.joinable()) return;
  drawer_.request_stop();
  drawer_.join();
  if (drawn_) write_error(erase_line);
}

}  // namespace plumbline
