// What changed since a snapshot, and which migration did it.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "analyzer/diff/diff.hpp"
#include "tests/audited.hpp"
#include "tests/bad_input.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/audit_words.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const std::vector<std::pair<std::string, std::string>> migrations = {
    {"001_users", "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT);\n"},
    {"002_names",
     "ALTER TABLE users ADD COLUMN name TEXT;\nCREATE INDEX by_name ON users (name);\n"},
    {"003_teams",
     "CREATE TABLE teams (id INTEGER PRIMARY KEY);\n"
     "CREATE VIEW named AS SELECT name FROM users;\n"},
    {"004_rename", "ALTER TABLE users RENAME COLUMN name TO full_name;\n"}};

/// app.db with the first `count` migrations run and recorded as Kysely does, and all their files.
void lay_out_migrations(std::size_t count) {
  fs::create_directory("migrations");
  std::string sql =
      "CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp "
      "varchar(255) NOT NULL); CREATE TABLE kysely_migration_lock (id varchar(255) NOT NULL "
      "PRIMARY "
      "KEY, is_locked integer DEFAULT 0 NOT NULL); INSERT INTO kysely_migration_lock VALUES "
      "('migration_lock', 0);";
  make_database("app.db", sql);
  for (const auto& [name, text] : migrations) write_bytes("migrations/" + name + ".sql", text);
  for (std::size_t i = 0; i < count; ++i) {
    run_past_constraints("app.db", migrations[i].second);
    run_past_constraints("app.db", "INSERT INTO kysely_migration VALUES ('" + migrations[i].first +
                                       "', '2026-01-0" + std::to_string(i + 1) +
                                       "T03:04:05.678Z')");
  }
}

void go_on(std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    run_past_constraints("app.db", migrations[i].second + "INSERT INTO kysely_migration VALUES ('" +
                                       migrations[i].first + "', '2026-02-0" +
                                       std::to_string(i + 1) + "T03:04:05.678Z')");
  }
}

/// `inspect app.db --format yaml`, as a file.
void take_snapshot(const std::string& file) {
  const ProgramAnswer answer = run_program({"inspect", "app.db", "--format", "yaml"});
  REQUIRE(answer.exit_code == 0);
  write_bytes(file, answer.out);
}

/// "column users.name: add-column, by 002_names".
AuditLines changes_in(const Report& report) {
  AuditLines lines;
  for (const ExplainedChange& one : report.audit->since->changes) {
    const ObjectRef object = object_of(one.change);
    lines.push_back(object.table.text() +
                    (object.table == object.name ? "" : "." + object.name.text()) + ": " +
                    kind_of(one.change) + ", " + origin_of(one));
  }
  return lines;
}

Report audited_since(const std::string& snapshot, bool with_migrations = true) {
  AuditRequest request;
  if (with_migrations) request.check.migrations = "migrations";
  request.since = snapshot;
  return audit("app.db", request, {}, {});
}

}  // namespace

TEST_CASE("audit --since: each difference with the migration that makes it") {
  const ScenarioFolder folder;
  lay_out_migrations(1);
  take_snapshot("before.yaml");
  go_on(1, 3);
  const Report report = audited_since("before.yaml");
  CHECK(changes_in(report) ==
        AuditLines{"teams: add-table, by 003_teams", "users.name: add-column, by 002_names",
                   "users.by_name: add-index, by 002_names", "named: add-view, by 003_teams"});
}

TEST_CASE("audit --since: what was changed by hand is by no migration") {
  const ScenarioFolder folder;
  lay_out_migrations(2);
  take_snapshot("before.yaml");
  go_on(2, 3);
  run_past_constraints("app.db",
                       "ALTER TABLE users ADD COLUMN by_hand; DROP INDEX by_name; CREATE INDEX "
                       "by_hand ON teams (id)");
  CHECK(changes_in(audited_since("before.yaml")) ==
        AuditLines{"teams: add-table, by 003_teams",
                   "teams.by_hand: add-index, by no migration that is "
                   "known",
                   "users.by_hand: add-column, by no migration that is known",
                   "users.by_name: drop-index, by no migration that is known",
                   "named: add-view, by 003_teams"});
}

