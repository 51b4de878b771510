#include <algorithm>
#include <span>

#include "rules/all_rules.hpp"
#include "tools/plumbline/forecast_words.hpp"
#include "tools/plumbline/html/page_sections.hpp"
#include "tools/plumbline/migration_lines.hpp"
#include "tools/plumbline/status_words.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

std::string tone_of(const MigrationStatus& migration) {
  switch (migration.state) {
    case MigrationState::applied:
      return "good";
    case MigrationState::pending:
      return "open";
    case MigrationState::partial:
    case MigrationState::recorded_but_absent:
      return "bad";
    case MigrationState::present_but_unrecorded:
    case MigrationState::will_never_run:
    case MigrationState::cannot_tell:
      break;
  }
  return "look";
}

std::string tone_of(StatementVerdict verdict) {
  switch (verdict) {
    case StatementVerdict::applied:
      return "good";
    case StatementVerdict::altered:
    case StatementVerdict::masked:
      return "bad";
    case StatementVerdict::data_only:
      return "look";
    case StatementVerdict::pending:
    case StatementVerdict::superseded:
    case StatementVerdict::no_effect:
      break;
  }
  return "open";
}

PageData statement_data(const StatementStatus& statement) {
  return fields({{"number", text_data(std::to_string(statement.statement))},
                 {"line", text_data(statement.line > 0 ? std::to_string(statement.line) : "")},
                 {"verdict", text_data(to_string(statement.verdict))},
                 {"verdict_tone", text_data(tone_of(statement.verdict))},
                 {"evidence", text_data(statement.evidence)}});
}

PageData finding_line(const Finding& finding) {
  return fields({{"severity", text_data(to_string(finding.severity))},
                 {"severity_tone", text_data(tone_of(finding.severity))},
                 {"rule", text_data(finding.rule)},
                 {"place", text_data(file_and_line(finding.file, finding.line))},
                 {"message", text_data(finding.message)}});
}

PageData safe_text_data(const SafeText* safe) {
  if (safe == nullptr) return PageData(false);
  return fields(
      {{"safe_why", text_data(safe->why)},
       {"safe_sql", code_data(safe->sql)},
       {"left", list_data(safe->left, [](const std::string& left) { return text_data(left); })}});
}

/// What `lint` says of a migration is how safe it is; what it would be in a database, nobody asked.
struct Words {
  std::string state, tone;
  bool open = false;
};

Words words_of_lint(const Report& report, const MigrationStatus& migration) {
  const std::vector<Finding> findings = findings_on(report, migration);
  const std::string count = count_of(findings);
  if (count.empty() && !findings.empty()) return {plural(findings.size(), "note"), "open", false};
  if (count.empty()) return {"nothing unsafe", "good", false};
  const bool bad =
      std::ranges::find(findings, Severity::error, &Finding::severity) != findings.end();
  return {count, bad ? "bad" : "look", bad};
}

bool stops_here(const Report& report, const MigrationStatus& migration) {
  return report.forecast && report.forecast->failure &&
         report.forecast->failure->place.step == migration.id;
}

Words words_of(const Report& report, const MigrationStatus& migration) {
  if (kind_of_page(report) == PageKind::lint) return words_of_lint(report, migration);
  const std::string state = state_of(MigrationRun(&migration, 1));
  if (!stops_here(report, migration)) {
    return {state, tone_of(migration), !is_settled(migration)};
  }
  return {state + "; the next start stops in it", "bad", true};
}

PageData migration_data(const Report& report, const MigrationStatus& migration) {
  const Words words = words_of(report, migration);
  const std::vector<Finding> findings = gravest_first(findings_on(report, migration));
  const SafeText* const safe = rewrite_of(report, migration);
  const bool named_alike = migration.file.empty() || migration.file == migration.id;
  const bool explains = !is_settled(migration) && kind_of_page(report) != PageKind::lint;
  return fields({{"id", text_data(migration.id)},
                 {"has_file", PageData(!named_alike)},
                 {"file", text_data(migration.file)},
                 {"state", text_data(words.state)},
                 {"state_tone", text_data(words.tone)},
                 {"is_open", PageData(words.open)},
                 {"has_sentence", PageData(explains)},
                 {"sentence", text_data(explains ? sentence_on(migration, report.cuts) : "")},
                 {"has_statements", PageData(!migration.verdicts.empty())},
                 {"statements", list_data(migration.verdicts, statement_data)},
                 {"finding_lines", list_data(findings, finding_line)},
                 {"safe", safe_text_data(safe)},
                 {"is_bare", PageData(!explains && migration.verdicts.empty() && findings.empty() &&
                                      safe == nullptr && named_alike)}});
}

bool is_quiet(const Report& report, const MigrationStatus& migration) {
  return findings_on(report, migration).empty() && rewrite_of(report, migration) == nullptr;
}

/// Neighbours that a long list folds: of `lint`, those of which there is nothing to say.
std::vector<MigrationRun> folded_runs(const Report& report) {
  if (kind_of_page(report) != PageKind::lint) return runs_of(report.migrations);
  std::vector<MigrationRun> runs;
  const std::vector<MigrationStatus>& all = report.migrations;
  for (auto at = all.begin(); at != all.end();) {
    const auto loud = std::find_if(
        at, all.end(), [&](const MigrationStatus& one) { return !is_quiet(report, one); });
    const auto end = loud == at ? at + 1 : loud;
    runs.emplace_back(at, end);
    at = end;
  }
  return runs;
}

PageData run_data(const Report& report, MigrationRun run) {
  const bool stops =
      std::ranges::any_of(run, [&](const MigrationStatus& one) { return stops_here(report, one); });
  constexpr std::size_t few = 3;
  const bool folds = run.size() > few && !stops;
  const std::string state = kind_of_page(report) == PageKind::lint
                                ? std::to_string(run.size()) + " with nothing unsafe"
                                : state_of(run);
  const std::string tone = kind_of_page(report) == PageKind::lint ? "good" : tone_of(run.front());
  return fields({{"folds", PageData(folds)},
                 {"run_name", text_data(name_of(run))},
                 {"run_state", text_data(state)},
                 {"run_tone", text_data(tone)},
                 {"migrations", list_data(run, [&](const MigrationStatus& one) {
                    return migration_data(report, one);
                  })}});
}

}  // namespace

PageData migrations_section(const Report& report) {
  const std::vector<std::string> points = points_to_choose(report);
  const bool lints = kind_of_page(report) == PageKind::lint;
  return fields(
      {{"any", PageData(!report.migrations.empty())},
       {"count", text_data(std::to_string(report.migrations.size()))},
       {"words", text_data(lints ? "" : sentence(count_of(report.migrations)))},
       {"has_points", PageData(!points.empty())},
       {"points", list_data(points, [](const std::string& point) { return text_data(point); })},
       {"runs",
        list_data(folded_runs(report), [&](MigrationRun run) { return run_data(report, run); })}});
}

}  // namespace plumbline
