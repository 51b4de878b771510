#include <algorithm>

#include "model/deploy.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/next_step.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

const MigrationStatus* last_pending(const Report& report) {
  const MigrationStatus* last = nullptr;
  for (const MigrationStatus& migration : report.migrations) {
    if (migration.state == MigrationState::pending) last = &migration;
  }
  return last;
}

/// A file that expects the end of the migrations runs before them.
bool runs_in_wrong_order(const Report& report) {
  return std::ranges::find(report.findings, "startup-order", &Finding::rule) !=
         report.findings.end();
}

std::vector<NextStep> reach_target(const Command& command) {
  if (command.to.empty()) return {};
  const bool records = !command.migrations.empty();
  return {{records ? "to reach the declared schema, and record what that makes of the migrations"
                   : "to reach the declared schema",
           repair_words(command) + " --to " + shell_word(command.to)}};
}

NextStep look_at_migrations(const Command& command) {
  return {"to see what is unsafe in the migrations, and how they would be safe",
          "plumbline lint " + shell_word(command.migrations), false};
}

std::vector<NextStep> steps_on_failure(const Report& report, const Command& command) {
  const MigrationStatus* const last = last_pending(report);
  if (last != nullptr && runs_in_wrong_order(report)) {
    return {{"to run the pending migrations first",
             repair_words(command) + " --finish --through " + shell_word(last->id)}};
  }
  std::vector<NextStep> steps = reach_target(command);
  if (!command.migrations.empty()) steps.push_back(look_at_migrations(command));
  return steps;
}

/// The rule whose finding stands where the rows go: what an ignore comment has to name.
std::string rule_at(const Report& report, const StatementPlace& place) {
  const auto found = std::ranges::find_if(report.findings, [&](const Finding& finding) {
    return !place.file.empty() && finding.file == place.file && finding.line == place.line;
  });
  return found == report.findings.end() ? "" : found->rule;
}

std::string allow_flag(const Report& report, const std::set<Hazard>& allowed) {
  std::set<Hazard> hazards = allowed;
  for (const Loss& loss : report.forecast->losses) {
    if (stops_deploy(loss, allowed)) hazards.insert(hazard_of(loss.cause));
  }
  std::string words;
  for (const Hazard hazard : hazards) words += (words.empty() ? "" : ",") + to_string(hazard);
  return " --allow " + words;
}

std::vector<NextStep> steps_on_losses(const Report& report, const Command& command) {
  // Accepted, it is decided already.
  const auto is_about_losses = [](const Finding& finding) {
    return finding.rule == "deploy-loses-rows";
  };
  const bool accepted =
      std::ranges::any_of(report.accepted, is_about_losses, &AcceptedFinding::finding) &&
      std::ranges::none_of(report.findings, is_about_losses);
  if (report.forecast->losses.empty() || accepted) return {};
  std::vector<NextStep> steps = {{"where all of that may be lost",
                                  check_words(command) + allow_flag(report, command.options.allow),
                                  false}};
  const Loss& worst = *gravest_first(report.forecast->losses).front();
  const std::string rule = rule_at(report, worst.place);
  if (rule.empty()) return steps;
  steps.push_back({"where this statement alone may lose them, this line above " +
                       file_and_line(worst.place.file, worst.place.line),
                   "-- plumbline: ignore " + rule + " WHY", false});
  return steps;
}

}  // namespace

std::vector<NextStep> next_steps_of_check(const Report& report, const Command& command) {
  std::vector<NextStep> steps = next_steps(report, repair_words(command));
  if (!steps.empty() || !report.forecast) return steps;
  switch (report.forecast->outcome) {
    case ForecastOutcome::fails:
      return steps_on_failure(report, command);
    case ForecastOutcome::drifts:
      return reach_target(command);
    case ForecastOutcome::loses_rows:
      return steps_on_losses(report, command);
    case ForecastOutcome::not_run:
    case ForecastOutcome::nothing_to_run:
    case ForecastOutcome::succeeds:
      break;
  }
  return {};
}

}  // namespace plumbline
