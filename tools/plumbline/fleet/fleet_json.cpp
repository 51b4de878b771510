#include "tools/plumbline/fleet/fleet_json.hpp"

#include <algorithm>
#include <array>

#include "analyzer/declare/utf8.hpp"
#include "analyzer/digest.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

constexpr std::array<std::pair<FleetGravity, const char*>, 4> gravities = {
    {{FleetGravity::settled, "settled"},
     {FleetGravity::note, "note"},
     {FleetGravity::warning, "warning"},
     {FleetGravity::error, "error"}}};

constexpr std::array<ObjectType, 6> object_types = {ObjectType::database, ObjectType::table,
                                                    ObjectType::column,   ObjectType::index,
                                                    ObjectType::view,     ObjectType::trigger};

FleetGravity gravity_named(const std::string& word) {
  for (const auto& [gravity, name] : gravities) {
    if (word == name) return gravity;
  }
  return FleetGravity::error;
}

ObjectType type_named(const std::string& word) {
  const auto found =
      std::ranges::find_if(object_types, [&](ObjectType type) { return to_string(type) == word; });
  return found == object_types.end() ? ObjectType::database : *found;
}

Severity severity_named(const std::string& word) {
  if (word == to_string(Severity::error)) return Severity::error;
  return word == to_string(Severity::warning) ? Severity::warning : Severity::note;
}

Json json_of(const Finding& finding) {
  Json json = {{"rule", finding.rule},
               {"severity", to_string(finding.severity)},
               {"object", json_of(finding.object)}};
  if (!finding.file.empty()) json["file"] = valid_utf8(finding.file);
  if (finding.line > 0) json["line"] = finding.line;
  json["message"] = valid_utf8(finding.message);
  json["remedy"] = valid_utf8(finding.remedy);
  return json;
}

Finding finding_of(const Json& json) {
  const Json& object = json.at("object");
  const std::string name = object.at("name");
  ObjectRef about{type_named(object.at("type")), Identifier(name),
                  Identifier(object.value("table", std::string()))};
  if (about.type == ObjectType::table) about.table = about.name;
  return {json.at("rule"),       severity_named(json.at("severity")),
          std::move(about),      json.value("file", std::string()),
          json.value("line", 0), json.at("message"),
          json.at("remedy")};
}

Json json_of(const FleetRepair& repair) {
  return {{"name", repair.name},
          {"script", repair.script.empty() ? Json() : json_of_bytes(repair.script)},
          {"refused", repair.refusals}};
}

FleetRepair repair_of(const Json& json) {
  FleetRepair repair{json.at("name"), "", json.at("refused")};
  if (!json.at("script").is_null()) repair.script = bytes_of_json(json.at("script"));
  return repair;
}

int digit_of(char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; }

std::string bytes_of_hex(const std::string& digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(digit_of(digits[i]) * 16 + digit_of(digits[i + 1]));
  }
  return bytes;
}

}  // namespace

std::string to_string(FleetGravity gravity) {
  return gravities.at(static_cast<std::size_t>(gravity)).second;
}

std::string on_one_line(const std::string& json) {
  return Json::parse(json).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of_bytes(const std::string& bytes) {
  if (!first_invalid_utf8(bytes)) return bytes;
  return {{"hex", hex_of(bytes)}};
}

std::string bytes_of_json(const Json& json) {
  return json.is_string() ? json.get<std::string>() : bytes_of_hex(json.at("hex"));
}

Json findings_json(const FleetAnswer& answer) {
  Json list = Json::array();
  for (const Finding& finding : answer.findings) list.push_back(json_of(finding));
  return list;
}

Json steps_json(const FleetAnswer& answer) {
  Json list = Json::array();
  for (const NextStep& step : answer.steps) {
    list.push_back({{"why", valid_utf8(step.why)},
                    {"command", valid_utf8(step.command)},
                    {"repairs", step.repairs}});
  }
  return list;
}

Json json_of(const FleetAnswer& answer) {
  Json json = {{"id", answer.id},
               {"state", answer.state},
               {"schema", answer.schema},
               {"of", json_of_bytes(answer.of)},
               {"each", answer.each},
               {"tried", answer.tried},
               {"complete", answer.complete},
               {"gravity", to_string(answer.gravity)},
               {"label", valid_utf8(answer.label)},
               {"headline", valid_utf8(answer.headline)},
               {"findings", findings_json(answer)},
               {"next", steps_json(answer)},
               {"repair", answer.repair ? json_of(*answer.repair) : Json()},
               {"report", answer.report.empty() ? Json() : Json::parse(answer.report)}};
  return json;
}

FleetAnswer answer_of_json(const Json& json) {
  FleetAnswer answer;
  answer.id = json.at("id");
  answer.state = json.at("state");
  answer.schema = json.at("schema");
  answer.of = bytes_of_json(json.at("of"));
  answer.each = json.at("each");
  answer.tried = json.at("tried");
  answer.complete = json.at("complete");
  answer.gravity = gravity_named(json.at("gravity"));
  answer.label = json.at("label");
  answer.headline = json.at("headline");
  for (const Json& finding : json.at("findings")) answer.findings.push_back(finding_of(finding));
  for (const Json& step : json.at("next")) {
    answer.steps.push_back({step.at("why"), step.at("command"), step.at("repairs")});
  }
  if (!json.at("repair").is_null()) answer.repair = repair_of(json.at("repair"));
  if (!json.at("report").is_null()) answer.report = json.at("report").dump();
  return answer;
}

}  // namespace plumbline
