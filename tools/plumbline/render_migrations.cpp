// What `status` and `check` both tell of migrations.
#include <algorithm>

#include "tools/plumbline/migration_lines.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/status_words.hpp"

namespace plumbline {

namespace {

/// Of a long row of statements with one verdict, only the first and the last few are shown.
constexpr std::size_t shown_at_each_end = 3;

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

}  // namespace

std::string render_facts(const Report& report) {
  std::string out;
  append_visible(out += "database: ", report.database.path);
  out += '\n';
  for (const LogFacts& log : report.logs) {
    append_visible(out += "log: ", facts_of(log));
    out += '\n';
  }
  if (report.logs.empty()) out += "log: none found\n";
  return out;
}

std::string render_migrations(const std::vector<MigrationRun>& runs, const std::vector<Cut>& cuts,
                              const Style& style) {
  std::string out;
  for (const MigrationRun run : runs) append_run(out, run, cuts, style);
  return out;
}

std::string render_points(const std::vector<std::string>& points) {
  if (points.empty()) return "";
  std::string out =
      "it may have stopped at any of these points; where repair cannot find out which, say it:\n";
  for (const std::string& point : points) {
    append_visible(out += "  ", point);
    out += '\n';
  }
  return out;
}

std::string render_steps(const std::vector<NextStep>& steps) {
  if (steps.empty()) return "";
  const bool repairs = std::ranges::any_of(steps, &NextStep::repairs);
  std::string out = "next";
  if (repairs) out += " (prints a proven script, or why there is none, and changes nothing)";
  out += ":\n";
  for (const NextStep& step : steps) {
    out += "  " + visible(step.why) + ":\n    " + step.command + "\n";
  }
  // Through --via nothing is written, nor for a platform: see inputs.cpp.
  const bool run_elsewhere = std::ranges::any_of(steps, [](const NextStep& step) {
    return step.command.starts_with("plumbline repair --via ") ||
           step.command.find(" --runtime d1") != std::string::npos ||
           step.command.find(" --runtime libsql") != std::string::npos;
  });
  if (!repairs || run_elsewhere) return out;
  return out +
         "with --apply it locks the database, makes a backup beside it, and runs the script\n";
}

}  // namespace plumbline
