#include "tools/plumbline/fleet/answer_of_report.hpp"

#include <algorithm>

#include "tools/plumbline/finding_identity.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// Fields one behind another, so that no two lists of them read the same.
class Gist {
 public:
  Gist& add(const std::string& field) {
    text_ += std::to_string(field.size()) + ":" + field + ";";
    return *this;
  }
  Gist& add(std::int64_t number) { return add(std::to_string(number)); }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

void add_migrations(Gist& gist, const Report& report) {
  for (const MigrationStatus& one : report.migrations) {
    gist.add(one.id).add(to_string(one.state)).add(one.recorded ? 1 : 0).add(one.applied);
    for (const MigrationFlag flag : one.flags) gist.add(to_string(flag));
  }
  for (const Cut& cut : report.cuts) gist.add("cut " + cut.migration).add(cut.after_statement);
}

void add_place(Gist& gist, const StatementPlace& place) {
  gist.add(place.step).add(place.file).add(place.statement);
}

void add_forecast(Gist& gist, const Report& report) {
  if (!report.forecast) return;
  const Forecast& forecast = *report.forecast;
  gist.add(to_string(forecast.outcome));
  if (forecast.failure) {
    add_place(gist, forecast.failure->place);
    gist.add(forecast.failure->message);
  }
  for (const Loss& loss : forecast.losses) {
    add_place(gist, loss.place);
    gist.add(loss.table.text()).add(to_string(loss.cause));
  }
}

void add_finding(Gist& gist, const Finding& finding) {
  gist.add(finding.rule).add(to_string(finding.severity)).add(full_name_of(finding.object));
  gist.add(finding.file).add(finding.line).add(gist_of(finding.message));
}

void add_checks(Gist& gist, const Report& report) {
  if (!report.audit) return;
  for (const DataCheck& check : report.audit->checks) {
    gist.add(check.what).add(full_name_of(check.object)).add(to_string(check.outcome));
  }
  for (const std::string& part : report.audit->not_finished) gist.add(part);
}

bool is_applied(const MigrationStatus& migration) {
  return migration.state == MigrationState::applied;
}

std::string label_of_unsettled(const MigrationStatus& migration) {
  std::string state = to_string(migration.state);
  std::ranges::replace(state, '-', ' ');
  std::string label = state + " " + migration.id;
  if (migration.state == MigrationState::partial && migration.statements > 0) {
    label +=
        " (" + std::to_string(migration.applied) + "/" + std::to_string(migration.statements) + ")";
  }
  return label;
}

std::string label_of_forecast(const Forecast& forecast) {
  const std::string where = forecast.failure
                                ? forecast.failure->place.step
                                : (forecast.steps.empty() ? "" : forecast.steps.back());
  const std::string at = where.empty() ? "" : " at " + where;
  switch (forecast.outcome) {
    case ForecastOutcome::fails:
      return "next start fails" + at;
    case ForecastOutcome::loses_rows:
      return "next start loses rows" + at;
    case ForecastOutcome::drifts:
      return "drifted";
    default:
      return "";
  }
}

std::string place_of(const Report& report, const std::string& last_record,
                     const std::string& schema) {
  if (report.migrations.empty()) {
    constexpr std::size_t digits = 8;
    return "at " + (last_record.empty() ? "schema " + schema.substr(0, digits) : last_record);
  }
  const auto last = std::find_if(report.migrations.rbegin(), report.migrations.rend(), is_applied);
  return last == report.migrations.rend() ? "before the first migration" : "at " + last->id;
}

/// "partial 0042_add (2/4)" → "partial-0042_add-2-of-4"
std::string file_name_of(const std::string& label) {
  std::string name;
  for (const char c : label) {
    const char lower = ascii_lower(c);
    const bool plain = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (c == '/') {
      name += "-of-";
    } else if (plain) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (name.ends_with('-')) name.pop_back();
  constexpr std::size_t longest = 100;
  return name.substr(0, longest);
}

}  // namespace

std::string gist_of(const Report& report) {
  Gist gist;
  add_migrations(gist, report);
  add_forecast(gist, report);
  for (const Change& change : report.changes) gist.add(kind_of(change)).add(describe(change));
  for (const Finding& finding : report.findings) add_finding(gist, finding);
  for (const AcceptedFinding& one : report.accepted) add_finding(gist, one.finding);
  add_checks(gist, report);
  return std::move(gist).text();
}

std::string gist_of(const Planning& planning) {
  Gist gist;
  if (const Plan* plan = std::get_if<Plan>(&planning)) {
    gist.add("plan");
    for (const Statement& statement : plan->statements) gist.add(statement.sql);
    return std::move(gist).text();
  }
  for (const Refusal& refusal : std::get<Refused>(planning).refusals) {
    gist.add(full_name_of(refusal.object)).add(gist_of(refusal.reason));
  }
  return std::move(gist).text();
}

bool depends_on_rows(const Report& report) {
  if (report.rows_decide || !unsettled(report).empty() || report.audit) return true;
  if (!report.forecast) return false;
  using enum ForecastOutcome;
  const ForecastOutcome outcome = report.forecast->outcome;
  return outcome == fails || outcome == loses_rows ||
         (outcome == drifts && !report.forecast->steps.empty());
}

FleetGravity gravity_of(const Report& report) {
  if (!unsettled(report).empty()) return FleetGravity::error;
  FleetGravity worst = any_drift(report.changes) ? FleetGravity::warning : FleetGravity::settled;
  for (const Finding& finding : report.findings) {
    const FleetGravity gravity = finding.severity == Severity::error     ? FleetGravity::error
                                 : finding.severity == Severity::warning ? FleetGravity::warning
                                                                         : FleetGravity::note;
    worst = std::max(worst, gravity);
  }
  return worst;
}

std::string label_of(const Report& report, const std::string& last_record,
                     const std::string& schema) {
  const auto open = unsettled(report);
  if (!open.empty()) return label_of_unsettled(*open.front());
  const std::string foretold = report.forecast ? label_of_forecast(*report.forecast) : "";
  if (!foretold.empty()) return foretold;
  const std::string findings = count_of(report.findings);
  return place_of(report, last_record, schema) + (findings.empty() ? "" : ", " + findings);
}

std::string name_of_script(const std::string& label, const std::string& id) {
  constexpr std::size_t digits = 6;
  return file_name_of(label) + "-" + id.substr(0, digits);
}

FleetRepair repair_of(const Planning& planning, const std::string& label) {
  FleetRepair repair{label, "", {}};
  if (const Plan* plan = std::get_if<Plan>(&planning)) {
    repair.script = render_plan_sql(*plan);
    return repair;
  }
  for (const Refusal& refusal : std::get<Refused>(planning).refusals) {
    std::string line = about(refusal.object) + refusal.reason;
    if (!refusal.remedy.empty()) line += " → " + refusal.remedy;
    if (refusal.allow) line += " (--allow " + to_string(refusal.allow->hazard) + ")";
    repair.refusals.push_back(line);
  }
  return repair;
}

}  // namespace plumbline
