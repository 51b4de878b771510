// What the rules say of foreign keys, and that SQLite does what they say.
#include <doctest/doctest.h>

#include "analyzer/sqlite/shadow.hpp"
#include "tests/schema_in_hand.hpp"

namespace plumbline {

namespace {

Options without_foreign_keys() {
  Options options;
  options.foreign_keys = false;
  return options;
}

/// Why `statement` does not compile with foreign_keys on; empty where it does.
std::string failure_of(const std::string& sql, const std::string& statement) {
  const Connection connection = empty_shadow("test.db", std::nullopt);
  connection.execute(sql);
  connection.execute("PRAGMA foreign_keys=ON");
  const auto failure = connection.try_prepare(statement);
  return failure ? failure->message : "";
}

}  // namespace

TEST_CASE("missing-parent-table") {
  const std::string sql =
      "CREATE TABLE k (id INTEGER PRIMARY KEY, a REFERENCES gone, b REFERENCES gone(x));";
  const Finding finding = only_finding_of_schema("missing-parent-table", sql);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.object.name == Identifier("k"));
  CHECK(finding.message ==
        "it references gone, which is not there: with foreign_keys on, every INSERT and DELETE on "
        "k fails (no such table: main.gone)");
  CHECK(finding.remedy == "make the table, or rebuild k without the reference");
  CHECK(failure_of(sql, "INSERT INTO k(id) VALUES (1)") == "no such table: main.gone");
  CHECK(failure_of(sql, "DELETE FROM k") == "no such table: main.gone");
  CHECK(rules_that_speak(sql) == "missing-parent-table");
  CHECK(only_finding_of_schema("missing-parent-table", sql, without_foreign_keys()).severity ==
        Severity::note);
}

TEST_CASE("missing-parent-table is silent where the parent is there, left out or not") {
  const std::string sql =
      "CREATE TABLE GONE (x INTEGER PRIMARY KEY);"
      "CREATE TABLE k (id INTEGER PRIMARY KEY REFERENCES gone);";
  CHECK(rules_that_speak(sql) == "");
  Options options;
  options.exclude = {"GONE"};
  CHECK(rules_that_speak(sql, options) == "");
}

TEST_CASE("foreign-key-mismatch") {
  const std::string sql =
      "CREATE TABLE p (id INTEGER PRIMARY KEY, mail TEXT);"
      "CREATE TABLE k (id INTEGER PRIMARY KEY, m TEXT REFERENCES p(mail));";
  const Finding finding = only_finding_of_schema("foreign-key-mismatch", sql);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.object.name == Identifier("k"));
  CHECK(finding.message ==
        "what is referenced is no PRIMARY KEY or UNIQUE of its table: m → p.mail; with "
        "foreign_keys on, every INSERT and DELETE on k, and every DELETE on what it references, "
        "fails (foreign key mismatch)");
  CHECK(failure_of(sql, "DELETE FROM k") == "foreign key mismatch - \"k\" referencing \"p\"");
  CHECK(failure_of(sql, "DELETE FROM p") == "foreign key mismatch - \"k\" referencing \"p\"");
  CHECK(only_finding_of_schema("foreign-key-mismatch", sql, without_foreign_keys()).severity ==
        Severity::note);
}

