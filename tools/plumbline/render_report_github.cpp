#include "tools/plumbline/contrast.hpp"
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
std::string property(std::string_view text) { return with_escapes(visible(text), "%\r\n:,"); }
std::string message(std::string_view text) { return with_escapes(visible(text), "%\r\n"); }

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
  std::string text = name_of(finding.object) + ": " + finding.message;
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

}  // namespace

std::string render_report_github(const Report& report) {
  std::string out;
  for (const MigrationStatus* migration : unsettled(report)) {
    out += line_for(*migration, report.cuts);
  }
  for (const Change& change : report.changes) out += line_for(change);
  for (const Finding& finding : report.findings) out += line_for(finding);
  return out;
}

}  // namespace plumbline