TEST_CASE("audit --since: a column that a migration renamed") {
  const ScenarioFolder folder;
  lay_out_migrations(3);
  take_snapshot("before.yaml");
  go_on(3, 4);
  CHECK(changes_in(audited_since("before.yaml")) ==
        AuditLines{
            "users.full_name: add-column, by 004_rename", "users.name: drop-column, by 004_rename",
            "users.by_name: change-index, by 004_rename", "named: change-view, by 004_rename"});
}

TEST_CASE("audit --since: without migrations nothing is known of who did it") {
  const ScenarioFolder folder;
  lay_out_migrations(1);
  take_snapshot("before.yaml");
  go_on(1, 2);
  CHECK(changes_in(audited_since("before.yaml", false)) ==
        AuditLines{"users.name: add-column, by no migration that is known",
                   "users.by_name: add-index, by no migration that is known"});
  CHECK(changes_in(audited_since("app.db")).empty());
}

TEST_CASE("audit --since: a pending migration has not made what somebody made by hand") {
  const ScenarioFolder folder;
  lay_out_migrations(2);
  take_snapshot("before.yaml");
  CHECK(changes_in(audited_since("before.yaml")).empty());
}

TEST_CASE("audit --since: both sides are dated by when they were written") {
  const ScenarioFolder folder;
  lay_out_migrations(1);
  using std::chrono::sys_days, std::chrono::year;
  const std::chrono::sys_seconds then = sys_days(year(2026) / 2 / 3) + std::chrono::hours(4);
  fs::last_write_time("app.db", std::filesystem::file_time_type::clock::from_sys(then));
  take_snapshot("before.yaml");
  CHECK(read_bytes("before.yaml").find("\ntaken_at: \"2026-02-03T04:00:00Z\"\n") !=
        std::string::npos);
  go_on(1, 2);
  fs::last_write_time(
      "app.db", std::filesystem::file_time_type::clock::from_sys(then + std::chrono::hours(24)));
  const Report report = audited_since("before.yaml");
  CHECK(headline_of(*report.audit->since) ==
        "since before.yaml (2026-02-03T04:00:00Z until 2026-02-04T04:00:00Z): 2 differences");
  const ProgramAnswer json = run_program(
      {"audit", "app.db", "-d", "migrations", "--since", "before.yaml", "--format", "json"});
  const auto since = nlohmann::json::parse(json.out).at("audit").at("since");
  CHECK(since.at("taken_at") == "2026-02-03T04:00:00Z");
  CHECK(since.at("now") == "2026-02-04T04:00:00Z");
  CHECK(since.at("changes").at(0).at("migration") == "002_names");
}

TEST_CASE("audit --since: a snapshot that nobody dated, and a target that is none") {
  const ScenarioFolder folder;
  lay_out_migrations(1);
  write_bytes("old.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY)");
  const Report report = audited_since("old.sql");
  CHECK(headline_of(*report.audit->since).starts_with("since old.sql (not dated until 2"));
  const ProgramAnswer missing =
      run_program({"audit", "app.db", "-d", "migrations", "--since", "nowhere.yaml"});
  CHECK(missing.exit_code == 1);
  CHECK(missing.err.find("nowhere.yaml") != std::string::npos);
}

TEST_CASE("diff of two snapshots needs no database") {
  const ScenarioFolder folder;
  lay_out_migrations(1);
  take_snapshot("one.yaml");
  go_on(1, 2);
  take_snapshot("two.yaml");
  fs::remove("app.db");
  const ProgramAnswer answer = run_program({"diff", "one.yaml", "two.yaml"});
  CHECK(answer.exit_code == 2);
  CHECK(answer.out.starts_with("one.yaml → two.yaml\n"));
  CHECK(answer.out.find("+ column name: TEXT") != std::string::npos);
  CHECK(answer.out.ends_with("2 differences\n"));
}

}  // namespace plumbline
