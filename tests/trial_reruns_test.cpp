// A migration stopped behind each of its statements, and run again from the top.
#include "analyzer/forecast/trial_reruns.hpp"

#include <doctest/doctest.h>

#include "tests/tried.hpp"

namespace plumbline {

TEST_CASE("trials: the re-run that destroys the only copy") {
  const MigrationTrials trials =
      trials_of({"CREATE TABLE t (a)",
                 "DROP TABLE IF EXISTS t_old; ALTER TABLE t RENAME TO t_old; CREATE TABLE t (a, b);"
                 "INSERT INTO t(a) SELECT a FROM t_old; DROP TABLE t_old"});
  CHECK(runs(trials) == Lines{"0 on", "3 on"});
  CHECK(reruns(trials) == Lines{"2 loses rows: no such table: t (at 2)",
                                "3 loses rows: table t has 0 rows, not 3", "4 works", "5 works"});
  CHECK(trials.reruns[0].with_rows);
}

TEST_CASE("trials: backfills and seeds that count twice") {
  const std::string t = "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT)";
  CHECK(reruns(trials_of({t, "UPDATE t SET n = n + 1; CREATE INDEX i ON t(n)"})) ==
        Lines{"1 other rows: table t holds (1, 3), not (1, 2)",
              "2 fails: index i already exists (at 2)"});
  CHECK(reruns(trials_of({t, "INSERT INTO t(n) VALUES (7)"})) ==
        Lines{"1 other rows: table t has 5 rows, not 4"});
  CHECK(reruns(trials_of({t, "INSERT INTO t VALUES (100, 7)"})) ==
        Lines{"1 fails: UNIQUE constraint failed: t.id (at 1)"});
  CHECK(reruns(trials_of({t, "INSERT OR IGNORE INTO t VALUES (100, 7)"})) == Lines{"1 works"});
  CHECK(reruns(trials_of({t, "UPDATE t SET n = 5"})) == Lines{"1 works"});
}

TEST_CASE("trials: the clock and chance are no difference, a second row is") {
  const std::string t = "CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT, token TEXT)";
  CHECK(reruns(trials_of({t,
                          "UPDATE t SET at = datetime('now'); UPDATE t SET token = random();"
                          "UPDATE t SET token = hex(randomblob(4)) WHERE token = 'x'"})) ==
        Lines{"1 works", "2 works", "3 works"});
  CHECK(reruns(trials_of({t, "INSERT INTO t(token) VALUES (hex(randomblob(8)))"})) ==
        Lines{"1 other rows: table t has 5 rows, not 4"});
}

TEST_CASE("trials: IF NOT EXISTS everywhere works, and over another table it does not") {
  CHECK(reruns(trials_of({"CREATE TABLE IF NOT EXISTS t (a); CREATE INDEX IF NOT EXISTS i ON t(a);"
                          "DROP INDEX IF EXISTS i"})) == Lines{"1 works", "2 works", "3 works"});
  CHECK(reruns(trials_of({"CREATE TABLE t (a NOT NULL CHECK (a > 1 AND a < 1))",
                          "DROP TABLE IF EXISTS u; ALTER TABLE t RENAME TO u;"
                          "CREATE TABLE IF NOT EXISTS t (b)"})) ==
        Lines{"2 fails: no such table: t (at 2)",
              "3 other schema: table u is create table u ( b ), not create table u ( a not null "
              "check ( a > 1 and a < 1 ) )"});
}

TEST_CASE(
    "trials: a rebuild that clears its place first can be run again until the old table goes") {
  CHECK(reruns(trials_of({"CREATE TABLE t (a)",
                          "DROP TABLE IF EXISTS t_new; CREATE TABLE t_new (a, b);"
                          "INSERT INTO t_new(a) SELECT a FROM t; DROP TABLE t;"
                          "ALTER TABLE t_new RENAME TO t"})) ==
        Lines{"2 works", "3 works", "4 loses rows: no such table: t (at 3)", "5 works"});
}

TEST_CASE("trials: rows that sat in a TEMP table go with the connection") {
  CHECK(reruns(trials_of({"CREATE TABLE t (a)",
                          "CREATE TEMP TABLE kept AS SELECT a FROM t; DROP TABLE t;"
                          "CREATE TABLE t (a, b); INSERT INTO t(a) SELECT a FROM kept;"
                          "DROP TABLE kept"})) == Lines{"2 loses rows: no such table: t (at 1)",
                                                        "3 loses rows: table t has 0 rows, not 3",
                                                        "4 works"});
  // A TEMP table that only helps.
  CHECK(reruns(trials_of({"CREATE TABLE t (a)",
                          "CREATE TEMP TABLE newest AS SELECT max(a) AS a FROM t;"
                          "CREATE TABLE u (a); INSERT INTO u SELECT a FROM newest"})) ==
        Lines{"2 fails: table u already exists (at 2)", "3 fails: table u already exists (at 2)"});
}

TEST_CASE("trials: a transaction of the file's own") {
  const MigrationTrials whole =
      trials_of({"BEGIN; CREATE TABLE t (a); CREATE INDEX i ON t(a); COMMIT"});
  CHECK(runs(whole) == Lines{"0 on"});
  CHECK(reruns(whole) == Lines{"4 fails: table t already exists (at 2)"});
  const MigrationTrials part =
      trials_of({"CREATE TABLE t (a); BEGIN; CREATE TABLE u (a); COMMIT; CREATE TABLE v (a)"},
                TransactionMode::unknown);
  CHECK(runs(part) == Lines{"0 on"});
  CHECK(reruns(part) == Lines{"1 fails: table t already exists (at 1)",
                              "4 fails: table t already exists (at 1)",
                              "5 fails: table t already exists (at 1)"});
  const MigrationTrials nested =
      trials_of({"BEGIN; CREATE TABLE t (a); COMMIT"}, TransactionMode::per_migration);
  CHECK(runs(nested) == Lines{"0 on in: 1 cannot start a transaction within a transaction"});
}

TEST_CASE("trials: a stray COMMIT ends the runner's transaction") {
  const std::string script =
      "CREATE TABLE t (a); COMMIT; CREATE TABLE u (a); BEGIN;"
      "CREATE TABLE v (a)";
  for (const TransactionMode mode : {TransactionMode::per_migration, TransactionMode::unknown}) {
    const MigrationTrials trials = trials_of({script}, mode);
    CHECK(runs(trials) == Lines{"0 on in"});
    CHECK(reruns(trials) == Lines{"2 fails: table t already exists (at 1)",
                                  "3 fails: table t already exists (at 1)"});
  }
}

}  // namespace plumbline
