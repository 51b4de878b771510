#include "analyzer/plumbline.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "analyzer/analyze.hpp"

namespace plumbline {

namespace {

bool is_half_done(const MigrationStatus& migration) {
  return migration.state == MigrationState::partial ||
         migration.flags.contains(MigrationFlag::dirty);
}

bool is_settled_one(const MigrationStatus& migration) {
  return migration.state == MigrationState::applied || migration.state == MigrationState::pending;
}

SelfCheckVerdict verdict_of(const Report& report, const Forecast& forecast) {
  if (std::ranges::any_of(report.migrations, is_half_done)) return SelfCheckVerdict::half_done;
  const bool settled = std::ranges::all_of(report.migrations, is_settled_one);
  if (!settled || forecast.outcome == ForecastOutcome::not_run) {
    return SelfCheckVerdict::inconsistent;
  }
  if (forecast.outcome == ForecastOutcome::fails) return SelfCheckVerdict::fails;
  if (forecast.outcome == ForecastOutcome::loses_rows) return SelfCheckVerdict::loses_rows;
  if (forecast.outcome == ForecastOutcome::drifts) return SelfCheckVerdict::drifts;
  if (std::ranges::count(report.findings, Severity::error, &Finding::severity) > 0) {
    return SelfCheckVerdict::unsound;
  }
  return forecast.steps.empty() ? SelfCheckVerdict::sound : SelfCheckVerdict::pending;
}

std::string sentence_on(SelfCheckVerdict verdict) {
  switch (verdict) {
    case SelfCheckVerdict::no_database:
      return "there is no such file";
    case SelfCheckVerdict::half_done:
      return "a migration is half-done";
    case SelfCheckVerdict::inconsistent:
      return "log, migrations and schema do not agree, or cannot be compared";
    case SelfCheckVerdict::fails:
      return "the pending migrations would fail";
    case SelfCheckVerdict::loses_rows:
      return "the pending migrations would lose rows";
    case SelfCheckVerdict::drifts:
      return "the schema is not the declared one";
    case SelfCheckVerdict::unsound:
      return "something is wrong with the schema";
    case SelfCheckVerdict::pending:
      return "migrations wait, and will succeed";
    case SelfCheckVerdict::sound:
      break;
  }
  return "all is well";
}

std::string name_of_object(const ObjectRef& object) {
  const std::string type = to_string(object.type);
  if (object.type == ObjectType::database) return type;
  if (object.type != ObjectType::column) return type + " " + object.name.text();
  return type + " " + object.table.text() + "." + object.name.text();
}

SelfCheckFinding::Severity severity_of(Severity severity) {
  if (severity == Severity::error) return SelfCheckFinding::Severity::error;
  return severity == Severity::warning ? SelfCheckFinding::Severity::warning
                                       : SelfCheckFinding::Severity::note;
}

SelfCheckFinding told(const Finding& finding) {
  return {finding.rule,
          severity_of(finding.severity),
          name_of_object(finding.object),
          finding.file,
          finding.line,
          finding.message,
          finding.remedy};
}

std::string lines_of(const Finding& finding) {
  std::string line = to_string(finding.severity) + ": " + finding.rule + ": ";
  if (!finding.file.empty())
    line += to_string(SourcePosition{finding.file, finding.line, 0}) + ": ";
  if (finding.object.type != ObjectType::database) line += name_of_object(finding.object) + ": ";
  line += finding.message + "\n";
  return finding.remedy.empty() ? line : line + "  → " + finding.remedy + "\n";
}

std::string text_of(const SelfCheckRequest& request, SelfCheckVerdict verdict, const Report& report,
                    const Forecast& forecast) {
  std::string text = request.database + ": " + sentence_on(verdict) + "\n";
  const bool unknown = forecast.outcome == ForecastOutcome::not_run && !forecast.why.empty();
  if (unknown) text += "why: " + forecast.why + "\n";
  for (const Finding& finding : report.findings) {
    if (finding.severity != Severity::note) text += lines_of(finding);
  }
  return text;
}

SelfCheck told(const SelfCheckRequest& request, const Report& report) {
  const Forecast forecast = report.forecast.value_or(Forecast());
  SelfCheck answer;
  answer.verdict = verdict_of(report, forecast);
  for (const Finding& finding : report.findings) answer.findings.push_back(told(finding));
  answer.pending = forecast.steps;
  answer.text = text_of(request, answer.verdict, report, forecast);
  return answer;
}

void require_names(const SelfCheckRequest& request) {
  if (request.database.empty()) throw Error(Error::Kind::usage, {}, "the database has no name");
  if (!request.schema.empty() || !request.migrations.empty()) return;
  throw Error(Error::Kind::usage, {request.database, 0, 0},
              "name its declared schema, or its migrations, to hold it against");
}

SelfCheck no_database(const SelfCheckRequest& request) {
  const SelfCheckVerdict verdict = SelfCheckVerdict::no_database;
  return {verdict, {}, {}, request.database + ": " + sentence_on(verdict) + "\n"};
}

}  // namespace

std::string_view to_string(SelfCheckVerdict verdict) {
  switch (verdict) {
    case SelfCheckVerdict::no_database:
      return "no-database";
    case SelfCheckVerdict::half_done:
      return "half-done";
    case SelfCheckVerdict::inconsistent:
      return "inconsistent";
    case SelfCheckVerdict::fails:
      return "fails";
    case SelfCheckVerdict::loses_rows:
      return "loses-rows";
    case SelfCheckVerdict::drifts:
      return "drifts";
    case SelfCheckVerdict::unsound:
      return "unsound";
    case SelfCheckVerdict::pending:
      return "pending";
    case SelfCheckVerdict::sound:
      break;
  }
  return "sound";
}

bool SelfCheck::is_safe() const {
  const bool well = verdict == SelfCheckVerdict::pending || verdict == SelfCheckVerdict::sound;
  return well && std::ranges::none_of(findings, [](const SelfCheckFinding& finding) {
           return finding.severity == SelfCheckFinding::Severity::error;
         });
}

SelfCheck check_itself(const SelfCheckRequest& request) {
  require_names(request);
  std::error_code failure;
  if (!std::filesystem::exists(request.database, failure) && !failure) return no_database(request);
  Options options;
  options.foreign_keys = request.foreign_keys;
  options.deadline = Deadline(request.deadline_seconds);
  const CheckRequest question = {request.migrations, {request.runner, "", ""}, {}, request.schema};
  return told(request, check(request.database, question, options));
}

std::string_view plumbline_version() { return PLUMBLINE_VERSION; }

}  // namespace plumbline
