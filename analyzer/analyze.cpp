#include "analyzer/analyze.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "analyzer/audit/audit_database.hpp"
#include "analyzer/audit/schema_picture.hpp"
#include "analyzer/compare.hpp"
#include "analyzer/diff/diff.hpp"
#include "analyzer/forecast/forecast_deploy.hpp"
#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/history/files/runner_of_directory.hpp"
#include "analyzer/history/files/settle_layout.hpp"
#include "analyzer/history/recorded/read_history.hpp"
#include "analyzer/mend/mend.hpp"
#include "analyzer/plan/plan_repair.hpp"
#include "analyzer/reconcile/reconcile.hpp"
#include "analyzer/report_on.hpp"
#include "analyzer/source.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/stand_ins.hpp"
#include "analyzer/sqlite/unparsed_objects.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

namespace {

/// Of a database without a log, the runner that the user named, or the one that keeps its log
/// elsewhere; null where that is none or several.
const Runner* runner_without_log(const std::string& directory, const LogChoice& log) {
  if (log.runner == "homegrown") return nullptr;
  if (log.runner == "auto") return runner_with_log_elsewhere(directory);
  const std::vector<const Runner*> named = runners_named(log.runner);
  return named.size() == 1 ? named.front() : nullptr;
}

/// Only its records tell which of its layouts the runner was told to take.
void settle_layout(const std::string& directory, LogInHand& log) {
  std::error_code failure;
  const Runner& runner = *log.found.runner;
  if (runner.files.other_globs.empty() || !std::filesystem::is_directory(directory, failure)) {
    return;
  }
  Runner settled = runner;
  settled.files = settled_layout(runner.files, list_files(directory), log.log.records);
  log.found.runner = std::make_shared<const Runner>(std::move(settled));
}

/// The log first: its runner says how the directory is read.
Reconciled reconcile_source(const Source& live, const std::string& directory,
                            const LogChoice& choice, const Options& options) {
  LogChoice log = choice;
  if (log.runner == "auto" && is_history(directory)) {
    const std::string runner = read_history(directory).runner;
    if (!runner.empty()) log.runner = runner;
  }
  ChosenLog chosen = choose_log(live.connection, live.schema, log);
  if (chosen.log) settle_layout(directory, *chosen.log);
  const Runner* runner =
      chosen.log ? chosen.log->found.runner.get() : runner_without_log(directory, log);
  const bool elsewhere = !chosen.log && runner != nullptr && !runner->log_file.empty();
  Migrations migrations = read_migrations(directory, runner, options);
  Reconciled reconciled =
      reconcile(live.connection, std::move(chosen), std::move(migrations), options);
  if (elsewhere) {
    reconciled.facts.log_elsewhere = runner->title + " keeps it in " + runner->log_file;
  }
  return reconciled;
}

/// A target says nothing of migrations: a runner whose log is here does not learn of the repair.
std::vector<std::string> logs_left_alone(const Source& live) {
  std::vector<std::string> lines;
  for (const FoundLog& found : find_logs(live.connection, live.schema, {})) {
    const MigrationLog log = read_log(live.connection, found);
    const std::string last = log.records.empty() ? "" : ", the last is " + log.records.back().key;
    lines.push_back("Nothing is recorded in " + found.table.text() + ", the log of " +
                    found.runner->title + " (rows: " + std::to_string(log.records.size()) + last +
                    "): its next start runs what it does not");
    lines.emplace_back(
        "find there, over what this script has made. repair --to with -d DIR records it.");
  }
  return lines;
}

/// The source with a note about what only its application has, or a newer SQLite.
Source with_stand_ins(Source source, const Options& options) {
  const StandIns needed = stand_ins_for(source.schema, options.deadline);
  if (!needed.empty()) source.notes.push_back(words_for(needed));
  return source;
}

[[noreturn]] void refuse_as_database(const std::string& name) {
  throw Error(Error::Kind::not_a_database, {name, 0, 0},
              "is not a database file: only one has a log of migrations");
}

/// What is wrong inside a directory would be beside the point.
void refuse_directory(const std::string& database) {
  std::error_code failure;
  if (std::filesystem::is_directory(database, failure)) refuse_as_database(database);
}

Source open_live(const std::string& database, const Options& options) {
  refuse_directory(database);
  Source live = with_stand_ins(open_source(database, options), options);
  if (live.kind != SourceKind::database) refuse_as_database(database);
  return live;
}

/// What `answer` gives; but no answer, and no other error, where the database did not hold still.
template <typename Answer>
auto of_one_moment(const Source& live, const Answer& answer) {
  try {
    auto result = answer();
    require_one_moment(live);
    return result;
  } catch (const Error&) {
    require_one_moment(live);
    throw;
  }
}

Report status_of(const Source& live, const std::string& migrations, const LogChoice& log,
                 const Options& options, const std::string& target) {
  Report report = report_on(live, reconcile_source(live, migrations, log, options), options);
  if (target.empty()) return report;
  const Source declared = open_target(target, options);
  Compared compared = compare(live, declared, options);
  std::ranges::copy(compared.notes, std::back_inserter(report.notes));
  Report drift = report_on(live, declared, std::move(compared), options);
  report.changes = std::move(drift.changes);
  std::ranges::move(drift.findings, std::back_inserter(report.findings));
  report.findings = gravest_first(std::move(report.findings));
  if (drift.verdict == Verdict::findings) report.verdict = Verdict::findings;
  return report;
}

std::optional<Source> declared_by(const CheckRequest& request, const Options& options) {
  if (request.target.empty()) return std::nullopt;
  return open_target(request.target, options);
}

std::optional<Reconciled> reconciled_by(const CheckRequest& request, const Source& live,
                                        const Options& options) {
  if (request.migrations.empty()) return std::nullopt;
  return reconcile_source(live, request.migrations, request.log, options);
}

/// `reconciled` and `declared` may be null.
Report check_of(const Source& live, const CheckRequest& request, const Reconciled* reconciled,
                const Source* declared, const Options& options) {
  const Deploy deploy = forecast_deploy({live, reconciled, declared, request.startup, options});
  Report report = reconciled != nullptr ? report_on(live, *reconciled, options) : Report();
  return with_forecast(std::move(report), live, declared, deploy, options);
}

Repair repair_of(const Source& live, const std::string& target, const Options& options) {
  const Source declared = open_target(target, options);
  Report report = report_on(live, declared, compare(live, declared, options), options);
  Planning planning = plan_repair(live, declared, all_renames(declared, options), options);
  if (Plan* plan = std::get_if<Plan>(&planning); plan != nullptr && !plan->statements.empty()) {
    for (const std::string& line : logs_left_alone(live)) plan->header.push_back(line);
  }
  return {std::move(planning), std::move(report)};
}

Repair repair_of(const Source& live, const RepairRequest& request, const Options& options) {
  const Reconciled reconciled = reconcile_source(live, request.migrations, request.log, options);
  Report report = report_on(live, reconciled, options);
  if (request.mode == RepairMode::to) {
    const Source declared = open_target(request.target, options);
    std::ranges::move(renames_not_made(live, declared, options), std::back_inserter(report.notes));
  }
  return {mend({live, reconciled, request, options}), std::move(report)};
}

}  // namespace

