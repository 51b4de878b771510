#pragma once
// Signals that would end the program, held back while something with a name of our own is on disk.
#include <csignal>

namespace plumbline {

/// From here to the end of the scope SIGINT, SIGTERM, SIGHUP and their like wait. What was removed
/// until then is gone when they end the program, and end it they do: by the signal, as its parent
/// expects. No handler runs, so nothing has to be safe inside one. Short work only, or work that
/// looks at any_waits(). Of one thread: that of the caller.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  /// Whether the program is to end: it is time to throw.
  bool any_waits() const;

 private:
  sigset_t held_{};
  sigset_t before_{};
};

}  // namespace plumbline