TEST_CASE("foreign-key-mismatch speaks exactly where SQLite does") {
  const std::vector<std::string> parents = {
      "CREATE TABLE p (a INTEGER PRIMARY KEY, b);",
      "CREATE TABLE p (a INTEGER PRIMARY KEY DESC, b);",
      "CREATE TABLE p (a, b, PRIMARY KEY (a, b));",
      "CREATE TABLE p (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID;",
      "CREATE TABLE p (a, b UNIQUE);",
      "CREATE TABLE p (a, b, UNIQUE (b, a));",
      "CREATE TABLE p (a, b);",
      "CREATE TABLE p (a TEXT COLLATE NOCASE PRIMARY KEY, b);",
      "CREATE TABLE p (a, b); CREATE UNIQUE INDEX pa ON p (a);",
      "CREATE TABLE p (a, b); CREATE UNIQUE INDEX pa ON p (a COLLATE NOCASE);",
      "CREATE TABLE p (a COLLATE NOCASE, b); CREATE UNIQUE INDEX pa ON p (a);",
      "CREATE TABLE p (a, b); CREATE UNIQUE INDEX pa ON p (a) WHERE b;",
      "CREATE TABLE p (a, b); CREATE UNIQUE INDEX pa ON p (a || '');",
      "CREATE TABLE p (a, b); CREATE UNIQUE INDEX pab ON p (a DESC, b);",
      "CREATE TABLE p (a, b, PRIMARY KEY (a COLLATE NOCASE));",
      "CREATE TABLE p (c);",
      "CREATE TABLE q (a PRIMARY KEY, b); CREATE VIEW p AS SELECT * FROM q;"};
  const std::vector<std::string> children = {
      "CREATE TABLE k (x REFERENCES p, y);",
      "CREATE TABLE k (x REFERENCES p(a), y);",
      "CREATE TABLE k (x REFERENCES p(b), y);",
      "CREATE TABLE k (x, y, FOREIGN KEY (x, y) REFERENCES p);",
      "CREATE TABLE k (x, y, FOREIGN KEY (x, y) REFERENCES p(a, b));",
      "CREATE TABLE k (x, y, FOREIGN KEY (x, y) REFERENCES p(b, a));",
      "CREATE TABLE k (x REFERENCES p(nope), y);"};
  int mismatches = 0;
  for (const std::string& parent : parents) {
    for (const std::string& child : children) {
      const std::string sql = parent + child;
      CAPTURE(sql);
      const bool fails = !failure_of(sql, "INSERT INTO k VALUES (1, 2)").empty();
      CHECK(objects_found("foreign-key-mismatch", sql) == (fails ? "k" : ""));
      mismatches += fails ? 1 : 0;
    }
  }
  CHECK(mismatches > 60);
  CHECK(mismatches < 100);
}

TEST_CASE("foreign-key-type-mismatch") {
  const std::string products = "CREATE TABLE p (sku TEXT PRIMARY KEY NOT NULL);";
  const std::string orders =
      "CREATE TABLE o (id INTEGER PRIMARY KEY, sku INT REFERENCES p);"
      "CREATE INDEX o_sku ON o (sku);";
  const Finding finding = only_finding_of_schema("foreign-key-type-mismatch", products + orders);
  CHECK(finding.severity == Severity::note);
  CHECK(finding.message ==
        "a reference and what it references store values in different ways: sku INT → p.sku TEXT; "
        "a value can be turned into another on one side only ('007' into 7), and then no longer "
        "matches");
  const Connection connection = empty_shadow("test.db", std::nullopt);
  connection.execute(products + orders + "PRAGMA foreign_keys=ON; INSERT INTO p VALUES ('007')");
  CHECK(connection.try_execute("INSERT INTO o VALUES (1, '007')")->message ==
        "FOREIGN KEY constraint failed");
  for (const char* type : {"VARCHAR(9)", "", "CLOB"}) {
    CAPTURE(type);
    CHECK(rules_that_speak(
              products + "CREATE TABLE o (id INTEGER PRIMARY KEY REFERENCES q(id), sku " + type +
              " REFERENCES p UNIQUE); CREATE TABLE q (id BIGINT NOT NULL UNIQUE);") == "");
  }
}

