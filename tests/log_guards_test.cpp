#include <doctest/doctest.h>

#include "tests/log_values.hpp"
#include "tests/written_log.hpp"

namespace plumbline {
namespace {

TEST_CASE("guards are true of the log that was read and of no other") {
  WrittenLog log("dbmate", "schema_migrations", "version varchar(128) primary key");
  log.migrations = migrations_called({"1", "2", "3"});
  CHECK(log.holds(log.guards({0, 1, 2})));
  log.insert("'2'");
  log.insert("'1'");
  log.read();
  const auto guards = log.guards({2});
  CHECK(log.holds(guards));
  log.execute("UPDATE schema_migrations SET version='4' WHERE version='2'");
  CHECK_FALSE(log.holds(guards));
  log.execute("UPDATE schema_migrations SET version='2' WHERE version='4'");
  CHECK(log.holds(guards));
  log.insert("'3'");
  CHECK_FALSE(log.holds(guards));
  log.execute("DROP TABLE schema_migrations");
  CHECK_FALSE(log.holds(guards));
}

TEST_CASE("guards of a log with an empty key hold") {
  WrittenLog log("kysely", "kysely_migration", "name TEXT, timestamp TEXT");
  log.migrations = migrations_called({"a", "b"});
  log.insert("'','x'");
  log.insert("'a','x'");
  log.read();
  CHECK(log.holds(log.guards({1})));
}

TEST_CASE("guards in a database of UTF-16, over keys that are not ASCII") {
  WrittenLog log("kysely", "", "");
  log.execute("PRAGMA encoding='UTF-16le'");
  log.execute("CREATE TABLE \"the 'log'\"(name, timestamp)");
  log.found.table = Identifier("the 'log'");
  for (const char* key : {"ä", "z", "ﬀ", "𝄞", "it''s"})
    log.insert("'" + std::string(key) + "','x'");
  log.migrations = migrations_called({"ä", "neu'"});
  log.read();
  CHECK(log.log.records.size() == 5);
  CHECK(log.holds(log.guards({1})));
  for (int i = 0; i < 200; ++i) log.insert("'ü" + std::to_string(i) + "','x'");
  log.read();
  const auto guards = log.guards({1});
  CHECK(log.holds(guards));
  log.insert("'neu''','x'");
  CHECK_FALSE(log.holds(guards));
}

TEST_CASE("guards of a long log, of marks of failure, of rows that are no records, of locks") {
  WrittenLog log(
      "goose", "goose_db_version",
      "id INTEGER PRIMARY KEY, version_id INTEGER, is_applied INTEGER, tstamp TIMESTAMP");
  log.execute(
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i < 300) INSERT INTO "
      "goose_db_version SELECT i+1, i, 1, 'x' FROM n");
  log.execute("INSERT INTO goose_db_version VALUES (400, 300, 0, 'x')");
  for (int i = 1; i <= 301; ++i) log.migrations.push_back(migration_called(std::to_string(i)));
  log.read();
  CHECK(log.log.records.size() == 299);
  const auto guards = log.guards({299, 300});
  CHECK(guards.size() == 5);
  CHECK(log.holds(guards));
  log.execute("UPDATE goose_db_version SET version_id=301 WHERE version_id=150");
  CHECK_FALSE(log.holds(guards));
  WrittenLog failed("golang-migrate", "schema_migrations", "version uint64, dirty bool");
  failed.migrations = migrations_called({"4"});
  failed.insert("4,1");
  failed.read();
  const auto dirty = failed.guards({});
  CHECK(failed.holds(dirty));
  failed.execute("UPDATE schema_migrations SET dirty=0");
  CHECK_FALSE(failed.holds(dirty));
  WrittenLog knex("knex", "knex_migrations", "id integer primary key, name, batch, migration_time");
  knex.execute("CREATE TABLE knex_migrations_lock(\"index\" integer, is_locked integer)");
  knex.execute("INSERT INTO knex_migrations_lock VALUES (1, 0)");
  knex.found.side_tables = {Identifier("knex_migrations_lock")};
  CHECK(knex.holds(knex.guards({})));
  knex.execute("UPDATE knex_migrations_lock SET is_locked = 1");
  CHECK_FALSE(knex.holds(knex.guards({})));
}

}  // namespace
}  // namespace plumbline
