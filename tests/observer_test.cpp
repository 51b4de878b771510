#include "analyzer/sqlite/observer.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/shadow.hpp"
#include "tests/replayed.hpp"

namespace plumbline {

namespace {

/// What `sql` touches of a database of that schema.
std::string touched_by(const std::string& schema, const std::string& sql) {
  const Connection shadow = empty_shadow("shadow", std::nullopt);
  shadow.execute(schema);
  Observer observer(shadow);
  shadow.execute(sql);
  return shown(observer.take());
}

constexpr const char* two_tables = "CREATE TABLE t(a, b, c); CREATE TABLE u(a, d)";

}  // namespace

TEST_CASE("observer: rows that are read and written, by column") {
  CHECK(touched_by(two_tables, "INSERT INTO t(a) VALUES (1)") == "t: insert");
  CHECK(touched_by(two_tables, "INSERT INTO t(a) SELECT d FROM u") == "t: insert; reads u(d)");
  CHECK(touched_by(two_tables, "UPDATE t SET A = 1 WHERE b > 0") == "t: set a; reads t(b)");
  CHECK(touched_by(two_tables, "UPDATE t SET a = c, b = 2") == "t: set a b; reads t(c)");
  CHECK(touched_by(two_tables, "DELETE FROM t WHERE c = 1") == "t: delete; reads t(c)");
  CHECK(touched_by(two_tables, "SELECT t.a, d FROM t, u") == "reads t(a); reads u(d)");
}

TEST_CASE("observer: an upsert writes both ways, OR REPLACE does not say so") {
  const std::string unique = "CREATE TABLE t(a UNIQUE, b)";
  CHECK(touched_by(unique, "INSERT INTO t VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET b = 3") ==
        "t: insert set b; reads t(a)");
  CHECK(touched_by(unique, "INSERT OR REPLACE INTO t VALUES (1, 2)") == "t: insert");
}

TEST_CASE("observer: what a view reads") {
  const std::string view = std::string(two_tables) + "; CREATE VIEW v AS SELECT b FROM t";
  CHECK(touched_by(view, "INSERT INTO u(d) SELECT b FROM v") ==
        "u: insert; reads t(b); reads v(b)");
}

TEST_CASE("observer: triggers are compiled along") {
  const std::string trigger = std::string(two_tables) +
                              "; CREATE TRIGGER x AFTER UPDATE OF a ON t BEGIN"
                              " UPDATE u SET d = new.b WHERE a = old.a; END";
  CHECK(touched_by(trigger, "UPDATE t SET a = 1") ==
        "t: set a; u: set d; reads t(a b); reads u(a)");
  CHECK(touched_by(trigger, "UPDATE t SET c = 1") == "t: set c");
}

TEST_CASE("observer: what a foreign key does is compiled along, while they are on") {
  const std::string tables =
      "CREATE TABLE p(id INTEGER PRIMARY KEY);"
      "CREATE TABLE c(p REFERENCES p(id) ON DELETE CASCADE, n);"
      "CREATE TABLE s(p REFERENCES p(id) ON DELETE SET NULL);";
  CHECK(touched_by("PRAGMA foreign_keys=ON;" + tables, "DELETE FROM p") ==
        "c: delete; p: delete; s: set p; reads c(p); reads p(id); reads s(p)");
  CHECK(touched_by("PRAGMA foreign_keys=OFF;" + tables, "DELETE FROM p") == "p: delete");
}

TEST_CASE("observer: TEMP tables are named, and nothing else of them") {
  const std::string tables = std::string(two_tables) + "; CREATE TEMP TABLE k(a)";
  CHECK(touched_by(two_tables, "CREATE TEMP TABLE k AS SELECT a FROM t") == "reads t(a); temp k");
  CHECK(touched_by(tables, "INSERT INTO t(a) SELECT a FROM k") == "t: insert; temp k");
  CHECK(touched_by(tables, "UPDATE k SET a = 1") == "temp k");
  CHECK(touched_by(tables, "DROP TABLE k") == "temp k");
}

TEST_CASE("observer: objects that come, change and go") {
  // A table or view begins as an empty row of sqlite_schema, which is filled at the end.
  CHECK(touched_by("", "CREATE TABLE t(a)") == "adds; changes");
  CHECK(touched_by("", "CREATE VIEW v AS SELECT 1") == "adds; changes");
  CHECK(touched_by(two_tables, "DROP TABLE t") == "t: delete; drops t; changes");
  CHECK(touched_by("CREATE TABLE t(a); CREATE INDEX i ON t(a)", "DROP INDEX i") == "changes");
  CHECK(touched_by(two_tables, "CREATE INDEX i ON t(a)") == "reads t(a); adds");
}

TEST_CASE("observer: PRAGMAs and transactions") {
  CHECK(touched_by("", "PRAGMA User_Version = 3") == "pragma user_version");
  CHECK(touched_by("", "BEGIN IMMEDIATE") == "BEGIN");
  CHECK(touched_by("BEGIN", "END") == "COMMIT");
  CHECK(touched_by("BEGIN", "ROLLBACK") == "ROLLBACK");
  CHECK(touched_by("", "SAVEPOINT s") == "SAVEPOINT BEGIN");
  CHECK(touched_by("SAVEPOINT s", "RELEASE s") == "SAVEPOINT RELEASE");
  CHECK(touched_by("SAVEPOINT s", "ROLLBACK TO s") == "SAVEPOINT ROLLBACK");
}

TEST_CASE("observer: the effects are taken once, and what a shadow denies stays denied") {
  const Connection shadow = empty_shadow("shadow", std::nullopt);
  {
    Observer observer(shadow);
    shadow.execute("CREATE TABLE t(a)");
    CHECK(shown(observer.take()) != "");
    CHECK(shown(observer.take()) == "");
    CHECK(shadow.try_execute("PRAGMA temp_store_directory = ''"));
  }
  CHECK(shadow.try_execute("PRAGMA temp_store_directory = ''"));
  CHECK_FALSE(shadow.try_execute("INSERT INTO t VALUES (1)"));
}

}  // namespace plumbline
