#include "tools/plumbline/forecast_words.hpp"

#include <algorithm>
#include <tuple>

#include "model/deploy.hpp"
#include "tools/plumbline/contrast.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

bool is_of_values(const Loss& loss) { return loss.column.has_value(); }

/// "1 migration", "schema.sql and 2 migrations": what ran, of which only migrations are counted.
std::string count_of_steps(const Report& report, const std::vector<std::string>& steps) {
  std::size_t migrations = 0;
  std::string text;
  for (const std::string& step : steps) {
    const bool known =
        std::ranges::find(report.migrations, step, &MigrationStatus::id) != report.migrations.end();
    if (known) {
      ++migrations;
    } else {
      text += (text.empty() ? "" : ", ") + step;
    }
  }
  if (migrations == 0) return text.empty() ? "nothing" : text;
  return (text.empty() ? "" : text + " and ") + plural(migrations, "migration");
}

std::string sentence_on_success(const Report& report, const Forecast& forecast) {
  const bool one = forecast.steps.size() == 1;
  std::string text =
      "succeeds: " + count_of_steps(report, forecast.steps) + (one ? " runs" : " run");
  if (forecast.losses.empty()) return text + ", nothing is lost";
  const std::vector<const Loss*> losses = gravest_first(forecast.losses);
  text += ", and what may be lost is lost: " + amount_of(*losses.front());
  return losses.size() == 1 ? text : text + " and " + plural(losses.size() - 1, "more loss", "es");
}

std::string sentence_on_failure(const Forecast& forecast) {
  if (!forecast.failure) return "fails";
  const StepFailure& failure = *forecast.failure;
  const std::string rows = failure.rows.empty() ? "" : " (" + failure.rows + ")";
  return "fails: " + told(failure.place) + ": " + failure.message + rows;
}

std::string sentence_on_losses(const Forecast& forecast) {
  const std::vector<const Loss*> losses = gravest_first(forecast.losses);
  if (losses.empty()) return "loses rows";
  const Loss& worst = *losses.front();
  const std::string text = "loses " + amount_of(worst) + " (" + name_of(worst.place) + ", by " +
                           to_string(worst.cause) + ")";
  return losses.size() == 1 ? text : text + " and " + plural(losses.size() - 1, "more loss", "es");
}

std::string sentence_on_drift(const Report& report, const Forecast& forecast) {
  const std::string text =
      "ends in another schema than " + (report.to.empty() ? "declared" : "that of " + report.to);
  if (!forecast.drift.empty()) return text + ": " + count_of(forecast.drift);
  return forecast.why.empty() ? text : text + ": " + forecast.why;
}

/// What comes behind "the next deploy of app.db ".
std::string sentence_on(const Report& report, const Forecast& forecast) {
  switch (forecast.outcome) {
    case ForecastOutcome::succeeds:
      return sentence_on_success(report, forecast);
    case ForecastOutcome::fails:
      return sentence_on_failure(forecast);
    case ForecastOutcome::drifts:
      return sentence_on_drift(report, forecast);
    case ForecastOutcome::loses_rows:
      return sentence_on_losses(forecast);
    case ForecastOutcome::nothing_to_run:
      return "has nothing to run";
    case ForecastOutcome::not_run:
      break;
  }
  return "cannot be foretold" + (forecast.why.empty() ? "" : ": " + forecast.why);
}

bool is_bad(ForecastOutcome outcome) {
  return outcome == ForecastOutcome::fails || outcome == ForecastOutcome::drifts ||
         outcome == ForecastOutcome::loses_rows;
}

ForecastOutcome outcome_of(const Report& report) {
  return report.forecast ? report.forecast->outcome : ForecastOutcome::not_run;
}

bool has_error(const Report& report) {
  return std::ranges::any_of(
      report.findings, [](const Finding& finding) { return finding.severity == Severity::error; });
}

/// What is to be known although the next start does not stop at it.
std::string aside_of(const Report& report) {
  if (is_bad(outcome_of(report))) {
    return has_error(report) || report.accepted.empty() ? "" : "; accepted";
  }
  if (!unsettled(report).empty()) return "; yet " + headline_of(report);
  const std::string findings = count_of(report.findings);
  return findings.empty() ? "" : (has_error(report) ? "; yet " : "; ") + findings + " to look at";
}

bool is_about(const Finding& finding, const MigrationStatus& migration) {
  if (finding.file.empty() || finding.file != migration.file) return false;
  const bool alone = migration.first_line == 0 || finding.line <= 0;
  return alone || (migration.first_line <= finding.line && finding.line <= migration.last_line);
}

}  // namespace

std::string file_and_line(const std::string& file, int line) {
  if (file.empty() || line <= 0) return file;
  return file + ":" + std::to_string(line);
}

std::string name_of(const StatementPlace& place) {
  if (place.statement <= 0) return place.step + " behind its last statement";
  return "statement " + std::to_string(place.statement) + " of " + place.step;
}

