#pragma once
// What must be true of a database that something happened to while it was repaired.
#include <string>
#include <vector>

#include "tests/fault_scenarios.hpp"

namespace plumbline {

/// Objects, rows and user_version: two databases of which this is equal are the same to the
/// application.
std::string contents_text(const std::string& database);

/// What the database of a scenario holds before and after its repair.
struct OldAndNew {
  std::string before, after;
};

/// What `apply` said.
struct Said {
  bool done = false;
  std::string message;  ///< of the error that it threw, or the reason why it refused
};
/// `apply`, on fault_database().
Said apply_and_say(const Plan& plan);

enum class FoundState { old_state, new_state, neither };

/// What is wrong, in sentences; empty where all is well:
/// - wholly as before or wholly as after, as whole as integrity_check can tell;
/// - as it was said to be;
/// - each backup beside it is whole and as before;
/// - a second repair and apply ends where the first should have.
struct AfterReboot {
  FoundState state = FoundState::neither;
  std::vector<std::string> wrong;
};
AfterReboot look_after_reboot(const FaultScenario& scenario, const OldAndNew& known,
                              const Said& said);

/// Files that a process which lives on must not leave beside the database.
std::vector<std::string> leftovers();

}  // namespace plumbline
