#include "tools/plumbline/json_audit.hpp"
#include "tools/plumbline/json_forecast.hpp"
#include "tools/plumbline/json_values.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/version.hpp"

namespace plumbline {

namespace {

Json json_of(const Finding& finding) {
  Json json = {{"rule", finding.rule},
               {"severity", to_string(finding.severity)},
               {"object", json_of(finding.object)}};
  if (!finding.file.empty()) json["file"] = finding.file;
  if (finding.line > 0) json["line"] = finding.line;
  json["message"] = finding.message;
  json["remedy"] = finding.remedy;
  return json;
}

Json json_of(const AcceptedFinding& accepted) {
  Json json = json_of(accepted.finding);
  json["by"] = accepted.by;
  json["reason"] = accepted.reason;
  return json;
}

Json json_of(const StatementStatus& statement) {
  return {{"statement", statement.statement},
          {"line", statement.line > 0 ? Json(statement.line) : Json()},
          {"verdict", to_string(statement.verdict)},
          {"evidence", statement.evidence}};
}

Json json_of(const MigrationStatus& migration) {
  Json flags = Json::array();
  for (const MigrationFlag flag : migration.flags) flags.push_back(to_string(flag));
  Json verdicts = Json::array();
  for (const StatementStatus& statement : migration.verdicts) {
    verdicts.push_back(json_of(statement));
  }
  return {{"id", migration.id},
          {"file", migration.file.empty() ? Json() : Json(migration.file)},
          {"recorded", migration.recorded},
          {"state", to_string(migration.state)},
          {"flags", std::move(flags)},
          {"statements", {{"total", migration.statements}, {"applied", migration.applied}}},
          {"verdicts", std::move(verdicts)}};
}

Json json_of(const LogFacts& log) {
  return {{"runner", log.runner}, {"table", log.table}, {"recorded", log.recorded}};
}

Json json_of(const Cut& cut) {
  return {{"migration", cut.migration}, {"after_statement", cut.after_statement}};
}

template <class Value>
Json json_list(const std::vector<Value>& values) {
  Json list = Json::array();
  for (const Value& value : values) list.push_back(json_of(value));
  return list;
}

}  // namespace

std::string render_report_json(const Report& report) {
  Json json = {{"format", "plumbline.report/1"},
               {"plumbline", program_version},
               {"from", report.from},
               {"to", report.to},
               {"database", json_of(report.database)},
               {"verdict", verdict_word(report)},
               {"logs", json_list(report.logs)},
               {"migrations", json_list(report.migrations)},
               {"cuts", json_list(report.cuts)},
               {"forecast", json_of(report.forecast)},
               {"changes", json_list(report.changes)},
               {"findings", json_list(report.findings)},
               {"accepted", json_list(report.accepted)},
               {"rewrites", json_list(report.rewrites)},
               {"notes", report.notes}};
  if (report.audit) json["audit"] = json_of(report.audit);
  return to_text(json);
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
