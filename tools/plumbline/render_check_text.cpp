#include <algorithm>
#include <map>

#include "rules/all_rules.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/sql_block.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::string headline(const Report& report, const Style& style) {
  const bool clean = report.findings.empty() && report.forecast &&
                     report.forecast->outcome != ForecastOutcome::not_run;
  const std::string_view colour = stops_the_deploy(report) ? style.error
                                  : clean                  ? style.added
                                                           : style.warning;
  return std::string(colour) + visible(headline_of_check(report)) + std::string(style.end) + "\n";
}

/// A forecast that did not end as it should, and says why in a sentence of its own.
std::string reason(const Forecast& forecast) {
  const bool told_above = forecast.outcome == ForecastOutcome::not_run;
  if (forecast.why.empty() || told_above) return "";
  return "why: " + visible(forecast.why) + "\n";
}

std::string failing_statement(const Forecast& forecast) {
  if (!forecast.failure || forecast.failure->place.sql.empty()) return "";
  return visible(told(forecast.failure->place)) + ":\n    " +
         shortened_sql(forecast.failure->place.sql) + "\n";
}

void pad(std::string& line, std::size_t width) {
  line.append(width - std::min(width, width_of(line)), ' ');
}

/// Amount and cause one below the other, so that the largest is seen.
std::string losses_of(const Forecast& forecast) {
  const std::vector<const Loss*> losses = gravest_first(forecast.losses);
  std::size_t amounts = 0;
  std::size_t causes = 0;
  for (const Loss* loss : losses) {
    amounts = std::max(amounts, width_of(visible(amount_of(*loss))));
    causes = std::max(causes, to_string(loss->cause).size());
  }
  const char* const heading =
      forecast.failure ? "what is lost before it stops:\n" : "what is lost:\n";
  std::string out = losses.empty() ? "" : heading;
  for (const Loss* loss : losses) {
    std::string line = "  " + visible(amount_of(*loss));
    pad(line, amounts + 4);
    line += "by " + to_string(loss->cause);
    pad(line, amounts + causes + 9);
    out += line + visible(told(loss->place)) + "\n";
  }
  return out;
}

/// Notes of one rule in one line: they are no reason to stop, and may be many.
std::string notes_of(const Report& report, const Style& style) {
  std::vector<Finding> notes;
  std::map<std::string, std::size_t> count;
  for (const Finding& finding : report.findings) {
    if (finding.severity != Severity::note) continue;
    if (++count[finding.rule] == 1) notes.push_back(finding);
  }
  for (Finding& note : notes) {
    const std::size_t others = count[note.rule] - 1;
    note.remedy = "plumbline explain " + note.rule;
    if (others > 0) note.message += "; and " + plural(others, "more note") + " of this kind";
  }
  return render_findings(notes, style);
}

std::vector<Finding> without_notes(std::vector<Finding> findings) {
  std::erase_if(findings,
                [](const Finding& finding) { return finding.severity == Severity::note; });
  return findings;
}

std::string changes_of(const Report& report, const Style& style) {
  const std::vector<Change>& changes = telling_changes(report);
  const std::string text = render_changes(changes, style);
  if (text.empty()) return "";
  const bool today = &changes == &report.changes;
  const std::string heading = today ? "what differs today from " : "what would differ from ";
  return heading + visible(expected_schema(report)) + ":\n\n" + text.substr(0, text.size() - 1);
}

std::string steps_line(const Report& report) {
  if (!report.forecast || report.forecast->steps.empty()) return "";
  std::string line = "the next start runs: " + visible(steps_of(*report.forecast));
  if (report.forecast->failure) line += ", and stops there";
  if (report.forecast->rows == "sample") {
    line += "\ntried on the first rows of each table only: others may behave otherwise";
  }
  return line + "\n";
}

bool tells_something(MigrationRun run) {
  return !is_settled(run.front()) || !run.front().flags.empty();
}

std::string migrations_of(const Report& report, const Style& style) {
  if (report.migrations.empty()) return "";
  std::vector<MigrationRun> runs = runs_of(report.migrations);
  std::erase_if(runs, [](MigrationRun run) { return !tells_something(run); });
  return "migrations: " + count_of(report.migrations) + "\n" +
         render_migrations(runs, report.cuts, style) + render_points(points_to_choose(report));
}

}  // namespace

std::string render_accepted(const std::vector<AcceptedFinding>& accepted) {
  if (accepted.empty()) return "";
  std::string out = "accepted: " + plural(accepted.size(), "finding") + "\n";
  for (const AcceptedFinding& one : accepted) {
    const Finding& finding = one.finding;
    std::string line = finding.rule + ": ";
    if (!finding.file.empty()) line += file_and_line(finding.file, finding.line) + ": ";
    line += about(finding.object) + finding.message + " (" + one.by;
    line += one.reason.empty() ? ")" : ": " + one.reason + ")";
    out += "  " + visible(line) + "\n";
  }
  return out;
}

std::string render_check_text(const Report& report, const std::vector<NextStep>& steps,
                              const Style& style) {
  return headline(report, style) + render_check_body(report, steps, style);
}

std::string render_check_body(const Report& report, const std::vector<NextStep>& steps,
                              const Style& style) {
  const Forecast none;
  const Forecast& forecast = report.forecast ? *report.forecast : none;
  std::string out;
  const std::vector<std::string> blocks = {
      render_findings(gravest_first(without_notes(report.findings)), style),
      reason(forecast) + failing_statement(forecast),
      losses_of(forecast),
      changes_of(report, style),
      steps_line(report) + render_facts(report) + migrations_of(report, style),
      notes_of(report, style),
      render_accepted(report.accepted),
      render_steps(steps),
  };
  for (const std::string& block : blocks) {
    if (!block.empty()) out += "\n" + block;
  }
  return out;
}

}  // namespace plumbline
