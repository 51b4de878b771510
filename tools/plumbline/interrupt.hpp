#pragma once
// Ctrl-C as a wish to be told what is known by now.
#include <atomic>

namespace plumbline {

/// From now on the first SIGINT, SIGTERM or SIGHUP sets what interruption() returns, and the next
/// one ends the program as it always did.
void end_on_interrupt();

/// Lives as long as the program.
const std::atomic<bool>& interruption();

}  // namespace plumbline
