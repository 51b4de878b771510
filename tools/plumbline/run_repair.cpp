#include "tools/plumbline/run_repair.hpp"

#include <optional>
#include <variant>

#include "analyzer/analyze.hpp"
#include "analyzer/declare/utf8.hpp"
#include "tools/plumbline/apply_words.hpp"
#include "tools/plumbline/exit_codes.hpp"
#include "tools/plumbline/output.hpp"
#include "tools/plumbline/progress_bar.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

Style error_style() { return colours_on_error() ? coloured_style() : plain_style(); }

/// JSON holds UTF-8 and nothing else: with other bytes in it the statements would not be the proven
/// ones.
void refuse_json_of_other_bytes(const Command& command, const Plan& plan) {
  if (command.format != Format::json) return;
  for (const Statement& statement : plan.statements) {
    if (!first_invalid_utf8(statement.sql)) continue;
    throw Error(
        Error::Kind::unsupported, {command.sources.front(), 0, 0},
        "the script holds text that is not UTF-8, which JSON cannot carry; use --format sql");
  }
}

int tell_refused(const Refused& refused) {
  write_error(render_refused(refused, error_style()));
  return exit_code::refused;
}

Applied apply_and_tell(const std::string& database, const Plan& plan) {
  write_error(render_cost(database, plan, cost_of_applying(database, plan)));
  Applied applied;
  {
    ProgressBar bar(error_is_terminal());
    applied = apply(database, plan, [&](const Progress& progress) { bar.show(progress); });
  }
  // Told before the script is written: should that fail, this has still happened.
  if (applied.refusals.empty()) write_error(render_applied(database, applied));
  return applied;
}

int deliver_plan(const Command& command, const Plan& plan) {
  refuse_json_of_other_bytes(command, plan);
  std::optional<Applied> applied;
  if (command.apply && !plan.statements.empty()) {
    applied = apply_and_tell(command.sources.front(), plan);
    if (!applied->refusals.empty()) return tell_refused({applied->refusals});
  }
  if (plan.statements.empty()) write_error("nothing to do\n");
  write_output(command.output, command.format == Format::json ? render_plan_json(plan, applied)
                                                              : render_plan_sql(plan));
  return exit_code::nothing_to_report;
}

RepairRequest request_of(const Command& command) {
  const bool unstated = command.mode == RepairMode::unstated;
  return {unstated ? RepairMode::finish : command.mode,
          command.migrations,
          command.log,
          command.through,
          command.to,
          command.resume_at};
}

Repair ask_repair(const Command& command) {
  const std::string& database = command.sources.front();
  if (command.migrations.empty()) return repair(database, command.to, command.options);
  return repair(database, request_of(command), command.options);
}

}  // namespace

int run_repair(const Command& command, const Policy& policy) {
  Repair answer = ask_repair(command);
  answer.report = apply_policy(std::move(answer.report), policy);
  tell_notes(answer.report.notes);
  if (!command.migrations.empty()) {
    write_error("status: " + visible(headline_of(answer.report)) + "\n");
  }
  write_error(render_findings(answer.report.findings, error_style()));
  if (const Plan* plan = std::get_if<Plan>(&answer.planning)) return deliver_plan(command, *plan);
  return tell_refused(std::get<Refused>(answer.planning));
}

}  // namespace plumbline
