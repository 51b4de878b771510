// `lint`: the migrations themselves, tried on databases made up for them.
#include <algorithm>
#include <filesystem>
#include <map>

#include "analyzer/analyze.hpp"
#include "analyzer/declare/read_text.hpp"
#include "analyzer/forecast/safe_text.hpp"
#include "analyzer/forecast/try_migrations.hpp"
#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/history/files/runner_of_directory.hpp"
#include "analyzer/reconcile/preconditions.hpp"
#include "analyzer/reconcile/replay.hpp"
#include "analyzer/soundness.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

namespace {

const Runner* runner_for(const std::string& directory, const LogChoice& log) {
  if (log.runner == "auto") return runner_of_directory(directory);
  const std::vector<const Runner*> named = runners_named(log.runner);
  if (named.empty()) throw Error(Error::Kind::usage, {}, "no runner is called " + log.runner);
  return named.front();
}

/// The last statement that has to do with the object; an empty place where none has.
StatementPlace maker_of(const ObjectRef& object, const Migrations& migrations,
                        const Replay& replay) {
  StatementPlace place;
  for (std::size_t i = 0; i < replay.order.size(); ++i) {
    const Migration& migration = migrations.list[replay.order[i]];
    for (std::size_t k = 0; k < replay.effects[i].size(); ++k) {
      const bool makes =
          std::ranges::any_of(replay.effects[i][k].changes, [&](const ObjectChange& change) {
            const Identifier& name = change.object.name;
            return change.to && (name == object.name || name == object.table);
          });
      if (!makes) continue;
      place.file = migration.file;
      place.line = k < migration.up.size() ? migration.up[k].line : 0;
    }
  }
  return place;
}

/// What is odd about the schema that all of them lead to.
std::vector<Finding> findings_on_schema(const Migrations& migrations, const Options& options) {
  std::vector<std::size_t> order(migrations.list.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const Connection shadow = empty_shadow(migrations.directory, options.deadline);
  const Replay replay =
      replay_on(shadow, {migrations.list, order, {}, options}, migrations.list.size());
  const Schema schema = introspect(shadow);
  std::vector<Finding> findings = assess(look_at_schema(shadow, schema, options));
  for (Finding& finding : findings) {
    const StatementPlace place = maker_of(finding.object, migrations, replay);
    finding.file = place.file;
    finding.line = place.line;
  }
  return findings;
}

MigrationStatus status_of(const MigrationTrials& trials) {
  MigrationStatus status;
  status.id = trials.migration;
  status.file = trials.file;
  status.statements = static_cast<int>(trials.statements.size());
  if (trials.statements.empty()) return status;
  status.first_line = trials.statements.front().place.line;
  status.last_line = trials.statements.back().place.line;
  return status;
}

/// Lines tell apart what is in one file, such as history.yaml.
void forget_lines_of_single_files(std::vector<MigrationStatus>& migrations) {
  std::map<std::string, int> migrations_in;
  for (const MigrationStatus& migration : migrations) ++migrations_in[migration.file];
  for (MigrationStatus& migration : migrations) {
    if (migrations_in[migration.file] == 1) migration.first_line = migration.last_line = 0;
  }
}

void add(std::vector<Finding> more, std::vector<Finding>& findings) {
  std::ranges::move(more, std::back_inserter(findings));
}

std::string text_of(const Migration& migration) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(migration.file, error)) return "";
  return read_text(migration.file);
}

bool is_unsafe(const MigrationTrials& trials) {
  return std::ranges::any_of(
      assess(trials), [](const Finding& finding) { return finding.severity != Severity::note; });
}

/// Fills in the safer text, where the migration needs one and there is one.
void add_safe_text(MigrationTrials& trials, const Migration& migration, const TrialGround& ground,
                   const Options& options) {
  if (!is_unsafe(trials)) return;
  try {
    trials.safe_text = safe_text({migration, text_of(migration), trials, ground.empty,
                                  ground.filled, options, ground.try_instead});
  } catch (const Error& error) {  // the deadline, a module that only the application has
    trials.notes.push_back("no safer text was looked for: " + error.message());
  }
}

/// Its notes and findings, and the safer text of what is not safe.
void report_on(const MigrationTrials& trials, Report& report) {
  report.migrations.push_back(status_of(trials));
  for (const std::string& note : trials.notes) {
    const bool named =
        note.starts_with(trials.migration + ":") || note.starts_with(trials.migration + " ");
    report.notes.push_back(named ? note : trials.migration + ": " + note);
  }
  if (trials.safe_text) {
    report.rewrites.push_back({trials.migration, trials.file, *trials.safe_text});
  }
  add(assess(trials), report.findings);
}

}  // namespace

Report lint(const std::string& directory, const LogChoice& log, const Options& options) {
  const Runner* runner = runner_for(directory, log);
  Migrations migrations = read_migrations(directory, runner, options);
  ask_preconditions(options, runner == nullptr ? "its runner" : runner->title, migrations);
  Report report;
  report.from = directory;
  report.notes = migrations.notes;
  if (runner != nullptr) report.notes.push_back("taken for migrations of " + runner->title);
  const auto rewrite = [&](MigrationTrials& trials, const Migration& migration,
                           const TrialGround& ground) {
    add_safe_text(trials, migration, ground, options);
  };
  for (const MigrationTrials& trials : try_migrations(migrations, runner, options, rewrite)) {
    report_on(trials, report);
  }
  forget_lines_of_single_files(report.migrations);
  add(migrations.findings, report.findings);
  add(findings_on_schema(migrations, options), report.findings);
  report.findings = gravest_first(std::move(report.findings));
  report.verdict = report.findings.empty() ? Verdict::clean : Verdict::findings;
  return report;
}

}  // namespace plumbline
