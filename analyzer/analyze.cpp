#include "analyzer/analyze.hpp"

#include <algorithm>
#include <utility>

#include "analyzer/diff/diff.hpp"
#include "analyzer/diff/positional.hpp"
#include "analyzer/fingerprint.hpp"
#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/history/recorded/read_history.hpp"
#include "analyzer/mend/mend.hpp"
#include "analyzer/plan/plan_repair.hpp"
#include "analyzer/plan/rename.hpp"
#include "analyzer/reconcile/reconcile.hpp"
#include "analyzer/source.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

namespace {

DatabaseFacts facts_of(const Source& source, const Options& options) {
  DatabaseFacts facts{source.name, sqlite_library_version(), source.schema.user_version.value_or(0),
                      "", ""};
  if (options.fingerprints) {
    facts.fingerprint = fingerprint_of(source.schema);
    facts.meaning = meaning_fingerprint_of(source.schema);
  }
  return facts;
}

/// A target states a setting where it sets it; a database always has one, and 0 says nothing.
Source open_target(const std::string& name, const Options& options) {
  Source target = open_source(name, options);
  if (target.kind == SourceKind::database) {
    if (target.schema.user_version == 0) target.schema.user_version.reset();
    if (target.schema.application_id == 0) target.schema.application_id.reset();
  }
  return target;
}

std::vector<Rename> all_renames(const Source& target, const Options& options) {
  std::vector<Rename> renames = options.renames;
  renames.insert(renames.end(), target.renames.begin(), target.renames.end());
  return renames;
}

/// The differences when the renames that were told are made: on a shadow, by SQLite.
struct Compared {
  Schema from;
  std::vector<Change> changes;
  std::vector<std::string> notes;
};

Compared compare(const Source& from, const Source& to, const Options& options) {
  Renaming renaming = plan_renames(from.schema, to.schema, all_renames(to, options));
  Compared compared{from.schema, std::move(renaming.changes), std::move(renaming.notes)};
  if (!renaming.statements.empty()) {
    const Shadow shadow = shadow_of(from.connection, options.deadline_seconds);
    if (const auto failure = run_renames(shadow.connection, from.schema, to.schema, renaming)) {
      compared.notes.push_back(*failure);
      compared.changes.clear();
    } else {
      compared.from = introspect(shadow.connection);
    }
  }
  for (Change& change : diff(compared.from, to.schema, options)) {
    compared.changes.push_back(std::move(change));
  }
  return compared;
}

Report report_on(const Source& from, const Source& to, Compared compared, const Options& options) {
  Report report;
  report.from = from.name;
  report.to = to.name;
  report.database = facts_of(from, options);
  const auto positional = positional_users(compared.from);
  report.findings =
      assess({compared.from, to.schema, compared.changes, positional, !options.drop_extra});
  report.verdict =
      any_drift(compared.changes) || !report.findings.empty() ? Verdict::findings : Verdict::clean;
  report.changes = std::move(compared.changes);
  for (const std::vector<std::string>* notes :
       {&from.notes, &to.notes, &std::as_const(compared.notes)}) {
    report.notes.insert(report.notes.end(), notes->begin(), notes->end());
  }
  return report;
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
  const Runner* runner = chosen.log ? chosen.log->found.runner.get() : nullptr;
  Migrations migrations = read_migrations(directory, runner, options);
  return reconcile(live.connection, std::move(chosen), std::move(migrations), options);
}

bool settled(const MigrationStatus& status) {
  return status.state == MigrationState::applied || status.state == MigrationState::pending;
}

Report report_on(const Source& live, const Reconciled& reconciled, const Options& options) {
  const Situation& situation = reconciled.situation;
  Report report;
  report.from = live.name;
  report.to = situation.migrations.directory;
  report.database = facts_of(live, options);
  if (situation.log) {
    const std::string table = situation.log->found.table.text();
    report.logs.push_back({situation.log->found.runner->name,
                           table.empty() ? "PRAGMA user_version" : table,
                           situation.log->log.records.size()});
    report.notes = situation.log->log.notes;
  }
  report.migrations = reconciled.facts.migrations;
  report.cuts = reconciled.facts.cuts;
  report.findings = assess(reconciled.facts);
  const std::vector<Finding>& of_files = situation.migrations.findings;
  report.findings.insert(report.findings.end(), of_files.begin(), of_files.end());
  report.findings = gravest_first(std::move(report.findings));
  for (const auto* notes : {&live.notes, &situation.migrations.notes}) {
    report.notes.insert(report.notes.end(), notes->begin(), notes->end());
  }
  const auto unknown = std::ranges::count_if(situation.migrations.list, [](const Migration& one) {
    return !one.has_sql && !one.snapshot && one.up.empty();
  });
  if (unknown > 0) {
    report.notes.push_back(std::to_string(unknown) +
                           " of the migrations are code: what they do to a schema is known only "
                           "from a history (plumbline record)");
  }
  const bool clean = std::ranges::all_of(report.migrations, settled) &&
                     std::ranges::none_of(report.findings, [](const Finding& finding) {
                       return finding.severity != Severity::note;
                     });
  report.verdict = clean ? Verdict::clean : Verdict::findings;
  return report;
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

Source open_live(const std::string& database, const Options& options) {
  Source live = open_source(database, options);
  if (live.kind == SourceKind::database) return live;
  throw Error(Error::Kind::not_a_database, {database, 0, 0},
              "is not a database file: only one has a log of migrations");
}

}  // namespace

Report status(const std::string& database, const std::string& migrations, const LogChoice& log,
              const Options& options, const std::string& target) {
  const Source live = open_live(database, options);
  Report report = report_on(live, reconcile_source(live, migrations, log, options), options);
  if (target.empty()) return report;
  const Source declared = open_target(target, options);
  Report drift = report_on(live, declared, compare(live, declared, options), options);
  report.changes = std::move(drift.changes);
  std::ranges::move(drift.findings, std::back_inserter(report.findings));
  report.findings = gravest_first(std::move(report.findings));
  if (drift.verdict == Verdict::findings) report.verdict = Verdict::findings;
  return report;
}

Repair repair(const std::string& database, const RepairRequest& request, const Options& options) {
  const Source live = open_shadow_source(database, options);
  const Reconciled reconciled = reconcile_source(live, request.migrations, request.log, options);
  return {mend({live, reconciled, request, options}), report_on(live, reconciled, options)};
}

Loaded load(const std::string& name, const Options& options) {
  Source source = open_source(name, options);
  const DatabaseFacts facts = facts_of(source, options);
  std::erase_if(source.schema.tables,
                [&](const auto& entry) { return !wanted(entry.first, options); });
  std::erase_if(source.schema.views,
                [&](const auto& entry) { return !wanted(entry.first, options); });
  std::erase_if(source.schema.triggers,
                [&](const auto& entry) { return !wanted(entry.second.table, options); });
  return {name,  source.kind == SourceKind::database, std::move(source.schema),
          facts, std::move(source.renames),           std::move(source.notes)};
}

Report diff(const std::string& from, const std::string& to, const Options& options) {
  // A parsed schema takes as much memory as our own: none is held longer than it is needed.
  Source after = open_target(to, options);
  after.connection.close();
  Source before = open_source(from, options);
  if (all_renames(after, options).empty()) before.connection.close();
  return report_on(before, after, compare(before, after, options), options);
}

Repair repair(const std::string& database, const std::string& target, const Options& options) {
  const Source live = open_shadow_source(database, options);
  const Source declared = open_target(target, options);
  Report report = report_on(live, declared, compare(live, declared, options), options);
  Planning planning = plan_repair(live, declared, all_renames(declared, options), options);
  if (Plan* plan = std::get_if<Plan>(&planning); plan != nullptr && !plan->statements.empty()) {
    for (const std::string& line : logs_left_alone(live)) plan->header.push_back(line);
  }
  return {std::move(planning), std::move(report)};
}

}  // namespace plumbline
