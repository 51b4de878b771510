// Text in double quotes that SQLite takes for a string.
#include "analyzer/sqlite/double_quoted_strings.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/schema_in_hand.hpp"

namespace plumbline {

namespace {

/// "view v: text", joined by "; ".
std::string strings_in(const std::string& sql, const std::set<Identifier>& passed_over = {}) {
  const Connection connection = empty_shadow("test.db", std::nullopt);
  connection.execute(sql);
  std::string result;
  for (const DoubleQuotedString& string :
       double_quoted_strings(introspect(connection), passed_over, std::nullopt)) {
    result += (result.empty() ? "" : "; ") + to_string(string.object.type) + " " +
              string.object.name.text() + ": " + string.text;
  }
  return result;
}

const std::string table = "CREATE TABLE t (id INTEGER PRIMARY KEY, \"name\" TEXT, flag);";

}  // namespace

TEST_CASE("strings in double quotes are found wherever SQL is kept") {
  CHECK(strings_in("CREATE TABLE c (a TEXT CHECK (a <> \"none\"))") == "table c: none");
  CHECK(strings_in("CREATE TABLE c (a TEXT, CHECK (\"a\" <> \"b\" OR a = \"\"))") ==
        "table c: b; table c: ");
  CHECK(strings_in("CREATE TABLE g (a, b AS (a || \"-\") STORED)") == "table g: -");
  CHECK(strings_in(table + "CREATE INDEX i ON t (\"nmae\")") == "index i: nmae");
  CHECK(strings_in(table + "CREATE INDEX i ON t (name) WHERE flag = \"on\"") == "index i: on");
  CHECK(strings_in(table + "CREATE VIEW v AS SELECT id FROM t WHERE name = \"ada\"") ==
        "view v: ada");
  CHECK(strings_in(table + "CREATE TRIGGER tr AFTER INSERT ON t WHEN NEW.name = \"x\" BEGIN"
                           " UPDATE t SET flag = \"new\" WHERE id = NEW.id; END") ==
        "trigger tr: x; trigger tr: new");
}

TEST_CASE("all of an object are found, each once") {
  CHECK(strings_in(table +
                   "CREATE VIEW v AS SELECT \"b\", \"a\", \"a\" FROM t WHERE name = \"it's\"") ==
        "view v: b; view v: a; view v: it's");
}

TEST_CASE("names in double quotes are names") {
  CHECK(strings_in(table +
                   "CREATE INDEX \"i\" ON \"t\" (\"name\", lower(\"name\")) WHERE \"flag\";"
                   "CREATE VIEW \"v\" AS SELECT \"x\".\"name\" AS \"who\" FROM \"t\" AS \"x\""
                   " WHERE \"who\" <> '' AND \"rowid\" > 0;"
                   "CREATE VIEW \"w\"(\"a\") AS WITH \"c\" AS (SELECT 1 AS \"one\") SELECT \"one\" "
                   "FROM \"c\";"
                   "CREATE TRIGGER \"tr\" AFTER UPDATE OF \"name\" ON \"t\" BEGIN"
                   " INSERT INTO \"t\"(\"name\") VALUES (OLD.\"name\"); END;") == "");
}

TEST_CASE("a DEFAULT in double quotes is a string everywhere") {
  CHECK(strings_in("CREATE TABLE t (a TEXT DEFAULT \"none\")") == "");
}

TEST_CASE("what does not compile anyway is passed over, and what is left out") {
  const std::string views =
      table +
      "CREATE VIEW broken AS SELECT \"x\" FROM gone;"
      "CREATE VIEW v AS SELECT \"x\" FROM t;"
      "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET \"nope\" = 1; END;";
  CHECK(strings_in(views) == "view v: x");
  CHECK(strings_in(views, {Identifier("V")}) == "");
}

TEST_CASE("one trigger of several is named, and views over views keep theirs apart") {
  CHECK(strings_in(table +
                   "CREATE TRIGGER one AFTER INSERT ON t BEGIN SELECT \"name\" FROM t; END;"
                   "CREATE TRIGGER two AFTER INSERT ON t BEGIN SELECT \"nmae\" FROM t; END;") ==
        "trigger two: nmae");
  CHECK(strings_in(table + "CREATE VIEW inner_one AS SELECT \"text\" AS \"a\" FROM t;"
                           "CREATE VIEW outer_one AS SELECT \"a\" FROM inner_one;") ==
        "view inner_one: text");
}

TEST_CASE("virtual tables, functions and collations of the application do not stand in the way") {
  CHECK(strings_in("CREATE VIRTUAL TABLE f USING fts5(body);"
                   "CREATE VIEW v AS SELECT rank FROM f WHERE f MATCH \"word\";") ==
        "view v: word");
  CHECK(strings_in("CREATE TABLE t (a COLLATE mine CHECK (of_the_application(a, \"x\")))") ==
        "table t: x");
}

TEST_CASE("double-quoted-string says what it is taken for") {
  const std::string sql = table + "CREATE VIEW v AS SELECT id FROM t WHERE name IN (\"a\", \"b\");";
  const Finding finding = only_finding_of_schema("double-quoted-string", sql);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.object == ObjectRef{ObjectType::view, Identifier("v"), Identifier("v")});
  CHECK(finding.message ==
        "\"a\" and \"b\" are no columns, so SQLite takes them for strings; a SQLite built without "
        "that says no such column: a");
  CHECK(finding.remedy == "write 'a' and 'b', or the name of the column that was meant");
  CHECK(rules_that_speak(table + "CREATE VIEW v AS SELECT id FROM t WHERE name = 'a';") == "");
}

}  // namespace plumbline
