#include "tests/status_samples.hpp"

namespace plumbline {

MigrationStatus migration_of(const std::string& id, MigrationState state) {
  MigrationStatus migration;
  migration.id = id;
  migration.file = "migrations/" + id + ".sql";
  migration.state = state;
  migration.recorded = state == MigrationState::applied;
  migration.statements = 3;
  migration.applied = state == MigrationState::applied ? 3 : 0;
  return migration;
}

Report status_of(std::vector<MigrationStatus> migrations) {
  Report report;
  report.database.path = "app.db";
  report.logs = {{"kysely", "_emdash_migrations", 2}};
  report.migrations = std::move(migrations);
  return report;
}

MigrationStatus half_done() {
  MigrationStatus migration = migration_of("016_api_tokens", MigrationState::partial);
  migration.applied = 1;
  migration.verdicts = {
      {1, 3, StatementVerdict::applied, "table api_tokens is there"},
      {2, 8, StatementVerdict::pending, "index api_tokens_user is not there"},
      {3, 0, StatementVerdict::data_only, ""},
  };
  return migration;
}

Report stopped_half_way() {
  Report report = status_of({migration_of("001_init", MigrationState::applied),
                             migration_of("015_x", MigrationState::applied), half_done(),
                             migration_of("017_y", MigrationState::pending)});
  report.verdict = Verdict::findings;
  report.cuts = {{"016_api_tokens", 1}};
  return report;
}

Report with_state(MigrationState state) {
  return status_of({migration_of("001_init", MigrationState::applied), migration_of("002", state)});
}

Finding finding_of(Severity severity) { return {"some-rule", severity, {}, "", 0, "what", "do"}; }

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace plumbline
