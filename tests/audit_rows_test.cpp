// What an audit says of each row by itself: NOT NULL, CHECK, types.
#include <doctest/doctest.h>

#include "tests/audited.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

TEST_CASE("audit: NULL where a column is NOT NULL already") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 1), (NULL, 2), (3, 3)");
  restate("app.db", "t", "CREATE TABLE t (a NOT NULL, b NOT NULL)");
  const Report report = audited("app.db");
  CHECK(not_holding(report) == AuditLines{"rows-with-null t: a is never NULL: 1 [2]"});
  CHECK(holding(report, "rows-with-null") == AuditLines{"t: b is never NULL"});
  CHECK(findings_of_rows(report) ==
        AuditLines{"error rows-with-null: 1 row of t has NULL in a, which is NOT NULL (rowid 2)"});
}

TEST_CASE("audit: NULL where the target is NOT NULL, and five rowids at most") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a, b, old); WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                "WHERE i < 20) INSERT INTO t SELECT iif(i % 2, NULL, i), i, NULL FROM n");
  const Report report = audited_to(
      "app.db", "CREATE TABLE t (a NOT NULL, b NOT NULL, old, fresh NOT NULL DEFAULT 1)");
  CHECK(not_holding(report) ==
        AuditLines{"rows-with-null t: a is never NULL (declared): 10 [1, 3, 5, 7, 9]"});
  CHECK(holding(report, "rows-with-null") == AuditLines{"t: b is never NULL (declared)"});
  CHECK(
      findings_of_rows(report) ==
      AuditLines{"error rows-with-null: 10 rows of t have NULL in a, which is declared NOT NULL by "
                 "the target (rowids 1, 3, 5, 7, 9, …)"});
}

TEST_CASE("audit: NULL in the key of a table WITHOUT ROWID, and in that of a STRICT one") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE w (a NOT NULL, b NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;"
                "CREATE TABLE s (a TEXT PRIMARY KEY) STRICT; INSERT INTO w VALUES (1, 2)");
  CHECK(not_holding(audited("app.db")).empty());
  CHECK(holding(audited("app.db"), "rows-with-null") ==
        AuditLines{"s: a is never NULL", "w: a is never NULL", "w: b is never NULL"});
}

TEST_CASE("audit: a CHECK with and without a name; NULL passes it") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (n CHECK (n > 0), tag, CONSTRAINT short CHECK (length(tag) < 5))");
  run_past_constraints("app.db",
                       "INSERT INTO t VALUES (1, 'a'), (-1, 'b'), (NULL, NULL), (0, 'too long')");
  const Report report = audited("app.db");
  CHECK(not_holding(report) ==
        AuditLines{"rows-failing-check t: CHECK (n > 0): 2 [2, 4]",
                   "rows-failing-check t: short: CHECK (length(tag) < 5): 1 [4]"});
  CHECK(findings_of_rows(report) ==
        AuditLines{
            "error rows-failing-check: 2 rows of t do not pass CHECK (n > 0) (rowids 2, 4)",
            "error rows-failing-check: 1 row of t does not pass short: CHECK (length(tag) < 5) "
            "(rowid 4)"});
}

TEST_CASE("audit: a CHECK that the target declares, once; one over a new column is not asked") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t (n CHECK (n > 0), m); INSERT INTO t VALUES (1, 7)");
  const Report report = audited_to(
      "app.db", "CREATE TABLE t (n CHECK (n>0), m CHECK (m < 5), fresh, CHECK (fresh > m))");
  CHECK(not_holding(report) == AuditLines{"rows-failing-check t: CHECK (m < 5) (declared): 1 [1]"});
  CHECK(holding(report, "rows-failing-check") == AuditLines{"t: CHECK (n > 0)"});
}

TEST_CASE("audit: comments, strings in double quotes and brackets in a CHECK") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a CHECK (a <> \"x\" -- not x\n), [b c] CHECK ([b c] IS NOT ')' /* "
                ") */), `d\"e` CHECK (`d\"e` IN (1, 2)) -- the end\n)");
  run_past_constraints("app.db", "INSERT INTO t VALUES ('x', 1, 1), ('y', ')', 3)");
  const Report report = audited("app.db");
  REQUIRE(not_holding(report).size() == 3);
  for (const DataCheck& check : report.audit->checks) {
    if (check.rule != "rows-failing-check") continue;
    CAPTURE(check.what);
    CHECK(check.rows == 1);
  }
}

TEST_CASE("audit: values that a STRICT table holds against its types") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (i, r, x, b, a); INSERT INTO t VALUES (1, 1.5, 'x', x'00', 1), "
                "('12', 'one', x'00', 'x', 'any'), (1.0, 7, 3, NULL, NULL)");
  restate("app.db", "t", "CREATE TABLE t (i INT, r REAL, x TEXT, b BLOB, a ANY) STRICT");
  const Report report = audited("app.db");
  CHECK(not_holding(report) ==
        AuditLines{"rows-of-wrong-type t: i holds nothing but INT: 2 [2, 3]",
                   "rows-of-wrong-type t: r holds nothing but REAL: 1 [2]",
                   "rows-of-wrong-type t: x holds nothing but TEXT: 2 [2, 3]",
                   "rows-of-wrong-type t: b holds nothing but BLOB: 1 [2]"});
  CHECK(findings_of_rows(report).front() ==
        "error rows-of-wrong-type: 2 rows of t have a value in i that a STRICT table cannot hold "
        "(i holds nothing but INT) (rowids 2, 3)");
}

