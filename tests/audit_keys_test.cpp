// What an audit says of keys: unique ones, and the numbers that AUTOINCREMENT gives.
#include <doctest/doctest.h>

#include "tests/audited.hpp"
#include "tests/bad_input.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

TEST_CASE("audit: rows that share a key which is declared, of every form") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a, b, c COLLATE NOCASE, d); INSERT INTO t VALUES (1, 1, 'x', 1), "
                "(1, 2, 'X', 1), "
                "(2, 2, 'y', 1), (NULL, 2, NULL, 9), (NULL, 2, NULL, 9)");
  const Report report = audited_to("app.db",
                                   "CREATE TABLE t (a UNIQUE, b, c COLLATE NOCASE, d, "
                                   "PRIMARY KEY (a, b), UNIQUE (c), UNIQUE (b, a));"
                                   "CREATE UNIQUE INDEX partial ON t (d) WHERE a = 1;"
                                   "CREATE UNIQUE INDEX fine ON t (d) WHERE a = 2;"
                                   "CREATE UNIQUE INDEX computed ON t (lower(c), d % 2);"
                                   "CREATE UNIQUE INDEX exact ON t (c COLLATE BINARY);"
                                   "CREATE INDEX plain ON t (d)");
  CHECK(
      not_holding(report) ==
      AuditLines{"rows-not-unique t: UNIQUE (a) (declared): 2 [1, 2]",
                 "rows-not-unique t: UNIQUE (c) (declared): 2 [2, 1]",
                 "rows-not-unique t: unique index computed (lower(c), d % 2) (declared): 2 [1, 2]",
                 "rows-not-unique t: unique index partial (d) (declared): 2 [1, 2]"});
  CHECK(holding(report, "rows-not-unique") ==
        AuditLines{"t: PRIMARY KEY (a, b) (declared)", "t: UNIQUE (b, a) (declared)",
                   "t: unique index exact (c) (declared)", "t: unique index fine (d) (declared)"});
  CHECK(findings_of_rows(report).front() ==
        "error rows-not-unique: 2 rows of t share values that UNIQUE (a) forbids, as the target "
        "declares (rowids 1, 2)");
}

TEST_CASE("audit: rows that share a key which the database has") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a, b); CREATE INDEX i ON t (a COLLATE NOCASE);"
                "CREATE UNIQUE INDEX j ON t (b);"
                "INSERT INTO t VALUES ('x', 1), ('X', 2), ('y', 3), ('z', 4), ('Z', 5), ('Z', 6)");
  restate("app.db", "i", "CREATE UNIQUE INDEX i ON t (a COLLATE NOCASE)");
  const Report report = audited("app.db");
  CHECK(not_holding(report) == AuditLines{"rows-not-unique t: unique index i (a): 5 [2, 6, 1, 4]"});
  CHECK(holding(report, "rows-not-unique") == AuditLines{"t: unique index j (b)"});
  CHECK(
      findings_of_rows(report) ==
      AuditLines{"error rows-not-unique: 5 rows of t share values that unique index i (a) forbids "
                 "(rowids 2, 6, 1, 4, …)"});
}

TEST_CASE("audit: a PRIMARY KEY without rowid, and the rowid itself") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE w (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID; INSERT INTO w VALUES (1, "
                "1), (1, 2); CREATE TABLE r (id INTEGER PRIMARY KEY); INSERT INTO r VALUES (1)");
  const Report report = audited_to("app.db",
                                   "CREATE TABLE w (a PRIMARY KEY, b) WITHOUT ROWID;"
                                   "CREATE TABLE r (id INTEGER PRIMARY KEY)");
  CHECK(not_holding(report) == AuditLines{"rows-not-unique w: PRIMARY KEY (a) (declared): 2 []"});
  CHECK(holding(report, "rows-not-unique") == AuditLines{"w: PRIMARY KEY (a, b)"});
}

