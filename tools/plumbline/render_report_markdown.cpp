#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/markdown_cells.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

std::string render_changes_markdown(const std::vector<Change>& changes) {
  if (changes.empty()) return "";
  std::string out = "\n| object | difference | class |\n|---|---|---|\n";
  for (const Change& change : changes) {
    append_row(out, {name_of(object_of(change)), kind_of(change) + ": " + detail_of(change),
                     to_string(change.severity)});
  }
  return out;
}

std::string render_findings_markdown(const std::vector<Finding>& findings) {
  if (findings.empty()) return "";
  std::string out = "\n| severity | rule | object | finding | remedy |\n|---|---|---|---|---|\n";
  for (const Finding& finding : findings) {
    append_row(out, {to_string(finding.severity), finding.rule, name_of(finding.object),
                     finding.message, finding.remedy});
  }
  return out;
}

std::string render_report_markdown(const Report& report) {
  return "**" + markdown_text(report.from) + " → " + markdown_text(report.to) + ":** " +
         count_of(report.changes) + "\n" + render_changes_markdown(report.changes) +
         render_findings_markdown(report.findings);
}

}  // namespace plumbline
