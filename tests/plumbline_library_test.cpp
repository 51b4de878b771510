// The library as an application sees it: analyzer/plumbline.hpp and nothing else of Plumbline.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "analyzer/plumbline.hpp"
#include "tests/scenario.hpp"

namespace plumbline {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

constexpr const char* dbmate_log =
    "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);";
constexpr const char* first = "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);";

/// Migrations as dbmate reads them; the second makes a column and a table.
void lay_out_migrations() {
  write("migrations/001_users.sql", std::string("-- migrate:up\n") + first + "\n-- migrate:down\n");
  write("migrations/002_names.sql",
        "-- migrate:up\nALTER TABLE users ADD COLUMN name TEXT;\n"
        "CREATE TABLE teams (id INTEGER PRIMARY KEY);\n-- migrate:down\n");
}

SelfCheck with_migrations(const std::string& sql) {
  lay_out_migrations();
  make_database("app.db", dbmate_log + sql);
  return check_itself({.database = "app.db", .migrations = "migrations"});
}

std::vector<std::string> errors_of(const SelfCheck& answer) {
  std::vector<std::string> rules;
  for (const SelfCheckFinding& finding : answer.findings) {
    if (finding.severity == SelfCheckFinding::Severity::error) rules.push_back(finding.rule);
  }
  return rules;
}

TEST_CASE("library: a database as declared is sound, and says so in one line") {
  const ScenarioFolder folder;
  write("schema.sql", first);
  make_database("app.db", first);
  const SelfCheck answer = check_itself({.database = "app.db", .schema = "schema.sql"});
  CHECK(to_string(answer.verdict) == "sound");
  CHECK(answer.is_safe());
  CHECK(answer.pending.empty());
  CHECK(answer.text == "app.db: all is well\n");
}

TEST_CASE("library: another schema than the declared one") {
  const ScenarioFolder folder;
  write("schema.sql", first);
  make_database("app.db", "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT);");
  const SelfCheck answer = check_itself({.database = "app.db", .schema = "schema.sql"});
  CHECK(to_string(answer.verdict) == "drifts");
  CHECK(!answer.is_safe());
  REQUIRE(errors_of(answer) == std::vector<std::string>{"deploy-drifts"});
  CHECK(answer.findings.front().object == "column users.mail");
  CHECK(
      answer.text.starts_with("app.db: the schema is not the declared one\n"
                              "error: deploy-drifts: column users.mail: "));
  CHECK(answer.text.find("\n  → plumbline repair") != std::string::npos);
}

TEST_CASE("library: a half-done migration, where it stopped and what to do") {
  const ScenarioFolder folder;
  const SelfCheck answer = with_migrations(std::string(first) +
                                           "INSERT INTO schema_migrations VALUES ('001');"
                                           "ALTER TABLE users ADD COLUMN name TEXT;");
  CHECK(to_string(answer.verdict) == "half-done");
  CHECK(!answer.is_safe());
  REQUIRE(!answer.findings.empty());
  const SelfCheckFinding& finding = answer.findings.front();
  CHECK(finding.rule == "half-done-migration");
  CHECK(finding.file == "migrations/002_names.sql");
  CHECK(finding.line == 3);
  CHECK(finding.message.starts_with("002_names stopped after statement 1 of 2"));
  CHECK(finding.remedy.starts_with("repair --finish"));
}

TEST_CASE("library: what waits, and that nothing does") {
  const ScenarioFolder folder;
  const std::string one_applied =
      std::string(first) + "INSERT INTO schema_migrations VALUES ('001')";
  const SelfCheck waiting = with_migrations(one_applied);
  CHECK(to_string(waiting.verdict) == "pending");
  CHECK(waiting.is_safe());
  CHECK(waiting.pending == std::vector<std::string>{"002_names"});

  fs::remove("app.db");
  const SelfCheck done = with_migrations(one_applied +
                                         ", ('002'); ALTER TABLE users ADD COLUMN name TEXT;"
                                         "CREATE TABLE teams (id INTEGER PRIMARY KEY);");
  CHECK(to_string(done.verdict) == "sound");
  CHECK(done.is_safe());
}

TEST_CASE("library: a log that claims what the schema has not got") {
  const ScenarioFolder folder;
  const SelfCheck answer =
      with_migrations(std::string(first) + "INSERT INTO schema_migrations VALUES ('001'), ('002')");
  CHECK(to_string(answer.verdict) == "inconsistent");
  CHECK(!answer.is_safe());
}

TEST_CASE("library: pending migrations that fail on the rows, or lose some") {
  const ScenarioFolder folder;
  const std::string applied = std::string(first) +
                              "INSERT INTO schema_migrations VALUES ('001');"
                              "INSERT INTO users VALUES (1, 'ada'), (2, 'ada');";
  write("migrations/003_mail.sql",
        "-- migrate:up\nCREATE UNIQUE INDEX users_mail ON users (mail);\n-- migrate:down\n");
  CHECK(to_string(with_migrations(applied).verdict) == "fails");

  fs::remove("app.db");
  write("migrations/003_mail.sql", "-- migrate:up\nDROP TABLE users;\n-- migrate:down\n");
  const SelfCheck answer = with_migrations(applied);
  CHECK(to_string(answer.verdict) == "loses-rows");
  CHECK(!answer.is_safe());
}

TEST_CASE("library: a view over a column that is not there") {
  const ScenarioFolder folder;
  const std::string sql = std::string(first) + "CREATE VIEW v AS SELECT nope FROM users;";
  write("schema.sql", first);
  make_database("app.db", sql);
  const SelfCheck answer = check_itself({.database = "app.db", .schema = "schema.sql"});
  CHECK(std::ranges::count(answer.findings, "broken-object", &SelfCheckFinding::rule) == 1);
  CHECK(answer.text.find("warning: broken-object: view v: no such column: nope\n") !=
        std::string::npos);
}

TEST_CASE("library: no database is a value, not an error, and none is made") {
  const ScenarioFolder folder;
  write("schema.sql", first);
  const SelfCheck answer = check_itself({.database = "app.db", .schema = "schema.sql"});
  CHECK(to_string(answer.verdict) == "no-database");
  CHECK(!answer.is_safe());
  CHECK(answer.text == "app.db: there is no such file\n");
  CHECK(!fs::exists("app.db"));
}

TEST_CASE("library: what cannot be read, or asked, is an Error with its place") {
  const ScenarioFolder folder;
  make_database("app.db", first);
  write("schema.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY,,);");
  CHECK_THROWS_WITH_AS(check_itself({.database = "app.db", .schema = "schema.sql"}),
                       doctest::Contains("schema.sql:1"), Error);
  CHECK_THROWS_AS(check_itself({.database = "schema.sql", .schema = "schema.sql"}), Error);
  CHECK_THROWS_WITH_AS(check_itself({.database = "app.db"}),
                       "app.db: name its declared schema, or its migrations, to hold it against",
                       Error);
}

TEST_CASE("library: a database without a name is none that is not there yet") {
  CHECK_THROWS_WITH_AS(check_itself({.database = "", .schema = "schema.sql"}),
                       "the database has no name", Error);
}

TEST_CASE("library: asking leaves no trace") {
  const ScenarioFolder folder;
  write("schema.sql", first);
  make_database("app.db", std::string("PRAGMA journal_mode=WAL;") + first);
  const std::string before = read_bytes("app.db");
  check_itself({.database = "app.db", .schema = "schema.sql"});
  CHECK(read_bytes("app.db") == before);
  CHECK(std::distance(fs::directory_iterator("."), fs::directory_iterator()) == 2);
}

}  // namespace
}  // namespace plumbline
