#include "analyzer/report_on.hpp"

#include <algorithm>
#include <utility>

#include "analyzer/diff/diff.hpp"
#include "analyzer/diff/positional.hpp"
#include "analyzer/fingerprint.hpp"
#include "analyzer/soundness.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

namespace {

bool settled(const MigrationStatus& status) {
  return status.state == MigrationState::applied || status.state == MigrationState::pending;
}

}  // namespace

DatabaseFacts facts_of(const Source& source, const Options& options) {
  DatabaseFacts facts{source.name, sqlite_library_version(), source.schema.user_version.value_or(0),
                      "", ""};
  if (options.fingerprints) {
    facts.fingerprint = fingerprint_of(source.schema);
    facts.meaning = meaning_fingerprint_of(source.schema);
  }
  return facts;
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
  report.rows_decide = reconciled.stopped && reconciled.stopped->candidates.size() > 1;
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

namespace {

void add(std::vector<Finding> more, std::vector<Finding>& findings) {
  std::ranges::move(more, std::back_inserter(findings));
}

/// Two looks at one schema may see the same.
std::vector<Finding> without_twins(std::vector<Finding> findings) {
  std::vector<Finding> once;
  for (Finding& finding : findings) {
    const bool known = std::ranges::any_of(once, [&](const Finding& other) {
      return other.rule == finding.rule && other.object == finding.object &&
             other.file == finding.file && other.line == finding.line &&
             other.message == finding.message;
    });
    if (!known) once.push_back(std::move(finding));
  }
  return once;
}

/// What only the database has behind the start (a migration may drop it), or has now where the
/// start does not get that far, and what is odd about the differences that the start leaves.
std::vector<Finding> findings_on_target(const Source& live, const Source& declared,
                                        const Deploy& deploy, const Options& options) {
  const Schema& from = deploy.reached ? *deploy.reached : live.schema;
  std::vector<Change> changes = deploy.reached ? diff(from, declared.schema, options)
                                               : compare(live, declared, options).changes;
  std::erase_if(changes, [](const Change& change) { return !is_extra(change); });
  changes.insert(changes.end(), deploy.forecast.drift.begin(), deploy.forecast.drift.end());
  return assess({from, declared.schema, changes, positional_users(from), !options.drop_extra});
}

}  // namespace

Report with_forecast(Report report, const Source& live, const Source* declared,
                     const Deploy& deploy, const Options& options) {
  if (report.database.path.empty()) {
    report.from = live.name;
    report.database = facts_of(live, options);
    report.notes = live.notes;
  }
  add(assess(deploy), report.findings);
  add(assess(look_at_schema(live.connection, live.schema, options)), report.findings);
  if (declared != nullptr) {
    report.to = declared->name;
    const ForecastOutcome outcome = deploy.forecast.outcome;
    const bool reached = outcome != ForecastOutcome::fails && outcome != ForecastOutcome::not_run;
    report.changes = reached ? deploy.forecast.drift : compare(live, *declared, options).changes;
    add(findings_on_target(live, *declared, deploy, options), report.findings);
    report.notes.insert(report.notes.end(), declared->notes.begin(), declared->notes.end());
  }
  report.forecast = deploy.forecast;
  report.findings = without_twins(gravest_first(std::move(report.findings)));
  const bool clean = std::ranges::all_of(report.migrations, settled) &&
                     std::ranges::none_of(report.findings, [](const Finding& finding) {
                       return finding.severity != Severity::note;
                     });
  report.verdict = clean ? Verdict::clean : Verdict::findings;
  return report;
}

}  // namespace plumbline