TEST_CASE("foreign-key-collation-mismatch") {
  const std::string sql =
      "CREATE TABLE p (name TEXT COLLATE NOCASE PRIMARY KEY NOT NULL);"
      "CREATE TABLE k (id INTEGER PRIMARY KEY, name TEXT UNIQUE REFERENCES p);";
  const Finding finding = only_finding_of_schema("foreign-key-collation-mismatch", sql);
  CHECK(finding.severity == Severity::note);
  CHECK(finding.message.starts_with(
      "a reference and what it references are compared in different ways: name COLLATE BINARY → "
      "p.name COLLATE NOCASE; "));
  CHECK(rules_that_speak(sql) == "foreign-key-collation-mismatch");
  CHECK(rules_that_speak("CREATE TABLE p (name TEXT COLLATE NOCASE PRIMARY KEY NOT NULL);"
                         "CREATE TABLE k (name TEXT COLLATE nocase PRIMARY KEY NOT NULL REFERENCES "
                         "p);") == "");
}

TEST_CASE("foreign-key-without-index") {
  const std::string sql =
      "CREATE TABLE p (a INTEGER PRIMARY KEY, b NOT NULL, UNIQUE (a, b));"
      "CREATE TABLE \"odd \"\"k\" (id INTEGER PRIMARY KEY, x INTEGER REFERENCES p, y,"
      " FOREIGN KEY (x, y) REFERENCES p(a, b), FOREIGN KEY (y, x) REFERENCES p(b, a),"
      " FOREIGN KEY (x) REFERENCES p);";
  const Finding finding = only_finding_of_schema("foreign-key-without-index", sql);
  CHECK(finding.severity == Severity::note);
  CHECK(finding.message ==
        "no index serves x → p.a, (x, y) → p(a, b) and (y, x) → p(b, a): each row deleted from "
        "what is referenced, or given another key, makes SQLite read all of odd \"k");
  CHECK(finding.remedy ==
        "CREATE INDEX \"odd \"\"k_x\" ON \"odd \"\"k\" (\"x\"); "
        "CREATE INDEX \"odd \"\"k_x_y\" ON \"odd \"\"k\" (\"x\", \"y\"); "
        "CREATE INDEX \"odd \"\"k_y_x\" ON \"odd \"\"k\" (\"y\", \"x\");");
  CHECK(findings_of_schema("foreign-key-without-index", sql + finding.remedy, {}).empty());
  CHECK(findings_of_schema("foreign-key-without-index", sql, without_foreign_keys()).empty());
}

TEST_CASE("foreign-key-without-index gives the index a name that is free") {
  const std::string sql =
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE k_p (id INTEGER PRIMARY KEY);"
      "CREATE TABLE k (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p);";
  CHECK(only_finding_of_schema("foreign-key-without-index", sql).remedy ==
        "CREATE INDEX \"k_p_index\" ON \"k\" (\"p\");");
}

TEST_CASE("foreign-key-without-index is silent where some index or key starts with the column") {
  const std::string p = "CREATE TABLE p (id INTEGER PRIMARY KEY);";
  for (const char* child :
       {"CREATE TABLE k (id INTEGER PRIMARY KEY REFERENCES p);",
        "CREATE TABLE k (id INTEGER NOT NULL REFERENCES p, n NOT NULL, PRIMARY KEY (id, n));",
        "CREATE TABLE k (id INTEGER NOT NULL UNIQUE REFERENCES p);",
        "CREATE TABLE k (n INTEGER PRIMARY KEY, id REFERENCES p); CREATE INDEX i ON k (id, n);",
        "CREATE TABLE k (n INTEGER PRIMARY KEY, id REFERENCES p); CREATE INDEX i ON k (id)"
        " WHERE id IS NOT NULL;"}) {
    CAPTURE(child);
    CHECK(rules_that_speak(p + child) == "");
  }
  CHECK(rules_that_speak(p + "CREATE TABLE k (n INTEGER PRIMARY KEY, id REFERENCES p);"
                             "CREATE INDEX i ON k (n, id);") == "foreign-key-without-index");
  CHECK(rules_that_speak(p + "CREATE TABLE k (n INTEGER PRIMARY KEY, id REFERENCES p);"
                             "CREATE INDEX i ON k (id || '');") == "foreign-key-without-index");
}

}  // namespace plumbline
