#include "tools/plumbline/json_values.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/version.hpp"

namespace plumbline {

namespace {

Json json_of(const std::vector<HazardNote>& notes) {
  Json list = Json::array();
  for (const HazardNote& note : notes) {
    Json entry = {{"hazard", to_string(note.hazard)}, {"table", note.table.text()}};
    if (note.column) entry["column"] = note.column->text();
    entry["rows"] = note.rows;
    list.push_back(std::move(entry));
  }
  return list;
}

Json json_of(const std::vector<Statement>& statements) {
  Json list = Json::array();
  for (const Statement& statement : statements) {
    list.push_back(
        {{"sql", statement.sql}, {"why", statement.why}, {"hazards", json_of(statement.hazards)}});
  }
  return list;
}

}  // namespace

std::string render_plan_json(const Plan& plan, const std::optional<Applied>& applied) {
  Json json = {
      {"format", "plumbline.plan/1"},
      {"plumbline", program_version},
      {"starts_from", plan.starts_from},
      {"ends_at", plan.ends_at},
      {"verified", {{"rows", plan.proven_on}}},
      {"cost",
       {{"rows_rewritten", plan.cost.rows_rewritten}, {"bytes_needed", plan.cost.bytes_needed}}},
      {"hazards", json_of(plan.hazards)},
      {"statements", json_of(plan.statements)}};
  if (applied) {
    json["applied"] = {{"statements", applied->statements},
                       {"backup", applied->backup.string()},
                       {"notes", applied->notes}};
  }
  return to_text(json);
}

}  // namespace plumbline
