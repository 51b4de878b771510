#include "analyzer/reconcile/object_texts.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

bool same(const std::string& type, const std::string& a, const std::string& b) {
  const ObjectKey object{type, Identifier("t")};
  const bool is_same = same_object(object, a, b);
  CHECK(same_object(object, b, a) == is_same);
  return is_same;
}

std::string difference(const std::string& type, const std::string& a, const std::string& b) {
  return difference_between({type, Identifier("t")}, a, b);
}

/// "table t, index i", all that is there.
std::string names(const ObjectTexts& texts) {
  std::string text;
  for (const auto& [object, sql] : texts) text += (text.empty() ? "" : ", ") + to_string(object);
  return text;
}

constexpr const char* of_all_kinds =
    "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a UNIQUE); CREATE INDEX i ON t(a);"
    "CREATE TABLE u(a); CREATE INDEX j ON u(a); CREATE VIEW v AS SELECT 1;"
    "CREATE TRIGGER x AFTER INSERT ON u BEGIN SELECT 1; END;"
    "CREATE TRIGGER y AFTER INSERT ON t BEGIN SELECT 1; END";

}  // namespace

TEST_CASE("object texts: tables that are the same however they are spelled") {
  const std::string t = "CREATE TABLE t(a INT, b TEXT)";
  CHECK(same("table", t, t));
  CHECK(same("table", t, "create table \"T\" (\n  [a] int, -- a comment\n  `b` text )"));
  CHECK(same("table", t, "CREATE TABLE IF NOT EXISTS t(a INT, b TEXT)"));
  CHECK(same("table", "CREATE TABLE t(a, UNIQUE (a))", "CREATE TABLE t(a UNIQUE)"));
  CHECK(same("table", "CREATE TABLE t(a DEFAULT 'x')", "CREATE TABLE t(a DEFAULT ('x'))"));
}

TEST_CASE("object texts: tables that are not") {
  const std::string t = "CREATE TABLE t(a INT, b TEXT)";
  CHECK_FALSE(same("table", t, "CREATE TABLE t(a INT)"));
  CHECK_FALSE(same("table", t, "CREATE TABLE t(a INT, b TEXT NOT NULL)"));
  CHECK_FALSE(same("table", t, "CREATE TABLE t(a INT, b TEXT DEFAULT 'x')"));
  CHECK_FALSE(same("table", t, "CREATE TABLE t(a INT PRIMARY KEY, b TEXT)"));
  CHECK_FALSE(same("table", t, "CREATE TABLE t(a INT, b TEXT, CHECK (a > 0))"));
  CHECK_FALSE(
      same("table", "CREATE TABLE t(a CHECK (a <> 'x'))", "CREATE TABLE t(a CHECK (a <> 'X'))"));
  CHECK_FALSE(same("table", t, "CREATE TABLE t(a INT, b TEXT COLLATE NOCASE)"));
  CHECK_FALSE(same("table", t, "no SQL at all"));
}

TEST_CASE("object texts: other objects are their normal forms") {
  CHECK(same("index", "CREATE INDEX i ON t(a)", "create index I on T ( A )"));
  CHECK_FALSE(same("index", "CREATE INDEX i ON t(a)", "CREATE UNIQUE INDEX i ON t(a)"));
  CHECK_FALSE(same("index", "CREATE INDEX i ON t(a)", "CREATE INDEX i ON t(a) WHERE a > 0"));
  CHECK(same("view", "CREATE VIEW t AS SELECT 1", "CREATE VIEW t AS\n  select 1 /* one */"));
  CHECK_FALSE(same("view", "CREATE VIEW t AS SELECT 'a'", "CREATE VIEW t AS SELECT 'A'"));
  CHECK_FALSE(same("trigger", "CREATE TRIGGER t AFTER INSERT ON u BEGIN SELECT 1; END",
                   "CREATE TRIGGER t BEFORE INSERT ON u BEGIN SELECT 1; END"));
  CHECK(same("pragma", "7", "7"));
  CHECK_FALSE(same("pragma", "7", "7 "));
}

TEST_CASE("object texts: what differs, in words") {
  const std::string t = "CREATE TABLE t(a, b)";
  CHECK(difference("table", t, "create table t ( a, b )") == "");
  CHECK(difference("table", t, "CREATE TABLE t(a, b, mine)") == "add-column column mine: \"mine\"");
  CHECK(difference("table", t, "CREATE TABLE t(a)") == "drop-column column b: not in the target");
  const std::string three =
      "add-column column c: \"c\"; add-column column d: \"d\";"
      " add-column column e: \"e\"";
  CHECK(difference("table", t, "CREATE TABLE t(a, b, c, d, e)") == three);
  CHECK(difference("table", t, "CREATE TABLE t(a, b, c, d, e, f)") == three + "; and 1 more");
  CHECK(difference("table", t, "no SQL at all") == "");
  CHECK(difference("pragma", "1", "2") == "1 → 2");
  CHECK(difference("index", "CREATE INDEX i ON t(a)", "create index i on t(a)") == "");
  CHECK(difference("index", "CREATE INDEX i ON t(a)", "CREATE INDEX i ON t(b)") ==
        "its text differs");
}

TEST_CASE("object texts: of a database, without the engine's own and what is left out") {
  const Connection connection = Connection::in_memory("database");
  connection.execute(of_all_kinds);
  CHECK(names(object_texts(connection, {})) ==
        "index i, index j, table t, table u, trigger x, trigger y, view v");
  const ObjectTexts left = object_texts(connection, {Identifier("T")});
  CHECK(names(left) == "index j, table u, trigger x, view v");
  CHECK(left.at({"index", Identifier("J")}) == "CREATE INDEX j ON u(a)");
}

TEST_CASE("object texts: of a schema that was read, the same") {
  const Connection connection = Connection::in_memory("database");
  connection.execute(of_all_kinds);
  const Schema schema = introspect(connection);
  CHECK(object_texts(schema, {}) == object_texts(connection, {}));
  CHECK(object_texts(schema, {Identifier("t")}) == object_texts(connection, {Identifier("t")}));
}

TEST_CASE("object texts: what people call them") {
  CHECK(to_string(ObjectKey{"table", Identifier("Users")}) == "table Users");
  CHECK(to_string(ObjectKey{"pragma", Identifier("user_version")}) == "PRAGMA user_version");
}

}  // namespace plumbline
