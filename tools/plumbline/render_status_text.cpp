#include "tools/plumbline/migration_lines.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

/// Of a long row of statements with one verdict, only the first and the last few are shown.
constexpr std::size_t shown_at_each_end = 3;

void append_headline(std::string& out, const Report& report, const Style& style) {
  const bool open = !unsettled(report).empty();
  out += open ? style.error : verdict_word(report) == "clean" ? style.added : style.warning;
  append_visible(out, headline_of(report));
  (out += style.end) += "\n\n";
}

void append_facts(std::string& out, const Report& report) {
  append_visible(out += "database: ", report.database.path);
  out += '\n';
  for (const LogFacts& log : report.logs) {
    append_visible(out += "log: ", facts_of(log));
    out += '\n';
  }
  if (report.logs.empty()) out += "log: none found\n";
}

std::string_view colour_of(StatementVerdict verdict, const Style& style) {
  switch (verdict) {
    case StatementVerdict::pending:
    case StatementVerdict::data_only:
      return style.changed;
    case StatementVerdict::altered:
    case StatementVerdict::masked:
      return style.error;
    default:
      return style.faint;
  }
}

void append_statement(std::string& out, const StatementStatus& statement, const Style& style) {
  out += "    " + place_of(statement) + ": ";
  ((out += colour_of(statement.verdict, style)) += to_string(statement.verdict)) += style.end;
  if (!statement.evidence.empty()) append_visible(out += ": ", statement.evidence);
  out += '\n';
}

using Statements = std::span<const StatementStatus>;

/// Neighbours of one verdict.
void append_stretch(std::string& out, Statements stretch, const Style& style) {
  const bool is_short = stretch.size() <= 2 * shown_at_each_end + 1;
  const std::size_t head = is_short ? stretch.size() : shown_at_each_end;
  for (const StatementStatus& one : stretch.first(head)) append_statement(out, one, style);
  if (is_short) return;
  out += "    … " + std::to_string(stretch.size() - 2 * shown_at_each_end) +
         " more: " + to_string(stretch.front().verdict) + "\n";
  for (const StatementStatus& one : stretch.last(shown_at_each_end)) {
    append_statement(out, one, style);
  }
}

void append_statements(std::string& out, Statements statements, const Style& style) {
  while (!statements.empty()) {
    std::size_t length = 1;
    while (length < statements.size() && statements[length].verdict == statements.front().verdict) {
      ++length;
    }
    append_stretch(out, statements.first(length), style);
    statements = statements.subspan(length);
  }
}

/// Where an editor opens it: at the first statement that has not run.
void append_file(std::string& out, const MigrationStatus& migration, const std::vector<Cut>& cuts) {
  if (migration.file.empty()) return;
  append_visible(out += "    ", migration.file);
  const StatementStatus* const next = goes_on_at(migration, cuts);
  if (next != nullptr && next->line > 0) out += ":" + std::to_string(next->line);
  out += '\n';
}

void append_run(std::string& out, MigrationRun run, const std::vector<Cut>& cuts,
                const Style& style) {
  const bool settled = is_settled(run.front());
  ((out += settled ? style.faint : style.error) += settled ? "  " : "! ") += style.end;
  ((out += style.heading) += visible(name_of(run))) += style.end;
  out += ": " + state_of(run) + "\n";
  if (settled || run.size() > 1) return;
  append_file(out, run.front(), cuts);
  append_statements(out, telling_statements(run), style);
}

void append_points(std::string& out, const std::vector<std::string>& points) {
  if (points.empty()) return;
  out +=
      "\nit may have stopped at any of these points; where repair cannot find out which, say it:\n";
  for (const std::string& point : points) {
    append_visible(out += "  ", point);
    out += '\n';
  }
}

void append_steps(std::string& out, const std::vector<NextStep>& steps) {
  if (steps.empty()) return;
  out += "\nnext (prints a proven script, or why there is none, and changes nothing):\n";
  for (const NextStep& step : steps) {
    out += "  " + step.why + ":\n    " + step.command + "\n";
  }
  out += "with --apply it locks the database, makes a backup beside it, and runs the script\n";
}

}  // namespace

std::string render_status_text(const Report& report, const std::vector<NextStep>& steps,
                               const Style& style) {
  std::string out;
  append_headline(out, report, style);
  out += render_findings(report.findings, style);
  if (!report.findings.empty()) out += '\n';
  append_facts(out, report);
  if (!report.migrations.empty()) out += '\n';
  for (const MigrationRun run : runs_of(report.migrations)) {
    append_run(out, run, report.cuts, style);
  }
  append_points(out, points_to_choose(report));
  const std::string changes = render_changes(report.changes, style);
  if (!changes.empty()) out += "\n" + changes;
  append_steps(out, steps);
  return out;
}

}  // namespace plumbline
