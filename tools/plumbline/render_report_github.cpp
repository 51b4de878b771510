#include "rules/all_rules.hpp"
#include "tools/plumbline/audit_words.hpp"
#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::string with_escapes(std::string_view text, std::string_view special) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    if (special.find(c) == special.npos) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    ((result += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return result;
}

/// A property of a command ends at "," and "::".
std::string property(std::string_view text) {
  return with_escapes(visible(valid_utf8(text)), "%\r\n:,");
}
std::string message(std::string_view text) {
  return with_escapes(visible(valid_utf8(text)), "%\r\n");
}

std::string line_for(const Change& change) {
  const bool drifts = change.severity == ChangeClass::drift;
  return std::string(drifts ? "::warning" : "::notice") + " title=" + property(kind_of(change)) +
         "::" + message(name_of(object_of(change)) + ": " + detail_of(change)) + "\n";
}

std::string line_for(const Finding& finding) {
  const bool note = finding.severity == Severity::note;
  std::string line = "::" + (note ? std::string("notice") : to_string(finding.severity)) +
                     " title=" + property(finding.rule);
  if (!finding.file.empty()) line += ",file=" + property(finding.file);
  if (finding.line > 0) line += ",line=" + std::to_string(finding.line);
  std::string text = about(finding.object) + finding.message;
  if (!finding.remedy.empty()) text += " → " + finding.remedy;
  return line + "::" + message(text) + "\n";
}

std::string line_for(const MigrationStatus& migration, const std::vector<Cut>& cuts) {
  std::string line = "::error title=" + property(to_string(migration.state));
  if (!migration.file.empty()) line += ",file=" + property(migration.file);
  const StatementStatus* const next = goes_on_at(migration, cuts);
  if (next != nullptr && next->line > 0) line += ",line=" + std::to_string(next->line);
  return line + "::" + message(sentence_on(migration, cuts)) + "\n";
}

/// The verdict of `check`, for who reads the log of the build and not the files.
std::string line_for_verdict(const Report& report) {
  if (!report.forecast) return "";
  const bool unknown = report.forecast->outcome == ForecastOutcome::not_run;
  const std::string level = stops_the_deploy(report) ? "error" : unknown ? "warning" : "notice";
  if (report.audit) {
    return "::" + level + " title=audit::" + message(headline_of_audit(report)) + "\n";
  }
  return "::" + level + " title=check::" + message(headline_of_check(report)) + "\n";
}

}  // namespace

std::string render_report_github(const Report& report) {
  std::string out = line_for_verdict(report);
  for (const MigrationStatus* migration : told_beside_findings(report)) {
    out += line_for(*migration, report.cuts);
  }
  // Of a step that makes many annotations only the first few are shown.
  for (const Finding& finding : gravest_first(report.findings)) out += line_for(finding);
  for (const Change& change : changes_beside_findings(report)) out += line_for(change);
  return out;
}

}  // namespace plumbline