TEST_CASE("audit: NULLs under a key whose columns are NOT NULL are not equal to each other") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (NULL), (NULL), (1)");
  restate("app.db", "t", "CREATE TABLE t (a NOT NULL UNIQUE)");
  CHECK(not_holding(audited("app.db")) ==
        AuditLines{"rows-with-null t: a is never NULL: 2 [1, 2]"});
}

TEST_CASE("audit: AUTOINCREMENT that goes on below the largest id") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE low (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE \"it's\" (id "
      "INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE empty (id INTEGER PRIMARY KEY "
      "AUTOINCREMENT); CREATE TABLE gone (id INTEGER PRIMARY KEY AUTOINCREMENT);"
      "CREATE TABLE plain (id INTEGER PRIMARY KEY);"
      "INSERT INTO low VALUES (7); INSERT INTO \"it's\" VALUES (7); INSERT INTO gone "
      "VALUES (3); INSERT INTO plain VALUES (9);"
      "UPDATE sqlite_sequence SET seq = 5 WHERE name = 'low';"
      "DELETE FROM sqlite_sequence WHERE name = 'gone'");
  const Report report = audited("app.db");
  CHECK(not_holding(report) ==
        AuditLines{"sequence-too-low gone: sqlite_sequence is not below the largest id: 1 [3]",
                   "sequence-too-low low: sqlite_sequence is not below the largest id: 1 [7]"});
  CHECK(holding(report, "sequence-too-low") ==
        AuditLines{"empty: sqlite_sequence is not below the largest id",
                   "it's: sqlite_sequence is not below the largest id"});
  CHECK(findings_of_rows(report).back() ==
        "warning sequence-too-low: the number that AUTOINCREMENT goes on from is below the largest "
        "id of low (7): ids that were deleted may be given out again");
}

TEST_CASE("audit: the remedy for a sequence mends it") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE \"a'b\" (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO \"a'b\" "
                "VALUES (7); UPDATE sqlite_sequence SET seq = 5");
  const Report report = audited("app.db");
  std::string remedy;
  for (const Finding& finding : report.findings) {
    if (finding.rule == "sequence-too-low") remedy = finding.remedy;
  }
  run_past_constraints("app.db", remedy.substr(0, remedy.find(", or INSERT")));
  CHECK(not_holding(audited("app.db")).empty());
}

TEST_CASE("audit: columns and tables under their old names, as --rename and renamed_from tell") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE users (mail, nick, age); INSERT INTO users VALUES ('a', NULL, -1), "
                "('a', 'x', 5); CREATE TABLE posts (author); INSERT INTO posts VALUES (1), (9)");
  const std::string target =
      "CREATE TABLE people (email UNIQUE, name NOT NULL, years CHECK (years >= 0));"
      "CREATE TABLE posts (author)";
  CHECK(not_holding(audited_to("app.db", target)).empty());
  Options options;
  options.renames = {{Identifier("users"), std::nullopt, Identifier("people")},
                     {Identifier("users"), Identifier("mail"), Identifier("email")},
                     {Identifier("users"), Identifier("nick"), Identifier("name")},
                     {Identifier("users"), Identifier("age"), Identifier("years")}};
  CHECK(not_holding(audited_to("app.db", target, options)) ==
        AuditLines{"rows-with-null users: nick is never NULL (declared): 1 [1]",
                   "rows-failing-check users: CHECK (years >= 0) (declared): 1 [1]",
                   "rows-not-unique users: UNIQUE (email) (declared): 2 [1, 2]"});
}

TEST_CASE("audit: renamed_from in YAML") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE users (mail); INSERT INTO users VALUES (NULL)");
  write_bytes("schema.yaml",
              "format: plumbline.schema/1\ntables:\n  users:\n    columns:\n"
              "      email: { not_null: true, renamed_from: mail }\n");
  CHECK(not_holding(audited("app.db", "schema.yaml")) ==
        AuditLines{"rows-with-null users: mail is never NULL (declared): 1 [1]"});
}

}  // namespace plumbline