Report status(const std::string& database, const std::string& migrations, const LogChoice& log,
              const Options& options, const std::string& target) {
  const Source live = open_live(database, options);
  return of_one_moment(live, [&] { return status_of(live, migrations, log, options, target); });
}

Report check(const std::string& database, const CheckRequest& request, const Options& options) {
  const Source live = open_live(database, options);
  return of_one_moment(live, [&] {
    const std::optional<Reconciled> reconciled = reconciled_by(request, live, options);
    const std::optional<Source> declared = declared_by(request, options);
    Report report = check_of(live, request, reconciled ? &*reconciled : nullptr,
                             declared ? &*declared : nullptr, options);
    if (options.picture) report.picture = schema_picture(live.connection, live.schema, options);
    return report;
  });
}

Report audit(const std::string& database, const AuditRequest& request, const Options& options,
             const OnProgress& on_progress) {
  const Source live = open_live(database, options);
  return of_one_moment(live, [&] {
    const std::optional<Source> declared = declared_by(request.check, options);
    const Source* const target = declared ? &*declared : nullptr;
    std::optional<Reconciled> reconciled;
    const auto schema_report = [&] {
      reconciled = reconciled_by(request.check, live, options);
      return check_of(live, request.check, reconciled ? &*reconciled : nullptr, target, options);
    };
    const auto migrations = [&] { return reconciled ? &reconciled->situation : nullptr; };
    return audit_database({live, target, request.since, schema_report, migrations}, options,
                          on_progress);
  });
}

Repair repair(const std::string& database, const RepairRequest& request, const Options& options) {
  const Source live = with_stand_ins(open_shadow_source(database, options), options);
  return of_one_moment(live, [&] { return repair_of(live, request, options); });
}

Repair repair(const std::string& database, const std::string& target, const Options& options) {
  const Source live = with_stand_ins(open_shadow_source(database, options), options);
  return of_one_moment(live, [&] { return repair_of(live, target, options); });
}

namespace {

Loaded loaded(Source source, const Options& options) {
  require_one_moment(source);
  const DatabaseFacts facts = facts_of(source, options);
  std::erase_if(source.schema.tables,
                [&](const auto& entry) { return !wanted(entry.first, options); });
  std::erase_if(source.schema.views,
                [&](const auto& entry) { return !wanted(entry.first, options); });
  std::erase_if(source.schema.triggers,
                [&](const auto& entry) { return !wanted(entry.second.table, options); });
  Loaded result{source.name, source.kind == SourceKind::database, std::move(source.schema),
                facts,       std::move(source.renames),           std::move(source.notes)};
  result.taken_at = std::move(source.taken_at);
  if (!source.left_out.empty()) result.incomplete = not_loaded(source.left_out, source.name);
  return result;
}

Options of_schema_only(Options options) {
  options.schema_only = true;
  return options;
}

}  // namespace

Loaded load(const std::string& name, const Options& options) {
  const Options of_schema = of_schema_only(options);
  return loaded(with_stand_ins(open_source(name, of_schema), of_schema), of_schema);
}

Loaded load_what_parses(const std::string& name, const Options& options) {
  const Options of_schema = of_schema_only(options);
  return loaded(with_stand_ins(open_what_parses(name, of_schema), of_schema), of_schema);
}

Report diff(const std::string& from, const std::string& to, const Options& options) {
  const Options of_schema = of_schema_only(options);
  // A parsed schema takes as much memory as our own: none is held longer than it is needed.
  Source after = open_target(to, of_schema);
  after.connection.close();
  const bool renames = !all_renames(after, of_schema).empty();
  Source before = with_stand_ins(open_source(from, of_schema), of_schema);
  return of_one_moment(before, [&] {
    if (!renames) before.connection.close();
    return report_on(before, after, compare(before, after, of_schema), of_schema);
  });
}

}  // namespace plumbline
