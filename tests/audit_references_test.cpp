// What an audit says of foreign keys: the rows that reference nothing.
#include <doctest/doctest.h>

#include "tests/audited.hpp"
#include "tests/scenario.hpp"
#include "tests/stopped_database.hpp"

namespace plumbline {

namespace {

/// How many rows PRAGMA foreign_key_check complains about.
std::int64_t violations(const std::string& file) {
  return Connection::open_read_only("file:" + file, file)
      .integer("SELECT count(*) FROM pragma_foreign_key_check")
      .value_or(-1);
}

}  // namespace

TEST_CASE("audit: orphans of a single key, and NULL is none") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (2);"
                "CREATE TABLE k (a REFERENCES p, b INTEGER REFERENCES p (id));"
                "INSERT INTO k VALUES (1, 1), ('2', 2), (3, NULL), ('x', 2), (NULL, 9)");
  const Report report = audited("app.db");
  CHECK(not_holding(report) == AuditLines{"rows-without-parent k: (a) REFERENCES p(id): 2 [3, 4]",
                                          "rows-without-parent k: (b) REFERENCES p(id): 1 [5]"});
  CHECK(violations("app.db") == 3);
  CHECK(findings_of_rows(report).front() ==
        "error rows-without-parent: 2 rows of k reference what is not there: (a) REFERENCES p(id) "
        "(rowids 3, 4)");
}

TEST_CASE("audit: orphans of a key that only the target declares") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT COLLATE NOCASE); CREATE TABLE k "
                "(a, b); INSERT INTO p VALUES (1, 'x'), (2, NULL); INSERT INTO k VALUES (1, 'X'), "
                "(7, 'y'), (NULL, NULL)");
  const Report report = audited_to("app.db",
                                   "CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT COLLATE "
                                   "NOCASE UNIQUE); CREATE TABLE k (a REFERENCES p, b REFERENCES p "
                                   "(code))");
  CHECK(not_holding(report) ==
        AuditLines{"rows-without-parent k: (a) REFERENCES p(id) (declared): 1 [2]",
                   "rows-without-parent k: (b) REFERENCES p(code) (declared): 1 [2]"});
  CHECK(findings_of_rows(report).front() ==
        "error rows-without-parent: 1 row of k references what is not there: (a) REFERENCES p(id), "
        "as the target declares (rowid 2)");
}

TEST_CASE("audit: a composite key, a part of which may be NULL") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE p (a, b COLLATE NOCASE, UNIQUE (a, b)); CREATE TABLE k (x, y, FOREIGN "
      "KEY (x, y) REFERENCES p (a, b)); INSERT INTO p VALUES (1, 'one'), (2, NULL);"
      "INSERT INTO k VALUES (1, 'ONE'), (1, 'two'), (2, NULL), (NULL, 'z'), (2, 'one')");
  CHECK(not_holding(audited("app.db")) ==
        AuditLines{"rows-without-parent k: (x, y) REFERENCES p(a, b): 2 [2, 5]"});
  CHECK(violations("app.db") == 2);
}

TEST_CASE("audit: a table that references itself") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE t (id INTEGER PRIMARY KEY, up REFERENCES t); INSERT INTO t VALUES (1, "
      "NULL), (2, 1), (3, 3), (4, 9)");
  CHECK(not_holding(audited("app.db")) ==
        AuditLines{"rows-without-parent t: (up) REFERENCES t(id): 1 [4]"});
}

TEST_CASE("audit: a parent WITHOUT ROWID, and a child without one") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE p (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID; CREATE TABLE k (x, y, "
                "PRIMARY KEY (x, y), FOREIGN KEY (x, y) REFERENCES p) WITHOUT ROWID;"
                "INSERT INTO p VALUES (1, 2); INSERT INTO k VALUES (2, 1), (1, 2)");
  CHECK(not_holding(audited("app.db")) ==
        AuditLines{"rows-without-parent k: (x, y) REFERENCES p(b, a): 1 []"});
  CHECK(violations("app.db") == 1);
}

TEST_CASE("audit: values are compared with the affinity and the collation of the parent") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE p (n TEXT UNIQUE, c TEXT COLLATE NOCASE UNIQUE, i INT UNIQUE, z "
      "UNIQUE); INSERT INTO p VALUES ('1', 'Abc', 5, 7);"
      "CREATE TABLE k (n INT REFERENCES p (n), c TEXT REFERENCES p (c), i TEXT REFERENCES "
      "p (i), z TEXT REFERENCES p (z)); INSERT INTO k VALUES (1, 'aBC', '5', '7'), "
      "(1.0, 'abcd', '5.0', 7)");
  const auto by_sqlite = violations("app.db");
  std::int64_t counted = 0;
  const Report report = audited("app.db");
  for (const DataCheck& check : report.audit->checks) {
    if (check.rule == "rows-without-parent") counted += check.rows;
  }
  CHECK(counted == by_sqlite);
  CHECK(counted == 3);
}

TEST_CASE("audit: a parent that is not there has none of the rows") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE k (a REFERENCES gone (id)); INSERT INTO k VALUES (1), (NULL), (2)");
  CHECK(not_holding(audited("app.db")) ==
        AuditLines{"rows-without-parent k: (a) REFERENCES gone(id): 2 [1, 3]"});
  CHECK(violations("app.db") == 2);
}

TEST_CASE("audit: a parent that gets another name") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE users (id INTEGER PRIMARY KEY, mail UNIQUE); CREATE TABLE k (a, b);"
                "INSERT INTO users VALUES (1, 'x'); INSERT INTO k VALUES (1, 'y'), (2, 'x')");
  Options options;
  options.renames = {{Identifier("users"), std::nullopt, Identifier("people")},
                     {Identifier("users"), Identifier("mail"), Identifier("email")}};
  const Report report = audited_to("app.db",
                                   "CREATE TABLE people (id INTEGER PRIMARY KEY, email UNIQUE);"
                                   "CREATE TABLE k (a REFERENCES people, b REFERENCES people "
                                   "(email))",
                                   options);
  CHECK(not_holding(report) ==
        AuditLines{"rows-without-parent k: (a) REFERENCES people(id) (declared): 1 [2]",
                   "rows-without-parent k: (b) REFERENCES people(mail) (declared): 1 [1]"});
}

TEST_CASE("audit: large parents without an index are read once, not once a row") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE p (code TEXT COLLATE NOCASE); CREATE TABLE k (code); WITH n(i) AS "
      "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO p SELECT 'C' "
      "|| i FROM n; INSERT INTO k SELECT lower(code) FROM p; INSERT INTO k VALUES ('c0')");
  Options options;
  options.deadline = Deadline(20);
  const Report report = audited_to("app.db",
                                   "CREATE TABLE p (code TEXT COLLATE NOCASE UNIQUE);"
                                   "CREATE TABLE k (code REFERENCES p (code))",
                                   options);
  CHECK(not_holding(report) ==
        AuditLines{"rows-without-parent k: (code) REFERENCES p(code) (declared): 1 [20001]"});
}

}  // namespace plumbline