std::string told(const StatementPlace& place) {
  const std::string text = name_of(place);
  // A start-up file is called by its path: once is enough.
  if (place.file != place.step && !place.file.empty()) {
    return text + " (" + file_and_line(place.file, place.line) + ")";
  }
  return place.line > 0 ? text + " (line " + std::to_string(place.line) + ")" : text;
}

std::string amount_of(const Loss& loss) {
  const std::string noun = is_of_values(loss) ? "value" : "row";
  const std::string amount = std::to_string(loss.rows) + " " + noun + (loss.rows == 1 ? "" : "s");
  const std::string of = amount + " of " + loss.table.text();
  return is_of_values(loss) ? of + "." + loss.column->text() : of;
}

std::vector<const Loss*> gravest_first(const std::vector<Loss>& losses) {
  std::vector<const Loss*> list;
  for (const Loss& loss : losses) list.push_back(&loss);
  const auto weight = [](const Loss* loss) {
    const int rank = !is_stated(loss->cause) ? 2 : stops_deploy(*loss, {}) ? 1 : 0;
    // All point into one vector: its order decides between equals.
    return std::tuple(-rank, -loss->rows, loss);
  };
  std::ranges::sort(list, {}, weight);
  return list;
}

std::string steps_of(const Forecast& forecast) {
  constexpr std::size_t most = 6;
  const std::vector<std::string>& steps = forecast.steps;
  const bool folded = steps.size() > most;
  std::string text;
  for (std::size_t i = 0; i < (folded ? most / 2 : steps.size()); ++i) {
    text += (text.empty() ? "" : ", ") + steps[i];
  }
  if (!folded) return text;
  return text + " … " + steps.back() + " (" + std::to_string(steps.size()) + " in all)";
}

const std::vector<Change>& telling_changes(const Report& report) {
  const ForecastOutcome outcome = outcome_of(report);
  const bool arrives = outcome == ForecastOutcome::succeeds || outcome == ForecastOutcome::fails ||
                       outcome == ForecastOutcome::loses_rows;
  const bool of_later = report.forecast && (arrives || !report.forecast->drift.empty());
  return of_later ? report.forecast->drift : report.changes;
}

std::string expected_schema(const Report& report) {
  return report.to.empty() ? "the declared schema" : "the schema of " + report.to;
}

bool stops_the_deploy(const Report& report) { return has_error(report); }

std::vector<const MigrationStatus*> told_beside_findings(const Report& report) {
  std::vector<const MigrationStatus*> list = unsettled(report);
  if (!report.forecast) return list;
  std::erase_if(list, [&](const MigrationStatus* migration) {
    return std::ranges::any_of(report.findings,
                               [&](const Finding& one) { return is_about(one, *migration); }) ||
           std::ranges::any_of(report.accepted, [&](const AcceptedFinding& one) {
             return is_about(one.finding, *migration);
           });
  });
  return list;
}

std::vector<Change> changes_beside_findings(const Report& report) {
  return report.forecast ? std::vector<Change>() : report.changes;
}

std::string headline_of_check(const Report& report) {
  const std::string deploy = "the next deploy of " + report.database.path;
  const Forecast none;
  return deploy + " " + sentence_on(report, report.forecast.value_or(none)) + aside_of(report);
}

std::string headline_of_lint(const Report& report) {
  const auto unsafe = std::ranges::count_if(report.migrations, [&](const MigrationStatus& one) {
    return std::ranges::any_of(report.findings, [&](const Finding& finding) {
      return is_about(finding, one) && finding.severity != Severity::note;
    });
  });
  const std::size_t all = report.migrations.size();
  const std::string findings = count_of(report.findings);
  if (unsafe > 0) {
    return std::to_string(unsafe) + " of " + plural(all, "migration") +
           (unsafe == 1 ? " is" : " are") + " not safe: " + findings;
  }
  const std::string looked = plural(all, "migration") + " looked at: ";
  return looked + (findings.empty() ? "nothing unsafe" : findings);
}

std::vector<Finding> findings_on(const Report& report, const MigrationStatus& migration) {
  std::vector<Finding> list;
  std::ranges::copy_if(report.findings, std::back_inserter(list),
                       [&](const Finding& finding) { return is_about(finding, migration); });
  return list;
}

std::vector<Finding> findings_on_no_migration(const Report& report) {
  std::vector<Finding> list;
  std::ranges::copy_if(report.findings, std::back_inserter(list), [&](const Finding& finding) {
    return std::ranges::none_of(report.migrations, [&](const MigrationStatus& migration) {
      return is_about(finding, migration);
    });
  });
  return list;
}

const SafeText* rewrite_of(const Report& report, const MigrationStatus& migration) {
  const auto found = std::ranges::find(report.rewrites, migration.id, &Rewrite::migration);
  return found == report.rewrites.end() ? nullptr : &found->text;
}

}  // namespace plumbline