TEST_CASE("audit: a declared STRICT table takes what SQLite would convert") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (i, r, x, b); INSERT INTO t VALUES (1, 1.5, 'x', x'00'), "
                "('12', '1.5', 3, NULL), (1.0, 7, 2.5, x''), ('twelve', 'one', x'00', 'x'), "
                "(1.5, x'00', NULL, 1), (9223372036854775807.0, '', '', 2)");
  const Report report =
      audited_to("app.db", "CREATE TABLE t (i INTEGER, r REAL, x TEXT, b BLOB) STRICT");
  CHECK(not_holding(report) ==
        AuditLines{"rows-of-wrong-type t: i holds nothing but INTEGER (declared): 3 [4, 5, 6]",
                   "rows-of-wrong-type t: r holds nothing but REAL (declared): 3 [4, 5, 6]",
                   "rows-of-wrong-type t: x holds nothing but TEXT (declared): 1 [4]",
                   "rows-of-wrong-type t: b holds nothing but BLOB (declared): 3 [4, 5, 6]"});
}

TEST_CASE("audit: a STRICT table whose column gets another type") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t (a ANY, b INT) STRICT; INSERT INTO t VALUES ('x', 1)");
  const Report report = audited_to("app.db", "CREATE TABLE t (a INT, b INTEGER) STRICT");
  CHECK(not_holding(report) ==
        AuditLines{"rows-of-wrong-type t: a holds nothing but INT (declared): 1 [1]"});
}

TEST_CASE("audit: what a type does not lead one to expect; dates are left alone") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE t (i INT, r DOUBLE, n NUMERIC, x VARCHAR(9), d DATE, o BOOLEAN, b BLOB, u);"
      "INSERT INTO t VALUES (1, 1.5, 2, 'x', '2026-01-01', 1, 'x', 'x'), ('one', 'x', 'x', "
      "x'00', 'soon', 'true', x'00', x'00'), (NULL, NULL, x'01', NULL, 5, NULL, 1, 1)");
  const Report report = audited("app.db");
  CHECK(not_holding(report) ==
        AuditLines{"rows-against-affinity t: i INT holds numbers only: 1 [2]",
                   "rows-against-affinity t: r DOUBLE holds numbers only: 1 [2]",
                   "rows-against-affinity t: n NUMERIC holds numbers only: 2 [2, 3]",
                   "rows-against-affinity t: x VARCHAR(9) holds texts only: 1 [2]",
                   "rows-against-affinity t: o BOOLEAN holds numbers only: 1 [2]"});
  CHECK(findings_of_rows(report).front() ==
        "warning rows-against-affinity: 1 row of t has a value that its type does not lead one to "
        "expect: i INT holds numbers only (rowid 2)");
}

TEST_CASE("audit: values that the affinity of their column would have changed") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t (x, d); INSERT INTO t VALUES ('a', 'b'), (5, '12')");
  restate("app.db", "t", "CREATE TABLE t (x TEXT, d DATE)");
  CHECK(not_holding(audited("app.db")) ==
        AuditLines{"rows-against-affinity t: x TEXT holds texts only: 1 [2]",
                   "rows-against-affinity t: d DATE holds no numbers as texts: 1 [2]"});
}

TEST_CASE("audit: generated columns are asked about as any other") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a, v INT AS (a + 1), s INT AS (a * 2) STORED CHECK (s < 10)); "
                "INSERT INTO t (a) VALUES (1), (4)");
  run_past_constraints("app.db", "INSERT INTO t (a) VALUES (7)");
  CHECK(not_holding(audited("app.db")) ==
        AuditLines{"rows-failing-check t: CHECK (s < 10): 1 [3]"});
  const Report report = audited_to(
      "app.db", "CREATE TABLE t (a, v INT AS (a + 1) UNIQUE NOT NULL, s INT AS (a * 2) STORED)");
  CHECK(holding(report, "rows-with-null") == AuditLines{"t: v is never NULL (declared)"});
  CHECK(holding(report, "rows-not-unique") == AuditLines{"t: UNIQUE (v) (declared)"});
}

TEST_CASE("audit: tables whose columns take the names of the rowid") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE one (rowid, a NOT NULL); CREATE TABLE all3 (rowid, oid, _rowid_, a);"
                "INSERT INTO all3 VALUES (1, 2, 3, NULL)");
  run_past_constraints("app.db", "INSERT INTO one (_rowid_, rowid, a) VALUES (41, 7, 1)");
  const Report report = audited_to("app.db",
                                   "CREATE TABLE one (rowid, a NOT NULL CHECK (a > 1)); "
                                   "CREATE TABLE all3 (rowid, oid, _rowid_, a NOT NULL)");
  CHECK(not_holding(report) ==
        AuditLines{"rows-with-null all3: a is never NULL (declared): 1 []",
                   "rows-failing-check one: CHECK (a > 1) (declared): 1 [41]"});
}

}  // namespace plumbline
