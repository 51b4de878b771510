#include "analyzer/sqlite/table_contents.hpp"

#include <doctest/doctest.h>

#include "tests/replayed.hpp"

namespace plumbline {

namespace {

Connection database(const std::string& sql) {
  Connection connection = Connection::in_memory("database");
  connection.execute(sql);
  return connection;
}

/// The names of the tables that differ between databases made of `schema` and then `a` or `b`.
std::string differing(const std::string& schema, const std::string& a, const std::string& b,
                      const Mask& mask = {}, const std::set<Identifier>& left_out = {}) {
  const Connection first = database(schema + ";" + a);
  const Connection second = database(schema + ";" + b);
  std::string names;
  for (const Identifier& table :
       differing_tables(contents_of(first, left_out, mask), contents_of(second, left_out, mask))) {
    names += (names.empty() ? "" : " ") + table.text();
  }
  return names;
}

}  // namespace

TEST_CASE("contents: the order of rows does not count, the rows do") {
  const std::string t = "CREATE TABLE t(a, b)";
  CHECK(differing(t, "INSERT INTO t VALUES (1,'x'),(2,'y')",
                  "INSERT INTO t VALUES (2,'y'),(1,'x')") == "");
  CHECK(differing(t, "INSERT INTO t VALUES (1,'x'),(2,'y')",
                  "INSERT INTO t VALUES (1,'y'),(2,'x')") == "t");
  CHECK(differing(t, "INSERT INTO t VALUES (1,'x')", "INSERT INTO t VALUES (1,'x'),(1,'x')") ==
        "t");
}

TEST_CASE("contents: 1, 1.0, '1', x'31' and NULL, '' are all different") {
  const std::string t = "CREATE TABLE t(a)";
  const std::vector<std::string> values = {"1", "1.0", "'1'", "x'31'", "NULL", "''", "x''"};
  for (const std::string& a : values) {
    for (const std::string& b : values) {
      INFO(a, " and ", b);
      CHECK(differing(t, "INSERT INTO t VALUES (" + a + ")", "INSERT INTO t VALUES (" + b + ")") ==
            (a == b ? "" : "t"));
    }
  }
  CHECK(differing(t, "INSERT INTO t VALUES (1),(1.0)", "INSERT INTO t VALUES (1.0),(1)") == "");
}

TEST_CASE("contents: letters that a collation takes for the same are in no order of their own") {
  const std::string t = "CREATE TABLE t(a COLLATE NOCASE, b)";
  CHECK(differing(t, "INSERT INTO t VALUES ('x',1),('X',1)",
                  "INSERT INTO t VALUES ('X',1),('x',1)") == "");
  CHECK(differing(t, "INSERT INTO t VALUES ('x',1)", "INSERT INTO t VALUES ('X',1)") == "t");
}

TEST_CASE("contents: masked columns and tables that are left out") {
  const std::string t = "CREATE TABLE t(a, at); CREATE TABLE log(a)";
  const Mask mask = {{Identifier("T"), {Identifier("AT")}}};
  CHECK(differing(t, "INSERT INTO t VALUES (1, 10)", "INSERT INTO t VALUES (1, 20)", mask) == "");
  CHECK(differing(t, "INSERT INTO t VALUES (1, 10)", "INSERT INTO t VALUES (2, 10)", mask) == "t");
  CHECK(differing("CREATE TABLE t(at)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1),(2)",
                  mask) == "t");
  CHECK(differing(t, "", "INSERT INTO log VALUES (1)") == "log");
  CHECK(differing(t, "", "INSERT INTO log VALUES (1)", {}, {Identifier("Log")}) == "");
}

TEST_CASE("contents: a full-text index counts by its terms") {
  const std::string fts = "CREATE VIRTUAL TABLE f USING fts5(x, content='')";
  CHECK(differing(fts,
                  "INSERT INTO f(rowid, x) VALUES (1,'one two'); INSERT INTO f(rowid, x)"
                  " VALUES (2,'three')",
                  "INSERT INTO f(rowid, x) VALUES (2,'three'); INSERT INTO f(rowid, x)"
                  " VALUES (1,'one two')") == "");
  CHECK(differing(fts, "INSERT INTO f(rowid, x) VALUES (1,'one two')",
                  "INSERT INTO f(rowid, x) VALUES (1,'two one')") == "f");
  CHECK(differing(fts, "INSERT INTO f(rowid, x) VALUES (1,'one')",
                  "INSERT INTO f(rowid, x) VALUES (2,'one')")
            .starts_with("f"));
}

TEST_CASE("contents: tables without rowids, generated columns, quoted names") {
  const std::string keyed = "CREATE TABLE k(a PRIMARY KEY, b) WITHOUT ROWID";
  CHECK(differing(keyed, "INSERT INTO k VALUES (1, 2)", "INSERT INTO k VALUES (1, 3)") == "k");
  // Generated columns are not computed: the first of them would fail.
  const std::string generated = "CREATE TABLE \"a \"\"t\"(\"x y\", s AS (\"x y\" + 1) STORED);";
  const std::string computed =
      "; ALTER TABLE \"a \"\"t\" ADD COLUMN g AS (only_in_the_application(\"x y\"))";
  const std::string one = "INSERT INTO \"a \"\"t\" VALUES (1)" + computed;
  const std::string two = "INSERT INTO \"a \"\"t\" VALUES (2)" + computed;
  CHECK(differing(generated, one, one) == "");
  CHECK(differing(generated, one, two) == "a \"t");
}

TEST_CASE("contents: the marks of AUTOINCREMENT count") {
  const std::string t = "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a)";
  const std::string gone = "INSERT INTO t VALUES (7, 1); DELETE FROM t;";
  CHECK(differing(t, "INSERT INTO t VALUES (1, 1); DELETE FROM t", gone) == "sqlite_sequence");
  CHECK(differing(t, gone, gone) == "");
  CHECK(differing(t, gone, "INSERT INTO t VALUES (1, 1); DELETE FROM t", {},
                  {Identifier("sqlite_sequence")}) == "");
}

TEST_CASE("contents: a table of one database only") {
  const Contents one = contents_of(database("CREATE TABLE t(a)"), {}, {});
  const Contents two = contents_of(database("CREATE TABLE u(a)"), {}, {});
  CHECK(differing_tables(one, two) == std::vector{Identifier("t"), Identifier("u")});
  CHECK(one.at(Identifier("t")).rows == 0);
  CHECK_THROWS_AS(contents_of_table(database(""), Identifier("t"), {}), Error);
}

TEST_CASE("contents: the columns that differ") {
  const std::string t = "CREATE TABLE t(a, b, c); CREATE TABLE u(a)";
  const Connection one = database(t + "; INSERT INTO t VALUES (1, 2, 3), (1, 2, 4)");
  const Connection two = database(t + "; INSERT INTO t VALUES (1, 0, 4), (1, 2, 5)");
  const Mask mask = differing_columns(one, two, {});
  CHECK(mask == Mask{{Identifier("t"), {Identifier("b"), Identifier("c")}}});
  CHECK(differing_columns(one, two, {Identifier("t")}).empty());
}

TEST_CASE("contents: triggers are switched off and on") {
  const Connection connection = database(
      "CREATE TABLE t(a); CREATE TABLE n(a); CREATE TRIGGER x AFTER INSERT ON t"
      " BEGIN INSERT INTO n VALUES (new.a); END");
  enable_triggers(connection, false);
  connection.execute("INSERT INTO t VALUES (1)");
  CHECK(connection.integer("SELECT count(*) FROM n") == 0);
  enable_triggers(connection, true);
  connection.execute("INSERT INTO t VALUES (2)");
  CHECK(connection.integer("SELECT count(*) FROM n") == 1);
}

}  // namespace plumbline
