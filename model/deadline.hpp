#pragma once
// The time that one answer may take.
#include <algorithm>
#include <atomic>
#include <chrono>

namespace plumbline {

/// The end of so many seconds, which begin where it is made: one for all that an answer needs. What
/// still runs then is interrupted, and there is no answer.
struct Deadline {
  explicit Deadline(double for_seconds)
      : seconds(for_seconds),
        end(std::chrono::steady_clock::now() +
            std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                std::chrono::duration<double>(std::min(for_seconds, a_year)))) {}

  bool is_over() const { return was_ended() || std::chrono::steady_clock::now() > end; }
  /// Whether somebody has ended it before the time was up.
  bool was_ended() const { return ended != nullptr && *ended; }

  double seconds;  ///< as they were given
  std::chrono::steady_clock::time_point end;
  const std::atomic<bool>* ended = nullptr;  ///< set by whoever wants no more; may be null

 private:
  static constexpr double a_year = 365.0 * 24 * 3600;  // the clock cannot count much further
};

}  // namespace plumbline
