#include <algorithm>

#include "tools/plumbline/audit_words.hpp"
#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/markdown_cells.hpp"
#include "tools/plumbline/migration_lines.hpp"
#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/report_markdown.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

void add_failure(MarkdownPage& page, const Forecast& forecast) {
  if (!forecast.why.empty() && forecast.outcome != ForecastOutcome::not_run) {
    page.add("\n" + markdown_text(shortened(forecast.why, 2'000)) + "\n", "why");
  }
  if (!forecast.failure || forecast.failure->place.sql.empty()) return;
  const std::string place = told(forecast.failure->place);
  page.add(
      "\n" + markdown_text(shortened(place)) + ":\n\n" + fenced_sql(forecast.failure->place.sql),
      "the statement that fails");
}

void add_losses(MarkdownPage& page, const Forecast& forecast) {
  std::vector<MarkdownPage::Row> rows;
  for (const Loss* loss : gravest_first(forecast.losses)) {
    rows.push_back({amount_of(*loss), to_string(loss->cause), told(loss->place)});
  }
  page.add_table("", {"lost", "by", "at"}, rows, "", "losses");
}

void add_changes(MarkdownPage& page, const Report& report) {
  const std::vector<Change>& changes = telling_changes(report);
  const bool today = &changes == &report.changes;
  std::vector<MarkdownPage::Row> rows;
  for (const Change& change : changes) {
    rows.push_back({name_of(object_of(change)), kind_of(change) + ": " + detail_of(change),
                    to_string(change.severity)});
  }
  const std::string heading = today ? "\nWhat differs today from " : "\nWhat would differ from ";
  page.add_table(heading + markdown_text(shortened(expected_schema(report))) + ":\n",
                 {"object", "difference", "class"}, rows, "", "differences");
}

constexpr const char* tried_on_sample =
    "\nTried on the first rows of each table only: others may behave otherwise.\n";

void add_questions(MarkdownPage& page, const Audit& audit) {
  page.add("\nOpened: " + markdown_text(audit.opened) + ".\n", "how it was opened");
  std::vector<MarkdownPage::Row> rows;
  for (const DataCheck& check : audit.checks) {
    if (check.outcome == CheckOutcome::holds || check.outcome == CheckOutcome::not_finished)
      continue;
    rows.push_back({question_of(check), answer_of(check), check.sql});
  }
  page.add("\n" + markdown_text(count_of(audit.checks)) + "\n", "the questions to the rows");
  page.add_table("\n", {"question", "answer", "query"}, rows, "", "questions");
  if (!audit.since) return;
  rows.clear();
  for (const ExplainedChange& one : audit.since->changes) {
    rows.push_back({name_of(object_of(one.change)),
                    kind_of(one.change) + ": " + detail_of(one.change), one.migration});
  }
  page.add("\n" + markdown_text(headline_of(*audit.since)) + "\n", "what changed");
  page.add_table("\n", {"object", "difference", "migration"}, rows, "", "differences");
}

void add_migrations(MarkdownPage& page, const Report& report) {
  if (report.forecast && !report.forecast->steps.empty()) {
    const std::string stops = report.forecast->failure ? ", and stops there" : "";
    page.add("\nThe next start runs: " +
                 markdown_text(shortened(steps_of(*report.forecast), 1'000)) + stops + "\n",
             "what runs");
    if (report.forecast->rows == "sample") page.add(tried_on_sample, "on which rows");
  }
  if (report.migrations.empty()) return;
  page.add("\nMigrations: " + count_of(report.migrations) + "\n", "the migrations");
  std::vector<MarkdownPage::Row> rows;
  for (const MigrationRun run : runs_of(report.migrations)) {
    if (is_settled(run.front()) && run.front().flags.empty()) continue;
    rows.push_back({name_of(run), state_of(run), run.size() == 1 ? run.front().file : ""});
  }
  page.add_table("", {"migration", "state", "file"}, rows, "", "migrations");
}

/// A block by indentation: no text can end it, as a row of backticks would.
void add_steps(MarkdownPage& page, const std::vector<NextStep>& steps) {
  for (const NextStep& step : steps) {
    page.add("\nNext, " + markdown_text(step.why) + ":\n\n    " + step.command + "\n", "a command");
  }
}

}  // namespace

std::string render_check_markdown(const Report& report, const std::vector<NextStep>& steps) {
  const Forecast none;
  const Forecast& forecast = report.forecast ? *report.forecast : none;
  MarkdownPage page;
  if (report.audit) {
    add_verdict(page, headline_of_audit(report));
    add_questions(page, *report.audit);
  }
  if (!report.audit || foretells_something(report)) {
    add_verdict(page, headline_of_check(report));
  }
  add_failure(page, forecast);
  add_findings(page, report.findings);
  add_losses(page, forecast);
  add_changes(page, report);
  add_migrations(page, report);
  add_steps(page, steps);
  add_rewrites(page, report.rewrites);
  add_accepted(page, report.accepted);
  return page.done();
}

std::string render_lint_markdown(const Report& report) {
  MarkdownPage page;
  add_verdict(page, headline_of_lint(report));
  add_findings(page, report.findings);
  add_rewrites(page, report.rewrites);
  add_accepted(page, report.accepted);
  return page.done();
}

}  // namespace plumbline
