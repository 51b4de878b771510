#include "tools/plumbline/markdown_cells.hpp"
#include "tools/plumbline/migration_lines.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

void append_migrations(std::string& out, const std::vector<MigrationRun>& runs) {
  if (runs.empty()) return;
  out += "\n| migration | state | file |\n|---|---|---|\n";
  for (const MigrationRun run : runs) {
    append_row(out, {name_of(run), state_of(run), run.size() == 1 ? run.front().file : ""});
  }
}

void append_statements(std::string& out, MigrationRun run) {
  const std::vector<StatementStatus> statements = telling_statements(run);
  if (statements.empty()) return;
  out += "\n**" + markdown_text(name_of(run)) +
         "**\n\n| statement | line | verdict | evidence |\n|--:|--:|---|---|\n";
  for (const StatementStatus& statement : statements) {
    append_row(out, {std::to_string(statement.statement),
                     statement.line > 0 ? std::to_string(statement.line) : "",
                     to_string(statement.verdict), statement.evidence});
  }
}

void append_points(std::string& out, const std::vector<std::string>& points) {
  if (points.empty()) return;
  out +=
      "\nIt may have stopped at any of these points; where repair cannot find out which, say "
      "it:\n\n";
  for (const std::string& point : points) out += "- " + markdown_text(point) + "\n";
}

/// A block by indentation: no text can end it, as a row of backticks would.
void append_steps(std::string& out, const std::vector<NextStep>& steps) {
  for (const NextStep& step : steps) {
    out += "\nNext, " + markdown_text(step.why) + ":\n\n    " + step.command + "\n";
  }
}

}  // namespace

std::string render_status_markdown(const Report& report, const std::vector<NextStep>& steps) {
  std::string out = "**" + markdown_text(report.database.path) + ":** " +
                    markdown_text(headline_of(report)) + "\n" +
                    render_findings_markdown(report.findings);
  for (const LogFacts& log : report.logs) out += "\nlog: " + markdown_text(facts_of(log)) + "\n";
  const std::vector<MigrationRun> runs = runs_of(report.migrations);
  append_migrations(out, runs);
  for (const MigrationRun run : runs) append_statements(out, run);
  append_points(out, points_to_choose(report));
  out += render_changes_markdown(report.changes);
  append_steps(out, steps);
  return out;
}

}  // namespace plumbline
