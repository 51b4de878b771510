#include "tools/plumbline/json_values.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/version.hpp"

namespace plumbline {

namespace {

Json json_of_change(const Change& change) {
  return {{"kind", kind_of(change)},
          {"object", json_of(object_of(change))},
          {"class", to_string(change.severity)},
          {"detail", describe(change)}};
}

Json json_of_finding(const Finding& finding) {
  Json json = {{"rule", finding.rule},
               {"severity", to_string(finding.severity)},
               {"object", json_of(finding.object)}};
  if (!finding.file.empty()) json["file"] = finding.file;
  if (finding.line > 0) json["line"] = finding.line;
  json["message"] = finding.message;
  json["remedy"] = finding.remedy;
  return json;
}

}  // namespace

std::string render_report_json(const Report& report) {
  Json changes = Json::array();
  for (const Change& change : report.changes) changes.push_back(json_of_change(change));
  Json findings = Json::array();
  for (const Finding& finding : report.findings) findings.push_back(json_of_finding(finding));
  return to_text({{"format", "plumbline.report/1"},
                  {"plumbline", program_version},
                  {"from", report.from},
                  {"to", report.to},
                  {"database", json_of(report.database)},
                  {"verdict", report.verdict == Verdict::clean ? "clean" : "findings"},
                  {"logs", Json::array()},
                  {"migrations", Json::array()},
                  {"cuts", Json::array()},
                  {"forecast", {{"outcome", "not-run"}}},
                  {"changes", std::move(changes)},
                  {"findings", std::move(findings)},
                  {"notes", report.notes}});
}

std::string render_error_json(const Error& error, const std::string& format) {
  return to_text({{"format", format},
                  {"plumbline", program_version},
                  {"verdict", "error"},
                  {"error",
                   {{"kind", to_string(error.kind())},
                    {"where", to_string(error.where())},
                    {"what", error.message()}}}});
}

}  // namespace plumbline
