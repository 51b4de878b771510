// Which runner's log is in a database: on databases that the runners themselves wrote, and on
// tables made to mislead.
#include "analyzer/history/log/find_log.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "tests/found_logs.hpp"

namespace plumbline {
namespace {

std::string found_in_file(const std::string& file, const LogChoice& choice = {}) {
  const OpenedDatabase opened = open_database("snapshots/runners/" + file);
  return shown(find_logs(opened.connection, introspect(opened.connection), choice));
}

const Runner& only_one(const std::vector<FoundLog>& logs) {
  REQUIRE(logs.size() == 1);
  return *logs.front().runner;
}

}  // namespace

TEST_CASE("find_logs: every database of a real runner is that runner's and no other's") {
  const std::map<std::string, std::string> expected = {
      {"alembic/app.db", "alembic@alembic_version"},
      {"alembic/failed.db", "alembic@alembic_version"},
      {"alembic/pending.db", "alembic@alembic_version"},
      {"db-migrate/app.db", "db-migrate@migrations"},
      {"db-migrate/failed.db", "db-migrate@migrations"},
      {"dbmate/app.db", "dbmate@schema_migrations"},
      {"dbmate/failed_notx.db", "dbmate@schema_migrations"},
      {"django/app.db", "django@django_migrations"},
      {"django/fake.db", "django@django_migrations"},
      {"drizzle/app.db", "drizzle@__drizzle_migrations"},
      {"drizzle/failed.db", "drizzle@__drizzle_migrations"},
      {"drizzle/skipped.db", "drizzle@__drizzle_migrations"},
      {"drizzle1/app.db", "drizzle-1@__drizzle_migrations"},
      {"drizzle1/failed.db", "drizzle-1@__drizzle_migrations"},
      {"drizzle1/upgraded_from_0_45.db", "drizzle-1@__drizzle_migrations"},
      {"golang-migrate/app.db", "golang-migrate@schema_migrations"},
      {"golang-migrate/failed.db", "golang-migrate@schema_migrations"},
      {"goose/app.db", "goose@goose_db_version"},
      {"goose/failed_notx.db", "goose@goose_db_version"},
      {"knex/app.db", "knex@knex_migrations+knex_migrations_lock"},
      {"knex/failed.db", "knex@knex_migrations+knex_migrations_lock"},
      {"kysely/app.db", "kysely@kysely_migration+kysely_migration_lock"},
      {"kysely/failed.db", "kysely@kysely_migration+kysely_migration_lock"},
      {"kysely/custom_name.db", "kysely@_emdash_migrations+_emdash_migrations_lock"},
      {"kysely29/app.db", "kysely@kysely_migration+kysely_migration_lock"},
      {"laravel/app.db", "laravel@migrations"},
      {"laravel/failed.db", "laravel@migrations"},
      {"liquibase/app.db", "liquibase@DATABASECHANGELOG+DATABASECHANGELOGLOCK"},
      {"liquibase428/clean_sync.db", "liquibase@DATABASECHANGELOG+DATABASECHANGELOGLOCK"},
      {"mikro-orm/app.db", "mikro-orm@mikro_orm_migrations"},
      {"mikro-orm/failed.db", "mikro-orm@mikro_orm_migrations"},
      {"postgrator/app.db", "postgrator@schemaversion"},
      {"postgrator/failed.db", "postgrator@schemaversion"},
      {"prisma/app.db", "prisma@_prisma_migrations"},
      {"prisma/failed.db", "prisma@_prisma_migrations"},
      {"rails/app.db", "rails@schema_migrations+ar_internal_metadata"},
      {"rails/failed_notx.db", "rails@schema_migrations+ar_internal_metadata"},
      {"sequel/app_int.db", "sequel-int@schema_info"},
      {"sequel/app_ts.db", "sequel-ts@schema_migrations"},
      {"sqitch/app.db", ""},
      {"sqitch/sqitch.db", "sqitch@changes+dependencies+events+projects+releases+tags"},
      {"sql-migrate/app.db", "sql-migrate@gorp_migrations"},
      {"sqlite-migrate/app.db", "sqlite-migrate@_sqlite_migrations"},
      {"typeorm/app.db", "typeorm@migrations"},
      {"typeorm/failed_all.db", "typeorm@migrations"},
      {"umzug/app.db", "sequelize@SequelizeMeta"},
      {"wrangler/app.db", "d1@d1_migrations"},
      {"wrangler/failed.db", "d1@d1_migrations"},
      {"yoyo/app.db", "yoyo@_yoyo_migration+_yoyo_log+_yoyo_version+yoyo_lock"},
  };
  for (const auto& [file, logs] : expected) {
    CAPTURE(file);
    CHECK(found_in_file(file) == logs);
  }
}

TEST_CASE("find_logs: twins under one name are told by types, columns and neighbours") {
  CHECK(found_in("CREATE TABLE schema_migrations(version varchar(128) primary key)") ==
        "dbmate@schema_migrations");
  CHECK(found_in("CREATE TABLE schema_migrations(version varchar NOT NULL PRIMARY KEY)") ==
        "rails@schema_migrations");
  CHECK(found_in("CREATE TABLE schema_migrations(version uint64, dirty bool)") ==
        "golang-migrate@schema_migrations");
  CHECK(found_in("CREATE TABLE schema_migrations(version INTEGER PRIMARY KEY, inserted_at TEXT)") ==
        "ecto@schema_migrations");
  CHECK(found_in("CREATE TABLE schema_migrations(filename varchar(255) NOT NULL PRIMARY KEY)") ==
        "sequel-ts@schema_migrations");
  CHECK(found_in("CREATE TABLE migrations(id text PRIMARY KEY)") == "gormigrate@migrations");
  CHECK(found_in("CREATE TABLE _migrations(file VARCHAR(255) PRIMARY KEY, applied INTEGER)") ==
        "pocketbase@_migrations");
  const std::string flyway_columns =
      "(installed_rank INT PRIMARY KEY, version VARCHAR(50), description VARCHAR(200), type "
      "VARCHAR(20), script VARCHAR(1000), checksum INT, installed_by VARCHAR(100), installed_on "
      "TEXT, execution_time INT, success BOOLEAN)";
  CHECK(found_in("CREATE TABLE schema_version" + flyway_columns) == "flyway@schema_version");
  // Both have written this one; Rails never without its other table.
  const std::string old = "CREATE TABLE schema_migrations(version varchar(255) primary key);";
  CHECK(found_in(old) == "dbmate@schema_migrations rails@schema_migrations");
  CHECK(found_in(old + "CREATE TABLE ar_internal_metadata(key varchar, value varchar)") ==
        "rails@schema_migrations+ar_internal_metadata");
}

TEST_CASE("find_logs: several logs are all named") {
  CHECK(found_in("CREATE TABLE kysely_migration" + kysely_columns + "; CREATE TABLE d1_migrations" +
                 "(id INTEGER PRIMARY KEY, name TEXT, applied_at TIMESTAMP)") ==
        "d1@d1_migrations kysely@kysely_migration");
}

TEST_CASE("find_logs: a log under another name is known by its columns and their types") {
  CHECK(found_in("CREATE TABLE app_migrations" + kysely_columns +
                 "; CREATE TABLE app_migrations_lock(id varchar(255), is_locked integer)") ==
        "kysely@app_migrations+app_migrations_lock");
  CHECK(found_in("CREATE TABLE zz(id INTEGER PRIMARY KEY, version_id INTEGER, is_applied INTEGER, "
                 "tstamp TIMESTAMP); INSERT INTO zz VALUES (1, 0, 1, '')") == "goose@zz");
  CHECK(found_in("CREATE TABLE zz" + kysely_columns + "; INSERT INTO zz VALUES('0001_a', '')") ==
        "kysely@zz");
  // One column is anybody's; so are two whose types or values are no runner's.
  CHECK(found_in("CREATE TABLE app_migrations(name VARCHAR(255) PRIMARY KEY)") == "");
  CHECK(found_in("CREATE TABLE tags" + kysely_columns + "; INSERT INTO tags VALUES('red', '')") ==
        "");
  CHECK(found_in("CREATE TABLE events(id INTEGER PRIMARY KEY, timestamp TEXT, name TEXT);"
                 "INSERT INTO events VALUES(1, '2026', 'a1')") == "");
  CHECK(found_in("CREATE TABLE app_migrations(name varchar(255), timestamp varchar(255), x)") ==
        "");
  // It is Prisma's only under its own name.
  CHECK(found_in("CREATE TABLE p(id TEXT, checksum TEXT, finished_at DATETIME, migration_name TEXT,"
                 "logs TEXT, rolled_back_at DATETIME, started_at DATETIME, applied_steps_count "
                 "INTEGER UNSIGNED); INSERT INTO p(migration_name) VALUES('1_a')") == "");
}

TEST_CASE("find_logs: further columns do no harm, missing ones only where the key is missing") {
  CHECK(found_in("CREATE TABLE kysely_migration(name TEXT, timestamp TEXT, note TEXT)") ==
        "kysely@kysely_migration");
  CHECK(found_in("CREATE TABLE SequelizeMeta(name TEXT, createdAt, updatedAt)") ==
        "sequelize@SequelizeMeta");
  CHECK(found_in("CREATE TABLE kysely_migration(name TEXT)") == "kysely@kysely_migration");
  CHECK(found_in("CREATE TABLE kysely_migration(title TEXT, timestamp TEXT)") == "");
  CHECK(found_in("CREATE TABLE __drizzle_migrations(id, hash, created_at, mine)") ==
        "drizzle@__drizzle_migrations");
}

TEST_CASE("find_logs: a user's table with a usual name is no log") {
  CHECK(found_in("CREATE TABLE migrations(id INTEGER PRIMARY KEY, species TEXT, season TEXT)") ==
        "");
  CHECK(found_in("CREATE TABLE migrations(id INTEGER PRIMARY KEY, name TEXT, created_at TEXT);"
                 "INSERT INTO migrations VALUES(1, 'Arctic tern', '2026-01-01')") == "");
  CHECK(found_in("CREATE TABLE changes(id INTEGER, change TEXT)") == "");
  CHECK(found_in("CREATE TABLE VersionInfo(id INTEGER, version TEXT)") == "");
  CHECK(found_in("CREATE VIEW kysely_migration AS SELECT 1 AS name, 2 AS timestamp") == "");
}

TEST_CASE("find_logs: PRAGMA user_version is taken only when named") {
  CHECK(found_in("PRAGMA user_version = 4; CREATE TABLE t(a)") == "");
  CHECK(found_in("CREATE TABLE t(a)", choose("rusqlite-migration")) == "rusqlite-migration@");
  CHECK(found_in("CREATE TABLE t(a)", choose("user_version")) == "user-version@");
  CHECK(found_in("CREATE TABLE t(a)", choose("sqldelight")) == "sqldelight@");
  CHECK(found_in("CREATE TABLE room_master_table(id INTEGER PRIMARY KEY, identity_hash TEXT)") ==
        "room@+room_master_table");
  CHECK(message_of("CREATE TABLE t(a)", choose("sqldelight", "t")) ==
        "usage: --log sqldelight reads PRAGMA user_version: no --log-table, no --log-key");
}

TEST_CASE("find_logs: --log restricts to a runner") {
  CHECK(found_in_file("drizzle/app.db", choose("drizzle")) == "drizzle@__drizzle_migrations");
  CHECK(found_in_file("drizzle1/app.db", choose("drizzle")) == "drizzle-1@__drizzle_migrations");
  CHECK(found_in_file("drizzle1/app.db", choose("drizzle-0")) == "");
  CHECK(found_in_file("kysely/app.db", choose("knex")) == "");
  CHECK(found_in_file("kysely/custom_name.db", choose("kysely")) ==
        "kysely@_emdash_migrations+_emdash_migrations_lock");
  CHECK(found_in_file("wrangler/app.db", choose("wrangler")) == "d1@d1_migrations");
  CHECK(found_in_file("sequel/app_ts.db", choose("sequel")) == "sequel-ts@schema_migrations");
  // Named, a runner's table may be of another type than its releases write.
  CHECK(found_in("CREATE TABLE schema_migrations(version INTEGER)", choose("rails")) ==
        "rails@schema_migrations");
  CHECK(message_of("CREATE TABLE t(a)", choose("kyseli"))
            .starts_with("usage: --log: no runner is called kyseli; known are alembic, atlas, "));
}

TEST_CASE("find_logs: --log-table names the table") {
  const std::string sql = "CREATE TABLE log" + kysely_columns + ";";
  CHECK(found_in(sql, choose("auto", "LOG")) == "kysely@log");
  CHECK(found_in(sql, choose("kysely", "log")) == "kysely@log");
  CHECK(found_in("CREATE TABLE log(name TEXT, timestamp TEXT)", choose("kysely", "log")) ==
        "kysely@log");
  CHECK(found_in("CREATE TABLE log(name TEXT, timestamp TEXT)", choose("auto", "log")) ==
        "homegrown@log");
  CHECK(found_in(sql, choose("homegrown", "log")) == "homegrown@log");
  CHECK(found_in("CREATE TABLE t(name, timestamp); CREATE VIEW log AS SELECT * FROM t",
                 choose("kysely", "log")) == "kysely@log");
  CHECK(message_of("CREATE TABLE t(a)", choose("auto", "log")) ==
        "failed: there is no table log (--log-table)");
  CHECK(message_of("CREATE TABLE t(a, b)", choose("kysely", "t")) ==
        "failed: table t is no log of Kysely: it cannot read name; it has a, b "
        "(--log-key COLUMN names the column with the migrations)");
  CHECK(message_of("CREATE TABLE t(applied_at TEXT)", choose("auto", "t")) ==
        "failed: table t: no column looks like the names of migrations; name it with --log-key; "
        "it has applied_at");
}

TEST_CASE("find_logs: --log-key names the column") {
  const std::string sql =
      "CREATE TABLE my_migrations(what TEXT, b TEXT);"
      "INSERT INTO my_migrations VALUES('x', 'y')";
  CHECK(only_one(logs_in(sql, choose("auto", "my_migrations", "WHAT"))).key == "\"what\"");
  CHECK(only_one(logs_in(sql, choose("auto", "", "b"))).key == "\"b\"");
  CHECK(message_of(sql, choose("auto", "my_migrations", "c")) ==
        "failed: table my_migrations: there is no column c (--log-key); it has what, b");
  CHECK(message_of(sql, choose("auto", "", "c")) ==
        "failed: no table that looks like a log has a column c (--log-key); name the table with "
        "--log-table");
  // The files are still read as the runner that was named reads them.
  const Runner runner = only_one(logs_in(sql, choose("kysely", "my_migrations", "what")));
  CHECK(runner.name == "homegrown");
  CHECK(runner.file_key == "{stem}");
  CHECK(runner.order == MigrationOrder::utf16);
}

}  // namespace plumbline
