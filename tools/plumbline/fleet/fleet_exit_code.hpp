#pragma once
#include "tools/plumbline/command_line.hpp"
#include "tools/plumbline/fleet/fleet.hpp"

namespace plumbline {

/// 2 where a state has findings that reach `fail_on`, else 1 where a database has no answer or some
/// are left, else 0.
int exit_code_of_fleet(const Fleet& fleet, FailOn fail_on);

}  // namespace plumbline
