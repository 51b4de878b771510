#include <doctest/doctest.h>

#include "tests/log_values.hpp"
#include "tests/written_log.hpp"

namespace plumbline {
namespace {

TEST_CASE("a row a migration: the key alone, the key with a time, values off the file's name") {
  WrittenLog dbmate("dbmate", "schema_migrations", "version varchar(128) primary key");
  dbmate.migrations = migrations_called({"001", "002"});
  CHECK(dbmate.record(0) == "INSERT INTO \"schema_migrations\"(version) VALUES('001')");
  CHECK(dbmate.rows() == "'001'");
  WrittenLog rails("rails", "schema_migrations", "version varchar NOT NULL PRIMARY KEY");
  rails.migrations = migrations_called({"1"});
  rails.record(0);
  CHECK(rails.rows() == "'1'");
  WrittenLog typeorm("typeorm", "migrations",
                     "id integer PRIMARY KEY AUTOINCREMENT NOT NULL, timestamp bigint NOT NULL, "
                     "name varchar NOT NULL");
  typeorm.migrations = {
      migration_called("Users1767225600001", "", {{"ts", "1767225600001"}, {"name", "Users"}})};
  typeorm.record(0);
  CHECK(typeorm.rows() == "1,1767225600001,'Users1767225600001'");
}

TEST_CASE("migrations of a recorded history have keys and no files") {
  WrittenLog typeorm("typeorm", "migrations",
                     "id integer PRIMARY KEY, timestamp bigint, name varchar");
  typeorm.migrations = migrations_called({"AddUsers21767225600001"});
  CHECK(typeorm.why_not() == "");
  typeorm.record(0);
  CHECK(typeorm.rows() == "1,1767225600001,'AddUsers21767225600001'");
  WrittenLog django("django", "django_migrations", "id integer PRIMARY KEY, app, name, applied");
  django.migrations = migrations_called({"blog.0001_initial"});
  django.record(0);
  CHECK(django.value("SELECT app || ' ' || name FROM django_migrations") == "blog 0001_initial");
  WrittenLog sets("sqlite-migrate", "_sqlite_migrations", "migration_set, name, applied_at");
  sets.migrations = migrations_called({"demo.m001_users"});
  sets.record(0);
  CHECK(sets.value("SELECT migration_set || ' ' || name FROM _sqlite_migrations") ==
        "demo m001_users");
  sets.migrations = migrations_called({"nodot"});
  CHECK(sets.why_not() ==
        "the row of nodot in the log of sqlite-migrate needs its set, which is not known");
}

TEST_CASE("one script is one batch for Knex and Laravel") {
  WrittenLog log("knex", "knex_migrations",
                 "id integer not null primary key autoincrement, name varchar(255), batch integer, "
                 "migration_time datetime");
  log.migrations = {migration_called("1_a.js", "1_a.js"), migration_called("2_b.js", "2_b.js"),
                    migration_called("3_c.js", "3_c.js"), migration_called("4_d.js", "4_d.js")};
  log.insert("1,'1_a.js',1,1795202607945");
  log.insert("2,'3_c.js',7,1795202607945");
  log.read();
  log.record(1);
  log.record(3);
  CHECK(log.value("SELECT group_concat(name || ' ' || batch) FROM knex_migrations") ==
        "1_a.js 1,3_c.js 7,2_b.js 8,4_d.js 8");
  CHECK(log.value("SELECT group_concat(DISTINCT typeof(migration_time) || length(migration_time)) "
                  "FROM knex_migrations") == "integer13");
}

TEST_CASE("plain .sql files are recorded under the extension that the log has") {
  WrittenLog log("knex", "knex_migrations", "id integer primary key, name, batch, migration_time");
  log.migrations = {migration_called("1_a.sql", "1_a.sql"),
                    migration_called("2_b.up.sql", "2_b.up.sql")};
  log.read();
  CHECK(log.why_not() ==
        "what Knex calls 1_a.sql is not known: no record tells what comes before or behind the "
        "file's name");
  log.insert("1,'1_a.ts',1,1");
  log.read();
  CHECK(log.why_not().empty());
  log.record(1);
  CHECK(log.value("SELECT name FROM knex_migrations WHERE id=2") == "2_b.ts");
  CHECK(log.unrecord(0) == "DELETE FROM \"knex_migrations\" WHERE name = '1_a.ts'");
}

TEST_CASE("DbUp and Doctrine: what the neighbour has before the name") {
  WrittenLog dbup("dbup", "SchemaVersions",
                  "SchemaVersionID INTEGER PRIMARY KEY, ScriptName TEXT, Applied DATETIME");
  dbup.migrations = {migration_called("Script1.sql"), migration_called("Script2.sql")};
  dbup.insert("1,'App.Scripts.Script1.sql','2026-01-01 00:00:00.1234567'");
  dbup.read();
  dbup.record(1);
  CHECK(dbup.value("SELECT ScriptName FROM SchemaVersions WHERE SchemaVersionID=2") ==
        "App.Scripts.Script2.sql");
  CHECK(dbup.value("SELECT length(Applied) FROM SchemaVersions WHERE SchemaVersionID=2") == "27");
  WrittenLog doctrine("doctrine", "doctrine_migration_versions",
                      "version VARCHAR(191) NOT NULL PRIMARY KEY, executed_at DATETIME, "
                      "execution_time INTEGER");
  doctrine.migrations = migrations_called({"Version20260101000000", "Version20260102000000"});
  doctrine.insert("'App\\Migrations\\Version20260101000000','2026-01-01 00:00:00',5");
  doctrine.read();
  doctrine.record(1);
  CHECK(
      doctrine.value("SELECT version || length(executed_at) FROM doctrine_migration_versions WHERE "
                     "rowid=2") == "App\\Migrations\\Version2026010200000019");
}

TEST_CASE("golang-migrate has one row, and none before the first version") {
  WrittenLog log("golang-migrate", "schema_migrations", "version uint64, dirty bool");
  log.migrations = migrations_called({"1", "2", "3"});
  log.insert("3,1");
  log.read();
  CHECK(log.record(2) ==
        "DELETE FROM \"schema_migrations\"; INSERT INTO \"schema_migrations\"(version,dirty) "
        "VALUES(3,0)");
  CHECK(log.rows() == "3,0");
  log.unrecord(2);
  CHECK(log.rows() == "2,0");
  log.unrecord(0);
  CHECK(log.rows().empty());
}

TEST_CASE("Sequel's integer version") {
  WrittenLog log("sequel-int", "schema_info", "version integer DEFAULT (0) NOT NULL");
  log.migrations = migrations_called({"1", "2"});
  log.insert("0");
  log.read();
  log.record(0);
  log.record(1);
  CHECK(log.rows() == "2");
  log.unrecord(0);
  CHECK(log.rows() == "0");
}

TEST_CASE("PRAGMA user_version") {
  WrittenLog count("rusqlite-migration", "", "");
  count.migrations = migrations_called({"1", "2", "3"});
  count.log = log_of_keys({"1"});
  CHECK(count.record(1) == "PRAGMA user_version=2");
  CHECK(count.unrecord(1) == "PRAGMA user_version=1");
  CHECK(count.unrecord(0) == "PRAGMA user_version=0");
  CHECK(count.guards({1}) ==
        std::vector<std::string>{"(SELECT user_version FROM pragma_user_version) = 1"});
  WrittenLog number("sqldelight", "", "");
  number.migrations = migrations_called({"1", "2", "3"});
  number.log = log_of_keys({"1"});
  CHECK(number.record(1) == "PRAGMA user_version=3");
  CHECK(number.unrecord(1) == "PRAGMA user_version=2");
}

TEST_CASE("a mark of failure is lifted before the row is written") {
  WrittenLog log("flyway", "flyway_schema_history",
                 "installed_rank INT NOT NULL PRIMARY KEY, version VARCHAR(50), description "
                 "VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, "
                 "checksum INT, installed_by VARCHAR(100) NOT NULL, installed_on TEXT NOT NULL "
                 "DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')), execution_time INT NOT NULL, "
                 "success BOOLEAN NOT NULL");
  log.migrations = {
      with_checksum(migration_called("V1__a.sql", "",
                                     {{"version", "1"}, {"name", "a"}, {"file", "V1__a.sql"}}),
                    "-5"),
      with_checksum(
          migration_called("V1_2__b_c.sql", "",
                           {{"version", "1_2"}, {"name", "b_c"}, {"file", "V1_2__b_c.sql"}}),
          "77"),
      with_checksum(migration_called("R__v.sql", "", {{"name", "v"}, {"file", "R__v.sql"}}), "9")};
  log.insert("1,'1','a','SQL','V1__a.sql',-5,'','2026-01-01 00:00:00.000',3,1");
  log.insert("2,'1.2','b c','SQL','V1_2__b_c.sql',77,'','2026-01-01 00:00:00.000',3,0");
  log.read();
  CHECK(log.matched().of[1].dirty);
  log.record(1);
  log.record(2);
  log.execute("UPDATE flyway_schema_history SET installed_on='then'");
  CHECK(log.rows() ==
        "1,'1','a','SQL','V1__a.sql',-5,'','then',3,1\n"
        "2,'1.2','b c','SQL','V1_2__b_c.sql',77,'','then',0,1\n"
        "3,NULL,'v','SQL','R__v.sql',9,'','then',0,1");
}

TEST_CASE("Atlas keeps the row of a failed run and marks it as resolved") {
  WrittenLog log(
      "atlas", "atlas_schema_revisions",
      "version text PRIMARY KEY, description text, type integer DEFAULT 2, applied integer "
      "DEFAULT 0, total integer DEFAULT 0, executed_at datetime, execution_time integer, "
      "error text, error_stmt text, hash text, partial_hashes json, operator_version text");
  log.migrations = {with_checksum(migration_called("1", "", {{"name", "init"}}), "aGFzaDE="),
                    with_checksum(migration_called("2", "", {{"name", "more"}}), "aGFzaDI=")};
  log.insert(
      "'1','init',2,1,3,'2026-01-01 00:00:00+00:00',5,'no such table','x','aGFzaDE=',NULL,'v'");
  log.read();
  log.record(0);
  log.record(1);
  log.execute("UPDATE atlas_schema_revisions SET executed_at='then'");
  CHECK(log.rows() ==
        "'1','init',6,1,3,'then',5,'no such table','x','aGFzaDE=',NULL,'v'\n"
        "'2','more',4,0,0,'then',0,'','','aGFzaDI=',NULL,''");
}

TEST_CASE("sqlx, refinery, diesel, EF Core") {
  WrittenLog sqlx(
      "sqlx", "_sqlx_migrations",
      "version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP NOT "
      "NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, "
      "execution_time BIGINT NOT NULL");
  sqlx.migrations = {with_checksum(migration_called("7", "", {{"name", "add_the_users"}}), "00ff")};
  sqlx.read();
  sqlx.record(0);
  sqlx.execute("UPDATE _sqlx_migrations SET installed_on='then'");
  CHECK(sqlx.rows() == "7,'add the users','then',1,X'00FF',-1");
  WrittenLog refinery(
      "refinery", "refinery_schema_history",
      "version INT4 PRIMARY KEY, name VARCHAR(255), applied_on VARCHAR(255), checksum "
      "VARCHAR(255)");
  refinery.migrations = {
      with_checksum(migration_called("1", "", {{"name", "initial"}}), "12959965718684201605")};
  refinery.read();
  refinery.record(0);
  CHECK(refinery.value(
            "SELECT applied_on LIKE '____-__-__T__:__:__.%Z' FROM refinery_schema_history") == "1");
  refinery.execute("UPDATE refinery_schema_history SET applied_on='then'");
  CHECK(refinery.rows() == "1,'initial','then','12959965718684201605'");
  WrittenLog diesel("diesel", "__diesel_schema_migrations",
                    "version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT "
                    "CURRENT_TIMESTAMP");
  diesel.migrations = migrations_called({"20260101000000"});
  diesel.record(0);
  diesel.execute("UPDATE __diesel_schema_migrations SET run_on='then'");
  CHECK(diesel.rows() == "'20260101000000','then'");
  WrittenLog ef("ef-core", "__EFMigrationsHistory",
                "MigrationId TEXT NOT NULL PRIMARY KEY, ProductVersion TEXT NOT NULL");
  ef.migrations = migrations_called({"20260101000000_Init", "20260102000000_More"});
  ef.insert("'20260101000000_Init','9.0.1'");
  ef.read();
  ef.record(1);
  CHECK(ef.rows() == "'20260101000000_Init','9.0.1'\n'20260102000000_More','9.0.1'");
}

TEST_CASE("Prisma's native engine keeps milliseconds, and so do we then") {
  WrittenLog log(
      "prisma", "_prisma_migrations",
      "id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, finished_at DATETIME, "
      "migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME, started_at "
      "DATETIME NOT NULL DEFAULT current_timestamp, applied_steps_count INTEGER UNSIGNED "
      "NOT NULL DEFAULT 0");
  log.migrations = {with_checksum(migration_called("1_a"), "aa"),
                    with_checksum(migration_called("2_b"), "bb")};
  log.insert("'x','aa',1795202997009,'1_a',NULL,NULL,1795202997001,1");
  log.read();
  log.record(1);
  CHECK(log.value("SELECT typeof(finished_at) || length(finished_at) || typeof(started_at) FROM "
                  "_prisma_migrations WHERE migration_name='2_b'") == "integer13integer");
  CHECK(log.value("SELECT length(id) || substr(id,15,1) || (substr(id,20,1) IN ('8','9','a','b')) "
                  "FROM _prisma_migrations WHERE migration_name='2_b'") == "3641");
}

}  // namespace
}  // namespace plumbline
