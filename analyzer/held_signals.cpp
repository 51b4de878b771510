#include "analyzer/held_signals.hpp"

namespace plumbline {

namespace {

constexpr int ending_signals[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGPIPE, SIGTERM,
                                  SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2};

/// One that is ignored (nohup) would wait, too, and yet never end the program.
bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

HeldSignals::HeldSignals() {
  sigemptyset(&held_);
  for (const int signal : ending_signals) {
    if (!is_ignored(signal)) sigaddset(&held_, signal);
  }
  pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

HeldSignals::~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

bool HeldSignals::any_waits() const {
  sigset_t waiting{};
  sigpending(&waiting);
  for (const int signal : ending_signals) {
    // One that was held before us is not ours to obey.
    const bool held_here = sigismember(&held_, signal) == 1 && sigismember(&before_, signal) == 0;
    if (held_here && sigismember(&waiting, signal) == 1) return true;
  }
  return false;
}

}  // namespace plumbline
