#pragma once
// What a report means for a build that reads only the exit code.
#include "model/report.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// 2 on drift, whatever --fail-on says, and on a finding that reaches it.
int exit_code_of_diff(const Report& report, FailOn fail_on);

/// 2 where a migration is neither applied nor pending, on drift, and on a finding that reaches
/// --fail-on; always 0 under --fail-on never.
int exit_code_of_status(const Report& report, FailOn fail_on);

/// 2 on a finding that reaches --fail-on: each thing that should stop a deploy is one.
int exit_code_of_check(const Report& report, FailOn fail_on);

/// That of `check`; 1 where no finding reaches --fail-on and not all that was asked has an answer.
int exit_code_of_audit(const Report& report, FailOn fail_on);

}  // namespace plumbline
