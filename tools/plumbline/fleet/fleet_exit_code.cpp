#include "tools/plumbline/fleet/fleet_exit_code.hpp"

#include "tools/plumbline/exit_codes.hpp"
#include "tools/plumbline/fleet/fleet_words.hpp"

namespace plumbline {

int exit_code_of_fleet(const Fleet& fleet, FailOn fail_on) {
  bool complete = fleet.complete && not_answered(fleet).empty();
  for (const FleetGroup& group : groups_of(fleet)) {
    Report report;
    report.findings = group.answer->findings;
    if (exit_code_of_check(report, fail_on) == exit_code::findings) return exit_code::findings;
    complete = complete && group.answer->complete;
  }
  return complete ? exit_code::nothing_to_report : exit_code::no_answer;
}

}  // namespace plumbline
