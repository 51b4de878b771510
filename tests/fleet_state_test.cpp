#include <doctest/doctest.h>
#include <sqlite3.h>

#include <filesystem>

#include "analyzer/analyze.hpp"
#include "analyzer/fleet/database_state.hpp"
#include "tests/fleet_samples.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

std::string key_of(const std::string& file, const LogChoice& choice = {}) {
  LogPlans plans(choice, {});
  return state_of(file, plans).key;
}

/// The key of a database of this SQL, read with the plans of others.
std::string key_of_sql(const std::string& sql, LogPlans& plans) {
  std::filesystem::remove("made.db");
  make_database("made.db", sql);
  return state_of("made.db", plans).key;
}

const std::string dbmate = "CREATE TABLE schema_migrations(version varchar(128) PRIMARY KEY);";
const std::string own_log = "CREATE TABLE app_migrations(name TEXT, applied_at TEXT);";

}  // namespace

TEST_CASE("fleet: the schema of a state is the fingerprint of inspect") {
  const ScenarioFolder folder;
  make_database("a.db",
                "CREATE TABLE b(x INTEGER PRIMARY KEY AUTOINCREMENT, y TEXT UNIQUE);"
                "CREATE INDEX b_y ON b(y); CREATE VIEW v AS SELECT * FROM b;"
                "CREATE TRIGGER t AFTER INSERT ON b BEGIN SELECT 1; END;"
                "CREATE TABLE a(\"née\" TEXT); ANALYZE; PRAGMA user_version=7");
  Options options;
  options.fingerprints = true;
  LogPlans plans({}, options);
  CHECK(state_of("a.db", plans).schema == load("a.db", options).facts.fingerprint);
}

TEST_CASE("fleet: equal schema and log are one state, whatever the rows and the times") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const std::string settled = key_of("tenants/a1.db");
  CHECK(key_of("tenants/a2.db") == settled);
  CHECK(key_of("tenants/b1.db") == key_of("tenants/b2.db"));
  CHECK(key_of("tenants/c1.db") == key_of("tenants/c2.db"));
  CHECK(key_of("tenants/b1.db") != settled);
  CHECK(key_of("tenants/d1.db") != settled);
  make_tenant({"lock.db", 3, "UPDATE kysely_migration_lock SET is_locked = 1"});
  make_tenant({"version.db", 3, "PRAGMA user_version = 3"});
  make_tenant({"id.db", 3, "PRAGMA application_id = 3"});
  make_tenant({"less.db", 3, "DELETE FROM kysely_migration WHERE name = '003_teams'"});
  make_tenant(
      {"late.db", 3, "UPDATE kysely_migration SET timestamp = '2027' WHERE name = '001_users'"});
  for (const char* const other : {"lock.db", "version.db", "id.db", "less.db", "late.db"}) {
    CHECK_MESSAGE(key_of(other) != settled, other);
  }
}

TEST_CASE("fleet: the order in which objects were made is no difference") {
  const ScenarioFolder folder;
  LogPlans plans({}, {});
  const std::string key = key_of_sql("CREATE TABLE a(x); CREATE TABLE b(y);", plans);
  CHECK(key_of_sql("CREATE TABLE b(y); CREATE TABLE a(x);", plans) == key);
  CHECK(key_of_sql("CREATE TABLE b(y); CREATE TABLE a( x);", plans) != key);
}

TEST_CASE("fleet: which log a schema has is asked once, unless its rows decide") {
  const ScenarioFolder folder;
  make_database("d.db", dbmate + "INSERT INTO schema_migrations VALUES ('001'), ('002')");
  make_database("o.db", own_log + "INSERT INTO app_migrations VALUES ('001_a', '2026')");
  const auto decided_by_rows = [](const std::string& file, const LogChoice& choice = {}) {
    return rows_decide_log(load(file, {}).schema, choice);
  };
  CHECK_FALSE(decided_by_rows("d.db"));
  CHECK_FALSE(decided_by_rows("d.db", {"dbmate", "", ""}));
  CHECK(decided_by_rows("d.db", {"auto", "schema_migrations", ""}));
  CHECK(decided_by_rows("o.db"));
  LogPlans plans({}, {});
  const std::string one =
      key_of_sql(own_log + "INSERT INTO app_migrations VALUES ('001_a', '2026')", plans);
  CHECK(key_of_sql(own_log + "INSERT INTO app_migrations VALUES ('001_a', '2027')", plans) == one);
  CHECK(key_of_sql(own_log + "INSERT INTO app_migrations VALUES ('001_b', '2026')", plans) != one);
  CHECK(key_of_sql(own_log + "INSERT INTO app_migrations VALUES ('lunch', '2026')", plans) != one);
}

TEST_CASE("fleet: the last record is told where the migrations are not known") {
  const ScenarioFolder folder;
  make_database("d.db", dbmate + "INSERT INTO schema_migrations VALUES ('001'), ('002')");
  make_database("n.db", "CREATE TABLE t(x)");
  LogPlans plans({}, {});
  CHECK(last_record_of("d.db", plans) == "002");
  CHECK(last_record_of("n.db", plans).empty());
}

TEST_CASE("fleet: a state is read as every answer is, beside a writer and without a trace") {
  const ScenarioFolder folder;
  make_tenant({"wal.db", 2, "PRAGMA journal_mode=WAL"});
  make_tenant({"plain.db", 3});
  const std::string before = read_bytes("wal.db");
  sqlite3* writer = nullptr;
  REQUIRE(sqlite3_open("wal.db", &writer) == SQLITE_OK);
  const std::string more =
      "CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);"
      "CREATE TABLE members(team INTEGER REFERENCES teams(id), user INTEGER);"
      "CREATE INDEX members_team ON members(team);"
      "INSERT INTO kysely_migration VALUES ('003_teams', '2026-04')";
  REQUIRE(sqlite3_exec(writer, more.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(key_of("wal.db") == key_of("plain.db"));
  CHECK(read_bytes("wal.db") == before);
  CHECK(std::filesystem::exists("wal.db-wal"));
  sqlite3_close(writer);
  CHECK_THROWS_WITH_AS(key_of("not-there.db"), "not-there.db: no such file", Error);
}

TEST_CASE("fleet: what a log may not reach stays out of reach") {
  const ScenarioFolder folder;
  make_database("v.db",
                "CREATE TABLE t(x); CREATE VIEW app_migrations AS SELECT load_extension('x') AS "
                "name, 1 AS applied_at");
  CHECK_THROWS_AS(key_of("v.db", {"auto", "app_migrations", ""}), Error);
}

}  // namespace plumbline
