// What the rules say of a schema that has to work on another runtime.
#include <doctest/doctest.h>

#include "tests/schema_in_hand.hpp"

namespace plumbline {

namespace {

std::string needs(const std::string& sql, const std::string& runtime) {
  std::string text;
  for (const Finding& finding :
       findings_of_schema("newer-than-runtime", sql, with_runtime(runtime))) {
    text += finding.object.name.text() + ": " +
            finding.message.substr(0, finding.message.find(';')) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("newer-than-runtime: what makes the whole database unreadable is an error") {
  const std::string sql =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT AS (a + 1)) STRICT;";
  const Finding finding =
      only_finding_of_schema("newer-than-runtime", sql, with_runtime("sqlite-3.30"));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.object.name == Identifier("t"));
  CHECK(
      finding.message ==
      "STRICT needs SQLite 3.37 and a generated column needs SQLite 3.31; sqlite-3.30 cannot read "
      "a database that has it: malformed database schema, for every statement");
  CHECK(needs(sql, "sqlite-3.31") == "t: STRICT needs SQLite 3.37\n");
  CHECK(needs(sql, "sqlite-3.37") == "");
  CHECK(rules_that_speak(sql) == "");
  CHECK(needs("CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID;"
              "CREATE INDEX i ON t (a) WHERE a <> ''; CREATE INDEX j ON t (lower(a));",
              "sqlite-3.7") ==
        "t: WITHOUT ROWID needs SQLite 3.8.2\ni: WHERE needs SQLite 3.8\n"
        "j: an indexed expression needs SQLite 3.9\n");
}

TEST_CASE("newer-than-runtime: functions, wherever they are called, by SQLite's own account") {
  const std::string t =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, made INTEGER DEFAULT (unixepoch()));";
  CHECK(needs(t, "sqlite-3.37") == "t: unixepoch() needs SQLite 3.38\n");
  CHECK(
      needs("CREATE TABLE c (id INTEGER PRIMARY KEY, a CHECK (iif(a, 1, 0)), b AS (a ->> '$.x'));",
            "sqlite-3.31") == "c: iif() needs SQLite 3.32 and ->> needs SQLite 3.38\n");
  CHECK(needs("CREATE TABLE t (id INTEGER PRIMARY KEY, a);"
              "CREATE INDEX i ON t (iif(a, a, 0)) WHERE sign(a) > 0;",
              "sqlite-3.31") == "i: iif() needs SQLite 3.32 and sign() needs SQLite 3.35\n");
  const std::string views =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a);"
      "CREATE VIEW v AS WITH c AS (SELECT iif(a, 1, 0) AS x FROM t) SELECT x FROM c;"
      "CREATE VIEW w AS SELECT * FROM v;"
      "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET a = format('%d', NEW.id); END;";
  CHECK(needs(views, "sqlite-3.31") ==
        "v: iif() needs SQLite 3.32\ntr: format() needs SQLite 3.38\n");
  const Finding finding =
      findings_of_schema("newer-than-runtime", views, with_runtime("sqlite-3.31"))[0];
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "iif() needs SQLite 3.32; on sqlite-3.31 whatever uses it fails, unless the application "
        "makes the function itself");
}

TEST_CASE("newer-than-runtime: functions that this SQLite does not have either") {
  const std::string sql =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a);"
      "CREATE VIEW v AS SELECT unistr(a) FROM t;"
      "CREATE VIEW mine AS SELECT of_the_application(a) FROM t;";
  CHECK(needs(sql, "d1") == "v: unistr() needs SQLite 3.50\n");
  CHECK(needs(sql, "libsql") == "v: unistr() needs SQLite 3.50\n");
  CHECK(needs(sql, "sqlite-3.50") == "");
}

TEST_CASE("not-on-d1") {
  const std::string sql =
      "CREATE VIRTUAL TABLE places USING rtree(id, x0, x1);"
      "CREATE VIRTUAL TABLE docs USING fts5(body);"
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a);"
      "CREATE VIEW _cf_view AS SELECT * FROM t;"
      "CREATE VIEW v AS SELECT sqlite_version() FROM t;";
  CHECK(objects_found("not-on-d1", sql, with_runtime("d1")) == "places _cf_view v");
  const std::vector<Finding> findings = findings_of_schema("not-on-d1", sql, with_runtime("d1"));
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].severity == Severity::warning);
  CHECK(findings[0].message == "D1 has no module rtree: making it fails with not authorized");
  CHECK(findings[1].message == "D1 keeps names that start with _cf_ for itself");
  CHECK(findings[2].message == "D1 does not let SQL call sqlite_version(): not authorized");
  CHECK(rules_that_speak(sql) == "");
  CHECK(rules_that_speak(sql, with_runtime("sqlite-3.40")) == "");
}

}  // namespace plumbline
