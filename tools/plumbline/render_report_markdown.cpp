#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// Text in a cell of a table: every character that Markdown or HTML gives a meaning is escaped.
std::string cell(std::string_view text) {
  constexpr std::string_view meaningful = "\\`*_{}[]<>()#+-!|~&";
  std::string result;
  for (const char c : one_line(text)) {
    if (meaningful.find(c) != meaningful.npos) result += '\\';
    result += c;
  }
  return result;
}

void append_row(std::string& out, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) out += "| " + cell(text) + " ";
  out += "|\n";
}

}  // namespace

std::string render_report_markdown(const Report& report) {
  std::string out =
      "**" + cell(report.from) + " → " + cell(report.to) + ":** " + count_of(report.changes) + "\n";
  if (!report.changes.empty()) out += "\n| object | difference | class |\n|---|---|---|\n";
  for (const Change& change : report.changes) {
    append_row(out, {name_of(object_of(change)), kind_of(change) + ": " + detail_of(change),
                     to_string(change.severity)});
  }
  if (report.findings.empty()) return out;
  out += "\n| severity | rule | object | finding | remedy |\n|---|---|---|---|---|\n";
  for (const Finding& finding : report.findings) {
    append_row(out, {to_string(finding.severity), finding.rule, name_of(finding.object),
                     finding.message, finding.remedy});
  }
  return out;
}

}  // namespace plumbline
