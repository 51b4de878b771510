#include "tools/plumbline/exit_codes.hpp"

#include <algorithm>

#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

bool reaches(const Finding& finding, FailOn fail_on) {
  switch (fail_on) {
    case FailOn::error:
      return finding.severity == Severity::error;
    case FailOn::warning:
      return finding.severity != Severity::note;
    case FailOn::never:
      return false;
  }
  return false;
}

bool any_reaches(const Report& report, FailOn fail_on) {
  return std::ranges::any_of(report.findings,
                             [&](const Finding& finding) { return reaches(finding, fail_on); });
}

}  // namespace

int exit_code_of_diff(const Report& report, FailOn fail_on) {
  const bool differs = any_drift(report.changes) || any_reaches(report, fail_on);
  return differs ? exit_code::findings : exit_code::nothing_to_report;
}

int exit_code_of_check(const Report& report, FailOn fail_on) {
  return any_reaches(report, fail_on) ? exit_code::findings : exit_code::nothing_to_report;
}

int exit_code_of_audit(const Report& report, FailOn fail_on) {
  const int code = exit_code_of_check(report, fail_on);
  const bool complete = !report.audit || is_complete(*report.audit);
  return code == exit_code::nothing_to_report && !complete ? exit_code::no_answer : code;
}

int exit_code_of_status(const Report& report, FailOn fail_on) {
  if (fail_on == FailOn::never) return exit_code::nothing_to_report;
  return unsettled(report).empty() ? exit_code_of_diff(report, fail_on) : exit_code::findings;
}

}  // namespace plumbline
