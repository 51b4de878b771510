// What the logs of real runners say, to the last key and mark; and what is made of tables that no
// runner would write.
#include "analyzer/history/log/read_log.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "tests/found_logs.hpp"

namespace plumbline {
namespace {

using Lines = std::vector<std::string>;

MigrationLog first_log(const Connection& connection, const LogChoice& choice) {
  const auto found = find_logs(connection, introspect(connection), choice);
  REQUIRE(found.size() == 1);
  return read_log(connection, found.front());
}

MigrationLog log_in_file(const std::string& file) {
  const OpenedDatabase opened = open_database("snapshots/runners/" + file);
  return first_log(opened.connection, {});
}

MigrationLog log_of(const std::string& sql, const LogChoice& choice = {}) {
  const Connection connection = Connection::in_memory("app.db");
  connection.execute(sql);
  return first_log(connection, choice);
}

/// The keys; " failed" behind those that are marked so.
Lines keys_of(const MigrationLog& log) {
  Lines keys;
  for (const LogRecord& record : log.records) {
    keys.push_back(record.key + (record.failed ? " failed" : ""));
  }
  return keys;
}

void check_keys(const std::string& file, const Lines& keys) {
  CAPTURE(file);
  const MigrationLog log = log_in_file(file);
  CHECK(keys_of(log) == keys);
  CHECK(log.notes == Lines{});
  CHECK(log.locks == Lines{});
}

const std::string goose_table =
    "CREATE TABLE goose_db_version(id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER, "
    "is_applied INTEGER, tstamp TIMESTAMP); INSERT INTO goose_db_version(version_id, is_applied) ";
const std::string flyway_table =
    "CREATE TABLE flyway_schema_history(installed_rank INT PRIMARY KEY, version VARCHAR(50), "
    "description VARCHAR(200), type VARCHAR(20), script VARCHAR(1000), checksum INT, installed_by "
    "VARCHAR(100), installed_on TEXT, execution_time INT, success BOOLEAN);"
    "INSERT INTO flyway_schema_history(installed_rank, version, type, script, checksum, success) ";
const std::string d1_table =
    "CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY, name TEXT, applied_at TIMESTAMP);"
    "INSERT INTO d1_migrations(name) ";

}  // namespace

TEST_CASE("read_log: the keys of every real runner") {
  check_keys("alembic/app.db", {"a00000000003"});
  check_keys("alembic/pending.db", {"a00000000002"});
  check_keys("db-migrate/app.db",
             {"/20260101000000-users", "/20260102000000-posts", "/20260103000000-created-at"});
  check_keys("dbmate/failed_notx.db", {"20260101000000", "20260102000000", "20260103000000"});
  check_keys("django/failed_nonatomic.db",
             {"blog.0001_initial", "blog.0002_posts", "blog.0003_created_at"});
  check_keys("drizzle/skipped.db", {"1767225600000", "1767312000000", "1767398400000"});
  check_keys("drizzle/failed.db", {});
  check_keys("drizzle1/upgraded_from_0_45.db",
             {"20260101000000_users", "20260102000000_posts", "20260103000000_created_at"});
  check_keys("golang-migrate/app.db", {"3"});
  check_keys("golang-migrate/failed.db", {"4 failed"});
  check_keys("goose/failed.db", {"1", "2", "3"});
  check_keys("knex/steps.db", {"20260101000000_users.js", "20260102000000_posts.js",
                               "20260103000000_created_at.js"});
  check_keys("knex/failed.db", {});
  check_keys("kysely/failed.db", {"2026-01-01_users", "2026-01-02_posts", "2026-01-03_created_at"});
  check_keys("laravel/app_step.db", {"2026_01_01_000000_users", "2026_01_02_000000_posts",
                                     "2026_01_03_000000_created_at"});
  check_keys("liquibase428/clean_sync.db",
             {"1-users::lab::changelog.sql", "2-posts::lab::changelog.sql",
              "3-created_at::lab::changelog.sql"});
  check_keys("mikro-orm/failed_each.db",
             {"Migration20260101000000", "Migration20260102000000", "Migration20260103000000"});
  check_keys("postgrator/failed.db", {"1", "2", "3"});
  check_keys("rails/failed.db", {"20260101000000", "20260102000000", "20260103000000"});
  check_keys("sequel/app_int.db", {"3"});
  check_keys("sequel/failed_ts.db", {"20260101000000_users.rb", "20260102000000_posts.rb",
                                     "20260103000000_created_at.rb"});
  check_keys("sqitch/sqitch.db", {"users", "posts", "created_at"});
  check_keys("sql-migrate/app.db", {"20260101000000-users.sql", "20260102000000-posts.sql",
                                    "20260103000000-created_at.sql"});
  check_keys("sqlite-migrate/app.db",
             {"demo.m001_users", "demo.m002_posts", "demo.m003_created_at"});
  check_keys("typeorm/failed_none.db",
             {"Users1767225600001", "Posts1767225600002", "CreatedAt1767225600003"});
  check_keys("umzug/app.db", {"20260101000000-users.js", "20260102000000-posts.js",
                              "20260103000000-created_at.js"});
  check_keys("wrangler/failed.db", {"0001_users.sql", "0002_posts.sql", "0003_created_at.sql"});
  check_keys("yoyo/app.db", {"0001-users", "0002-posts", "0003-created_at"});
}

TEST_CASE("read_log: Prisma's failed row counts until it is resolved, the resolved one never") {
  const Lines three = {"20260101000000_users", "20260102000000_posts", "20260103000000_created_at"};
  const auto with = [&](const std::string& fourth) {
    Lines keys = three;
    keys.push_back(fourth);
    return keys;
  };
  check_keys("prisma/app.db", three);
  check_keys("prisma/failed.db", with("20260104000000_bad failed"));
  check_keys("prisma/resolved_applied.db", with("20260104000000_bad"));
  check_keys("prisma/resolved_rolledback.db", three);
}

TEST_CASE("read_log: checksums and times as the log holds them") {
  const LogRecord drizzle = log_in_file("drizzle/app.db").records.front();
  CHECK(drizzle.checksum == "7f8dd3e54ac10dc46ef57a26a693f537871135a08fd30650f1293ca7992b4fc1");
  CHECK(drizzle.at == "");
  CHECK(log_in_file("kysely/app.db").records.front().at == "2026-11-20T19:22:18.929Z");
  CHECK(log_in_file("knex/app.db").records.front().at == "1795202607945");
  CHECK(log_in_file("liquibase428/app.db").records.front().checksum ==
        "9:e79824c11d0a382e6069936f4b61f6cd");
  const MigrationLog sqlx = log_of(
      "CREATE TABLE _sqlx_migrations(version BIGINT PRIMARY KEY, description TEXT, installed_on "
      "TIMESTAMP, success BOOLEAN, checksum BLOB, execution_time BIGINT);"
      "INSERT INTO _sqlx_migrations VALUES(1, 'a', 'then', TRUE, x'00FFab', -1),"
      "(2, 'b', 'then', FALSE, NULL, -1), (3, 'c', 'then', NULL, NULL, -1)");
  CHECK(keys_of(sqlx) == Lines{"1", "2 failed"});
  CHECK(sqlx.records[0].checksum == "00ffab");
  CHECK(sqlx.records[1].checksum == "");
  CHECK(sqlx.notes == Lines{"1 row marked as neither applied nor failed: left out"});
  const MigrationLog postgrator = log_of(
      "CREATE TABLE schemaversion(version INTEGER PRIMARY KEY, name TEXT, md5 TEXT, run_at);"
      "INSERT INTO schemaversion VALUES(0, NULL, NULL, NULL), (1, 'a', 'undefined', '')");
  CHECK(keys_of(postgrator) == Lines{"1"});
  CHECK(postgrator.records[0].checksum == "");
}

TEST_CASE("read_log: of goose's rows the newest of each version counts") {
  CHECK(keys_of(log_of(goose_table + "VALUES(0, 1), (1, 1), (2, 1), (2, 0), (3, 0), (3, 1)")) ==
        Lines{"1", "3"});
}

TEST_CASE("read_log: Flyway's repeated, deleted, undone and failed scripts") {
  const MigrationLog log = log_of(
      flyway_table +
      "VALUES(1, '1', 'BASELINE', '<< Flyway Baseline >>', NULL, 1), (2, '2', 'SQL', 'V2__a.sql', "
      "-7, 1), (3, NULL, 'SQL', 'R__v.sql', 1, 1), (4, NULL, 'SQL', 'R__v.sql', 2, 1), (5, '3', "
      "'SQL', 'V3__b.sql', 3, 1), (6, '3', 'UNDO_SQL', 'U3__b.sql', 3, 1), (7, '4', 'SQL', "
      "'V4__c.sql', 4, 1), (8, '4', 'DELETE', 'V4__c.sql', 4, 1), (9, '5', 'SQL', 'V5__d.sql', 5, "
      "0)");
  CHECK(keys_of(log) == Lines{"V2__a.sql", "R__v.sql", "V5__d.sql failed"});
  CHECK(log.records[0].checksum == "-7");
  CHECK(log.records[1].checksum == "2");
  CHECK(log.baselines == Lines{"1"});
  CHECK(log.notes == Lines{});
}

TEST_CASE("read_log: Atlas's baseline, and how far a failed one came") {
  const MigrationLog log = log_of(
      "CREATE TABLE atlas_schema_revisions(version text PRIMARY KEY, description text, type "
      "integer, applied integer, total integer, executed_at datetime, execution_time integer, "
      "error text, error_stmt text, hash text, partial_hashes json, operator_version text);"
      "INSERT INTO atlas_schema_revisions(version, type, applied, total, hash) "
      "VALUES('2', 1, 0, 0, ''), ('3', 2, 4, 4, 'x'), ('4', 2, 3, 9, 'y')");
  CHECK(keys_of(log) == Lines{"2", "3", "4 failed"});
  CHECK(log.baselines == Lines{"2"});
  CHECK(log.records[1].statements_run == std::nullopt);
  CHECK(log.records[2].statements_run == 3);
}

TEST_CASE("read_log: rows are in the order in which they were written, not in that of an index") {
  CHECK(keys_of(log_of("CREATE TABLE SequelizeMeta(name VARCHAR(255) PRIMARY KEY);"
                       "INSERT INTO SequelizeMeta VALUES('b.js'), ('a.js')")) ==
        Lines{"b.js", "a.js"});
}

TEST_CASE("read_log: NULL names and repeated ones are noted") {
  const MigrationLog log =
      log_of(d1_table + "VALUES('b.sql'), (NULL), ('a.sql'), ('b.sql'), (NULL), ('b.sql')");
  CHECK(keys_of(log) == Lines{"b.sql", "a.sql", "b.sql", "b.sql"});
  CHECK(log.notes == Lines{"2 rows with NULL for a name: left out", "b.sql is recorded in 3 rows"});
  const MigrationLog many = log_of(d1_table +
                                   "WITH n(i) AS (VALUES(1),(2),(3),(4),(5)) "
                                   "SELECT i || '.sql' FROM n, (VALUES(1),(2))");
  CHECK(many.records.size() == 10);
  CHECK(many.notes == Lines{"1.sql is recorded in 2 rows", "2.sql is recorded in 2 rows",
                            "3.sql is recorded in 2 rows", "so are 2 more"});
  // DbUp's RunAlways scripts add a row each time.
  CHECK(log_of("CREATE TABLE SchemaVersions(SchemaVersionID INTEGER PRIMARY KEY, ScriptName TEXT, "
               "Applied DATETIME); INSERT INTO SchemaVersions(ScriptName) VALUES('a'), ('a')")
            .notes == Lines{});
}

TEST_CASE("read_log: a missing column is noted and costs no more than itself") {
  const MigrationLog log = log_of(
      "CREATE TABLE _prisma_migrations(id TEXT, migration_name TEXT, rolled_back_at);"
      "INSERT INTO _prisma_migrations VALUES('x', '1_a', NULL), ('y', '2_b', 'then')");
  CHECK(keys_of(log) == Lines{"1_a"});
  CHECK(log.notes.size() == 5);
  CHECK(log.notes.front() == "column checksum is missing: Prisma Migrate has one");
}

TEST_CASE("read_log: keys of every storage class become text") {
  CHECK(keys_of(log_of("CREATE TABLE __drizzle_migrations(id, hash, created_at);"
                       "INSERT INTO __drizzle_migrations(created_at) VALUES(1767225600000), "
                       "(1767225600001.0), ('1767225600002'), (1.5)")) ==
        Lines{"1767225600000", "1767225600001", "1767225600002", "1.5"});
}

TEST_CASE("read_log: versions that stand for all before them") {
  const std::string table = "CREATE TABLE schema_migrations(version uint64, dirty bool);";
  const std::string insert = table + "INSERT INTO schema_migrations VALUES";
  CHECK(keys_of(log_of(table)) == Lines{});
  CHECK(keys_of(log_of(insert + "(-1, 0)")) == Lines{});
  CHECK(keys_of(log_of(insert + "(-1, 1)")) == Lines{"-1 failed"});
  const MigrationLog two = log_of(insert + "(3, 0), (4, 1)");
  CHECK(keys_of(two) == Lines{"3", "4 failed"});
  CHECK(two.notes == Lines{"2 rows where golang-migrate keeps one"});
  CHECK(keys_of(log_of("CREATE TABLE schema_info(version integer DEFAULT (0) NOT NULL);"
                       "INSERT INTO schema_info VALUES(0)")) == Lines{});
  const std::string pragma = "CREATE TABLE t(a); PRAGMA user_version = ";
  CHECK(keys_of(log_of(pragma + "4", choose("rusqlite-migration"))) == Lines{"4"});
  CHECK(keys_of(log_of(pragma + "0", choose("rusqlite-migration"))) == Lines{});
  CHECK(keys_of(log_of(pragma + "4", choose("sqldelight"))) == Lines{"3"});
  CHECK(keys_of(log_of(pragma + "1", choose("sqldelight"))) == Lines{});
  const MigrationLog negative = log_of(pragma + "-2", choose("user-version"));
  CHECK(keys_of(negative) == Lines{});
  CHECK(negative.notes == Lines{"PRAGMA user_version is -2"});
}

TEST_CASE("read_log: lock rows that are set") {
  const std::string kysely =
      "CREATE TABLE kysely_migration" + kysely_columns +
      "; CREATE TABLE kysely_migration_lock(id varchar(255), is_locked integer);"
      "INSERT INTO kysely_migration_lock VALUES('migration_lock', ";
  CHECK(log_of(kysely + "0)").locks == Lines{});
  CHECK(log_of(kysely + "1)").locks == Lines{"kysely_migration_lock: is_locked = 1"});
  CHECK(log_of("CREATE TABLE __EFMigrationsHistory(MigrationId TEXT, ProductVersion TEXT);"
               "CREATE TABLE __EFMigrationsLock(Id INTEGER, Timestamp TEXT);"
               "INSERT INTO __EFMigrationsLock VALUES(1, '2026')")
            .locks == Lines{"__EFMigrationsLock: Id = 1, Timestamp = 2026"});
}

TEST_CASE("read_log: tables of a strange shape are read all the same") {
  CHECK(keys_of(log_of("CREATE TABLE kysely_migration(name TEXT PRIMARY KEY, timestamp TEXT) "
                       "WITHOUT ROWID; INSERT INTO kysely_migration VALUES('b', ''), ('a', '')")) ==
        Lines{"a", "b"});
  CHECK(keys_of(log_of("CREATE TABLE knex_migrations(id INTEGER PRIMARY KEY, raw TEXT, name TEXT "
                       "AS (raw || '.js'), batch, migration_time, key, \"a\"\"b\", rowid TEXT);"
                       "INSERT INTO knex_migrations(raw) VALUES('1_a')")) == Lines{"1_a.js"});
  CHECK(keys_of(log_of("CREATE TABLE r(name TEXT, timestamp TEXT); INSERT INTO r VALUES('x', '');"
                       "CREATE VIEW \"my \"\"log\" AS SELECT * FROM r",
                       choose("kysely", "my \"log"))) == Lines{"x"});
  const MigrationLog broken = log_of(
      "CREATE TABLE r(name TEXT, timestamp TEXT); INSERT INTO r VALUES('x', ''), ('y', '');"
      "CREATE VIEW log AS SELECT json_extract('{', name) AS name, timestamp FROM r",
      choose("kysely", "log"));
  CHECK(keys_of(broken) == Lines{});
  CHECK(broken.notes == Lines{"could not be read to its end: malformed JSON"});
}

TEST_CASE("read_log: what is guessed of a log of one's own is said") {
  const MigrationLog log = log_of(
      "CREATE TABLE schema_migrations(migration_name TEXT, applied_at TEXT NOT NULL);"
      "INSERT INTO schema_migrations VALUES('0001_a', '2026-01-01 00:00:00')");
  CHECK(log.runner == "homegrown");
  CHECK(keys_of(log) == Lines{"0001_a"});
  CHECK(log.records[0].at == "2026-01-01 00:00:00");
  CHECK(log.notes ==
        Lines{"a guess: column migration_name is taken for file names without extension",
              "a guess: a new row gets applied_at = the time"});
}

TEST_CASE("read_log: a million rows are read in seconds") {
  const MigrationLog log =
      log_of(d1_table +
             "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < "
             "1000000) SELECT i || '_a.sql' FROM n");
  CHECK(log.records.size() == 1000000);
  CHECK(log.records.back().key == "1000000_a.sql");
  CHECK(log.notes == Lines{});
}

}  // namespace plumbline
