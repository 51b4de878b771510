#pragma once
// One database of a fleet, asked in full.
#include <string>

#include "analyzer/fleet/database_state.hpp"
#include "tools/plumbline/command_line.hpp"
#include "tools/plumbline/fleet/fleet.hpp"
#include "tools/plumbline/policy.hpp"

namespace plumbline {

/// What is asked of every database; nothing in it changes while threads ask.
struct FleetQuestion {
  const Command& command;
  const Policy& policy;
  bool keeps_reports = false;  ///< the format shows the whole report of each state
};

struct AskedDatabase {
  FleetAnswer answer;
  bool holds_for_all = false;  ///< of its state: nothing depended on rows
};

/// Throws Error where there is no answer; also where the database is no longer in `state` behind
/// it: then it would be said of others that are.
AskedDatabase ask_database(const std::string& file, const DatabaseState& state,
                           const FleetQuestion& question, LogPlans& plans);

}  // namespace plumbline
