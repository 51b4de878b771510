#include <set>

#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/json_values.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/version.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// A path as a relative reference: https://datatracker.ietf.org/doc/html/rfc3986#section-4.2
std::string uri_of(const std::string& path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view unreserved = "-._~/";
  std::string uri;
  for (const char c : path) {
    const char lower = ascii_lower(c);
    const bool alphanumeric = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
    if (alphanumeric || unreserved.find(c) != unreserved.npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    ((uri += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return uri;
}

Json location(const Json& logical, const std::string& file, int line) {
  Json physical = {{"artifactLocation", {{"uri", uri_of(file)}}}};
  if (line > 0) physical["region"] = {{"startLine", line}};
  return {{"physicalLocation", physical}, {"logicalLocations", Json::array({logical})}};
}

Json location(const ObjectRef& object, const std::string& file, int line) {
  const Json logical = {{"name", object.name.text()},
                        {"fullyQualifiedName", name_of(object)},
                        {"kind", to_string(object.type)}};
  return location(logical, file, line);
}

Json result(const std::string& rule, const std::string& level, const std::string& text,
            const Json& where) {
  return {{"ruleId", rule},
          {"level", level},
          {"message", {{"text", text}}},
          {"locations", Json::array({where})}};
}

Json result_of(const Change& change, const std::string& file) {
  const ObjectRef object = object_of(change);
  const bool drifts = change.severity == ChangeClass::drift;
  return result(kind_of(change), drifts ? "warning" : "note",
                name_of(object) + ": " + detail_of(change), location(object, file, 0));
}

Json result_of(const Finding& finding, const std::string& database) {
  std::string text = name_of(finding.object) + ": " + finding.message;
  if (!finding.remedy.empty()) text += " → " + finding.remedy;
  const std::string& file = finding.file.empty() ? database : finding.file;
  return result(finding.rule, to_string(finding.severity), text,
                location(finding.object, file, finding.line));
}

Json result_of(const MigrationStatus& migration, const Report& report) {
  const Json logical = {
      {"name", migration.id}, {"fullyQualifiedName", migration.id}, {"kind", "migration"}};
  const StatementStatus* const next = goes_on_at(migration, report.cuts);
  const std::string& file = migration.file.empty() ? report.database.path : migration.file;
  return result(to_string(migration.state), "error", sentence_on(migration, report.cuts),
                location(logical, file, next == nullptr ? 0 : next->line));
}

/// Of a diff the first source; of a database with its migrations, the database.
const std::string& subject_of(const Report& report) {
  return report.from.empty() ? report.database.path : report.from;
}

Json rules_of(const Report& report) {
  std::set<std::string> ids;
  for (const Change& change : report.changes) ids.insert(kind_of(change));
  for (const Finding& finding : report.findings) ids.insert(finding.rule);
  for (const MigrationStatus* migration : unsettled(report)) {
    ids.insert(to_string(migration->state));
  }
  Json rules = Json::array();
  for (const std::string& id : ids) rules.push_back({{"id", id}});
  return rules;
}

}  // namespace

std::string render_report_sarif(const Report& report) {
  Json results = Json::array();
  for (const MigrationStatus* migration : unsettled(report)) {
    results.push_back(result_of(*migration, report));
  }
  for (const Change& change : report.changes) {
    results.push_back(result_of(change, subject_of(report)));
  }
  for (const Finding& finding : report.findings) {
    results.push_back(result_of(finding, subject_of(report)));
  }
  const Json driver = {
      {"name", "plumbline"}, {"version", program_version}, {"rules", rules_of(report)}};
  const Json run = {{"tool", {{"driver", driver}}}, {"results", std::move(results)}};
  return to_text({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                  {"version", "2.1.0"},
                  {"runs", Json::array({run})}});
}

}  // namespace plumbline
