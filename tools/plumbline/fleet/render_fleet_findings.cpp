#include "tools/plumbline/fleet/fleet_words.hpp"
#include "tools/plumbline/fleet/render_fleet.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

/// An annotation that no rule stands behind.
std::string line_of(Severity severity, const std::string& text) {
  Report report;
  report.findings = {{"audit", severity, {}, "", 0, text, ""}};
  return render_report_github(report);
}

/// As if one database had all the findings.
Report as_report(const Fleet& fleet) {
  Report report;
  report.findings = findings_of(fleet);
  report.verdict = report.findings.empty() ? Verdict::clean : Verdict::findings;
  return report;
}

}  // namespace

std::string render_fleet_github(const Fleet& fleet) {
  std::string out =
      line_of(Severity::note, databases(fleet.files.size()) + ": " + headline_of(fleet));
  out += render_report_github(as_report(fleet));
  for (const FleetFile* file : not_answered(fleet)) {
    out += line_of(Severity::error, "could not answer: " + file->path + ": " + file->error);
  }
  const std::string left = what_is_left(fleet);
  return left.empty() ? out : out + line_of(Severity::error, left);
}

std::string render_fleet_sarif(const Fleet& fleet) { return render_report_sarif(as_report(fleet)); }

}  // namespace plumbline
