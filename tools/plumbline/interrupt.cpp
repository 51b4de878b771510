#include "tools/plumbline/interrupt.hpp"

#include <csignal>

namespace plumbline {

namespace {

std::atomic<bool> is_interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // so that a handler may set it

void note_interrupt(int) { is_interrupted = true; }

}  // namespace

void end_on_interrupt() {
  struct sigaction action = {};
  action.sa_handler = note_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

const std::atomic<bool>& interruption() { return is_interrupted; }

}  // namespace plumbline
