#include "tests/check_samples.hpp"

#include "tests/status_samples.hpp"

namespace plumbline {

namespace {

const char* const create_tokens =
    "CREATE TABLE _emdash_api_tokens (\n  id TEXT PRIMARY KEY,\n  name TEXT NOT NULL\n)";

StatementPlace place_in(const std::string& migration, int statement, int line,
                        const std::string& sql) {
  return {migration, "migrations/" + migration + ".sql", statement, line, sql};
}

Finding finding_at(const std::string& rule, Severity severity, const StatementPlace& place,
                   const std::string& message) {
  return {rule, severity, {}, place.file, place.line, message, "do something about it"};
}

}  // namespace

Command check_command() {
  Command command;
  command.verb = Command::Verb::check;
  command.sources = {"app.db"};
  command.migrations = "migrations";
  return command;
}

Report foretold(ForecastOutcome outcome) {
  Report report = status_of({migration_of("001_init", MigrationState::applied),
                             migration_of("016_api_tokens", MigrationState::pending),
                             migration_of("017_scopes", MigrationState::pending)});
  report.forecast.emplace();
  report.forecast->outcome = outcome;
  report.forecast->rows = "full";
  if (outcome == ForecastOutcome::nothing_to_run || outcome == ForecastOutcome::not_run) {
    return report;
  }
  report.forecast->steps = {"016_api_tokens", "017_scopes"};
  return report;
}

Report foretold_failure() {
  Report report = foretold(ForecastOutcome::fails);
  const StatementPlace place = place_in("016_api_tokens", 1, 3, create_tokens);
  report.forecast->steps = {"016_api_tokens"};
  report.forecast->failure = {place, "table \"_emdash_api_tokens\" already exists", "", false};
  report.findings = {
      finding_at("deploy-fails", Severity::error, place, "the next start fails at statement 1")};
  report.verdict = Verdict::findings;
  return report;
}

Report foretold_losses() {
  Report report = foretold(ForecastOutcome::loses_rows);
  const StatementPlace place = place_in("017_scopes", 4, 12, "DROP TABLE users");
  report.forecast->losses = {
      {place, Identifier("users"), std::nullopt, 17, LossCause::drop_table},
      {place, Identifier("posts"), Identifier("user_id"), 1, LossCause::set_null},
      {place, Identifier("messages"), std::nullopt, 12'430, LossCause::cascade}};
  report.findings = {
      finding_at("rows-lost", Severity::error, place, "12430 rows of messages are deleted")};
  report.verdict = Verdict::findings;
  return report;
}

Report foretold_drift() {
  Report report = foretold(ForecastOutcome::drifts);
  const ObjectRef index{ObjectType::index, Identifier("tokens_hash"), Identifier("tokens")};
  report.forecast->drift = {
      {ChangeObject{index, Verb::add, "", "CREATE INDEX tokens_hash ON tokens(hash)"},
       ChangeClass::drift}};
  report.verdict = Verdict::findings;
  return report;
}

std::vector<AcceptedFinding> accepted_findings() {
  const StatementPlace place = place_in("001_init", 2, 5, "");
  return {{finding_at("rerun-fails", Severity::error, place, "a second run fails"),
           "migrations/001_init.sql:4", "it has run everywhere"},
          {finding_at("drops-column", Severity::warning, place, "drops a column"),
           "plumbline.yaml:9", ""}};
}

Report linted() {
  Report report;
  report.from = "migrations";
  report.migrations = {migration_of("0001_init", MigrationState::pending),
                       migration_of("0002_visits", MigrationState::pending),
                       migration_of("0003_tags", MigrationState::pending)};
  const StatementPlace visits = place_in("0002_visits", 2, 4, "");
  report.findings = {
      finding_at("some-note", Severity::note, place_in("0003_tags", 1, 1, ""), "a remark"),
      finding_at("rerun-fails", Severity::error, visits, "a second run fails"),
      {"duplicate-version", Severity::warning, {}, "", 0, "two files are version 3", ""}};
  report.rewrites = {{"0002_visits",
                      "migrations/0002_visits.sql",
                      {"CREATE TABLE IF NOT EXISTS visits (n INT);\nINSERT INTO visits VALUES "
                       "('a\n\tb');\n",
                       "tables are made only where they are not there",
                       {"statement 2 inserts a second row"}}}};
  report.verdict = Verdict::findings;
  return report;
}

std::string hostile_text() {
  return "a\"'`b\\\n::error::c\r\n```\n~~~\n| d | <script>alert(1)</script></details> \x1b[31m\x07"
         "\xe2\x80\xae\xff\xc3( [e](javascript:f) @everyone #1 %0A -->{0}\t**g** $(h) \xc2\x9b";
}

Report hostile_report() {
  const std::string text = hostile_text();
  const Identifier name(text);
  const ObjectRef object{ObjectType::index, name, name};
  const StatementPlace place{text, text, 1, 3, text};
  Report report;
  report.database.path = text;
  report.logs = {{text, text, 1}};
  report.migrations = {{text, text, true, MigrationState::partial, {}, 2, 1, {}}};
  report.migrations.front().verdicts = {{1, 3, StatementVerdict::pending, text}};
  report.cuts = {{text, 0}, {text, 1}};
  report.forecast = Forecast{ForecastOutcome::fails, text, {text, text}, {}, {}, {}, "full"};
  report.forecast->failure = {place, text, text, false};
  report.forecast->losses = {{place, name, name, 3, LossCause::trigger}};
  report.forecast->drift = {
      {AddTable{name}, ChangeClass::drift},
      {ChangeObject{object, Verb::change, text, text + " "}, ChangeClass::drift},
      {Respell{object, text, text}, ChangeClass::cosmetic}};
  report.changes = report.forecast->drift;
  report.findings = {{"deploy-fails", Severity::error, object, text, 3, text, text},
                     {"extra-table", Severity::warning, object, "", 0, text, ""},
                     {text, Severity::note, object, "/" + text, 1, text, text}};
  report.accepted = {{report.findings.front(), text + ":2", text},
                     {report.findings.back(), text, ""}};
  report.rewrites = {{text, text, {text, text, {text, text}}}};
  report.notes = {text};
  report.verdict = Verdict::findings;
  return report;
}

}  // namespace plumbline
