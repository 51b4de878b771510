#include "tools/plumbline/migration_lines.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

void append_headline(std::string& out, const Report& report, const Style& style) {
  const bool open = !unsettled(report).empty();
  out += open ? style.error : verdict_word(report) == "clean" ? style.added : style.warning;
  append_visible(out, headline_of(report));
  (out += style.end) += "\n\n";
}

}  // namespace

std::string render_status_text(const Report& report, const std::vector<NextStep>& steps,
                               const Style& style) {
  std::string out;
  append_headline(out, report, style);
  out += render_findings(report.findings, style);
  if (!report.findings.empty()) out += '\n';
  out += render_facts(report);
  if (!report.migrations.empty()) out += '\n';
  out += render_migrations(runs_of(report.migrations), report.cuts, style);
  const std::string points = render_points(points_to_choose(report));
  if (!points.empty()) out += "\n" + points;
  const std::string changes = render_changes(report.changes, style);
  if (!changes.empty()) out += "\n" + changes;
  const std::string next = render_steps(steps);
  return next.empty() ? out : out + "\n" + next;
}

}  // namespace plumbline
