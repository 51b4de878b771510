#include "tools/plumbline/fleet/ask_database.hpp"

#include <optional>

#include "analyzer/analyze.hpp"
#include "analyzer/sha256.hpp"
#include "tools/plumbline/fleet/answer_of_report.hpp"
#include "tools/plumbline/fleet/fleet_json.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/next_step.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

Report report_on(const std::string& file, const FleetQuestion& question) {
  const Command& command = question.command;
  const CheckRequest request{command.migrations, command.log, command.startup, command.to};
  Report report = command.data ? audit(file, {request, command.since}, command.options, {})
                               : check(file, request, command.options);
  return apply_policy(std::move(report), question.policy);
}

/// Which repair the state needs, if any: that of its migrations, or to the declared schema.
std::optional<RepairMode> repair_needed(const Report& report, const Command& command) {
  if (!command.migrations.empty() && !next_steps(report, "").empty()) return RepairMode::finish;
  if (command.to.empty() || !unsettled(report).empty() || !report.forecast) return std::nullopt;
  const bool drifts = report.forecast->outcome == ForecastOutcome::drifts;
  return drifts ? std::optional(RepairMode::to) : std::nullopt;
}

Planning plan_for(const std::string& file, RepairMode mode, const Command& command) {
  if (command.migrations.empty()) return repair(file, command.to, command.options).planning;
  const RepairRequest request{mode, command.migrations, command.log, "", command.to, std::nullopt};
  return repair(file, request, command.options).planning;
}

std::string headline_for(const Report& report) {
  return unsettled(report).empty() ? headline_of_check(report) : headline_of(report);
}

bool has_rows_tried(const Report& report) {
  return report.forecast && !report.forecast->steps.empty();
}

void require_state(const std::string& file, const DatabaseState& state, LogPlans& plans) {
  if (state_of(file, plans).key == state.key) return;
  throw Error(Error::Kind::unreadable, {file, 0, 0},
              "its schema or log was changed while it was asked; ask again");
}

std::string id_of(const std::string& state, const std::string& gist) {
  constexpr std::size_t digits = 12;
  return sha256_hex(state + "\n" + gist).substr(0, digits);
}

}  // namespace

AskedDatabase ask_database(const std::string& file, const DatabaseState& state,
                           const FleetQuestion& question, LogPlans& plans) {
  Command command = question.command;
  command.sources = {file};
  const Report report = report_on(file, question);
  AskedDatabase asked;
  FleetAnswer& answer = asked.answer;
  asked.holds_for_all = !depends_on_rows(report);
  std::string gist = gist_of(report);
  const std::string last = report.migrations.empty() ? last_record_of(file, plans) : "";
  answer.label = label_of(report, last, state.schema);
  const std::optional<RepairMode> mode =
      command.scripts.empty() ? std::nullopt : repair_needed(report, command);
  if (mode) {
    const Planning planning = plan_for(file, *mode, command);
    gist += gist_of(planning);
    answer.repair = repair_of(planning, answer.label);
    asked.holds_for_all = false;
  }
  require_state(file, state, plans);
  answer.id = id_of(state.key, gist);
  answer.state = state.key;
  answer.schema = state.schema;
  answer.of = file;
  answer.each = !asked.holds_for_all;
  answer.tried = has_rows_tried(report);
  answer.complete = !report.audit || is_complete(*report.audit);
  answer.gravity = gravity_of(report);
  answer.headline = headline_for(report);
  answer.findings = report.findings;
  answer.steps = next_steps_of_check(report, command);
  if (answer.repair) answer.repair->name = name_of_script(answer.label, answer.id);
  if (question.keeps_reports) answer.report = on_one_line(render_report_json(report));
  return asked;
}

}  // namespace plumbline
