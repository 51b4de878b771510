#include "tools/plumbline/progress_bar.hpp"

#include <algorithm>

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
  return bar + visible(progress.doing) + ", " + std::to_string(seconds) + " s";
}

void ProgressBar::show(const Progress& progress) {
  const Clock::time_point now = Clock::now();
  if (!terminal_ || now < next_) return;
  constexpr auto between_looks = std::chrono::milliseconds(100);
  next_ = now + between_looks;
  drawn_ = true;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - start_).count();
  write_error(erase_line + bar_line(progress, seconds));
}

ProgressBar::~ProgressBar() {
  if (drawn_) write_error(erase_line);
}

}  // namespace plumbline
