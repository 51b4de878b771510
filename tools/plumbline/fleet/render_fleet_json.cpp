#include "tools/plumbline/fleet/fleet_json.hpp"
#include "tools/plumbline/fleet/fleet_words.hpp"
#include "tools/plumbline/fleet/render_fleet.hpp"
#include "tools/plumbline/version.hpp"

namespace plumbline {

namespace {

Json repair_json(const FleetAnswer& answer) {
  if (!answer.repair) return {};
  const bool refused = answer.repair->script.empty();
  return {{"script", refused ? Json() : Json(answer.repair->name + ".sql")},
          {"files", refused ? Json() : Json(answer.repair->name + ".files")},
          {"refused", answer.repair->refusals}};
}

Json json_of(const FleetGroup& group) {
  const FleetAnswer& answer = *group.answer;
  Json files = Json::array();
  for (const FleetFile* file : group.files) files.push_back(json_of_bytes(file->path));
  return {{"label", answer.label},
          {"gravity", to_string(answer.gravity)},
          {"count", group.files.size()},
          {"asked", answer.each ? "each" : "first"},
          {"next_start_tried_on_rows_of_first", answer.tried && !answer.each},
          {"complete", answer.complete},
          {"schema", answer.schema},
          {"state", answer.state},
          {"headline", answer.headline},
          {"findings", findings_json(answer)},
          {"next", steps_json(answer)},
          {"repair", repair_json(answer)},
          {"of", json_of_bytes(answer.of)},
          {"report", answer.report.empty() ? Json() : Json::parse(answer.report)},
          {"files", std::move(files)}};
}

bool is_clean(const Fleet& fleet) {
  for (const FleetGroup& group : groups_of(fleet)) {
    if (group.answer->gravity > FleetGravity::note) return false;
  }
  return true;
}

}  // namespace

std::string render_fleet_json(const Fleet& fleet) {
  Json states = Json::array();
  for (const FleetGroup& group : groups_of(fleet)) states.push_back(json_of(group));
  Json failed = Json::array();
  for (const FleetFile* file : not_answered(fleet)) {
    failed.push_back({{"file", json_of_bytes(file->path)}, {"error", file->error}});
  }
  return to_text({{"format", "plumbline.fleet/1"},
                  {"plumbline", program_version},
                  {"verdict", is_clean(fleet) ? "clean" : "findings"},
                  {"databases", fleet.files.size()},
                  {"complete", fleet.complete},
                  {"left", fleet.left},
                  {"why", fleet.why},
                  {"headline", headline_of(fleet)},
                  {"states", std::move(states)},
                  {"not_answered", std::move(failed)},
                  {"asked", what_was_asked(fleet)},
                  {"notes", notes_of(fleet)}});
}

}  // namespace plumbline
