#include "analyzer/reconcile/born.hpp"

#include <doctest/doctest.h>

#include "tests/replayed.hpp"

namespace plumbline {

namespace {

Born born_of(const std::string& before, const std::string& script) {
  const Replayed replayed(before, script);
  return born_by(replayed.effects(), replayed.effects().size());
}

/// "u@1, t.b@2".
std::string shown(const Born& born) {
  std::string text;
  const auto add = [&](const std::string& name, std::size_t statement) {
    text += (text.empty() ? "" : ", ") + name + "@" + std::to_string(statement);
  };
  for (const auto& [table, statement] : born.tables) add(table.text(), statement);
  for (const auto& [table, columns] : born.columns) {
    for (const auto& [column, statement] : columns)
      add(table.text() + "." + column.text(), statement);
  }
  return text;
}

std::string born(const std::string& before, const std::string& script) {
  return shown(born_of(before, script));
}

}  // namespace

TEST_CASE("born: tables, and columns of tables that were there") {
  CHECK(born("CREATE TABLE t(a)",
             "CREATE TABLE u(a); ALTER TABLE t ADD COLUMN b;"
             "ALTER TABLE u ADD COLUMN b") == "u@1, t.b@2");
  CHECK(born("CREATE TABLE t(a)",
             "CREATE INDEX i ON t(a); INSERT INTO t VALUES (1);"
             "CREATE VIEW v AS SELECT 1") == "");
}

TEST_CASE("born: up to a point") {
  const Replayed replayed("CREATE TABLE t(a)", "CREATE TABLE u(a); ALTER TABLE t ADD COLUMN b");
  CHECK(shown(born_by(replayed.effects(), 0)) == "");
  CHECK(shown(born_by(replayed.effects(), 1)) == "u@1");
  CHECK(shown(born_by(replayed.effects(), 2)) == "u@1, t.b@2");
}

TEST_CASE("born: what is gone again, or has another name, is not") {
  CHECK(born("", "CREATE TABLE u(a); DROP TABLE u") == "");
  CHECK(born("CREATE TABLE t(a)", "ALTER TABLE t ADD b; DROP TABLE t") == "");
  CHECK(born("CREATE TABLE t(a)", "ALTER TABLE t RENAME TO u") == "");
  CHECK(born("CREATE TABLE t(a)", "ALTER TABLE t RENAME COLUMN a TO b") == "");
  CHECK(born("", "CREATE TABLE u(a); ALTER TABLE u RENAME TO w") == "");
}

TEST_CASE("born: CREATE TABLE AS fills what it makes") {
  CHECK(born("CREATE TABLE t(a)", "CREATE TABLE u AS SELECT a FROM t") == "");
  CHECK(born("CREATE TABLE t(a)", "CREATE TABLE u(a UNIQUE REFERENCES t(a))") == "u@1");
}

TEST_CASE("born: the tables that hold the rows of virtual ones") {
  const Born found = born_of("", "CREATE VIRTUAL TABLE f USING fts5(x)");
  CHECK(shown(found) == "f@1");
  CHECK(shown(found.shadow_tables) == "f_config f_content f_data f_docsize f_idx");
  CHECK(born("", "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1)") == "r@1");
  CHECK(born("", "CREATE VIRTUAL TABLE f USING fts4(x)") == "f@1");
  CHECK(born("CREATE TABLE t(a)", "CREATE VIRTUAL TABLE f USING fts5(a, content='t')") == "f@1");
}

TEST_CASE("born: whether a statement writes nothing else") {
  const std::string before = "CREATE TABLE t(a); CREATE TABLE old(a)";
  const std::string makes = "CREATE TABLE u(a); ALTER TABLE t ADD COLUMN b;";
  const auto only = [&](const std::string& statement) {
    const Replayed replayed(before, makes + statement);
    return writes_only(born_by(replayed.effects(), 2), replayed.effects().at(2).touched);
  };
  CHECK(only("INSERT INTO u SELECT a FROM old"));
  CHECK(only("DELETE FROM u"));
  CHECK(only("UPDATE t SET b = a"));
  CHECK(only("SELECT 1"));
  CHECK_FALSE(only("UPDATE t SET a = b"));
  CHECK_FALSE(only("UPDATE t SET a = 1, b = 2"));
  CHECK_FALSE(only("INSERT INTO t(b) VALUES (1)"));
  CHECK_FALSE(only("DELETE FROM t"));
  CHECK_FALSE(only("INSERT INTO old VALUES (1)"));
}

TEST_CASE("born: the columns of a text") {
  CHECK(shown(columns_in("CREATE TABLE t(a INT, \"B b\", CHECK (a > 0))")) == "a B b");
  CHECK(columns_in("CREATE VIEW v AS SELECT 1").empty());
}

}  // namespace plumbline
