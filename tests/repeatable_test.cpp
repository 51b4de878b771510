// Words put into statements so that they can run twice, and statements into texts.
#include "analyzer/forecast/repeatable.hpp"

#include <doctest/doctest.h>

#include "analyzer/forecast/rewrite_text.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

namespace {

MigrationText cut_text(const std::string& file, std::size_t statements) {
  Migration migration;
  for (const ScriptStatement& statement : split_statements(file)) {
    if (migration.up.size() == statements) break;
    migration.up.push_back({statement.sql, statement.line, statement.column});
  }
  return pieces_of(migration, file);
}

}  // namespace

TEST_CASE("IF NOT EXISTS goes behind the kind of the object, in its case") {
  CHECK(with_if_not_exists("CREATE TABLE t(a)") == "CREATE TABLE IF NOT EXISTS t(a)");
  CHECK(with_if_not_exists("create /* x */ unique\nindex i on t(a)") ==
        "create /* x */ unique\nindex if not exists i on t(a)");
  CHECK(with_if_not_exists("CREATE TEMP VIEW v AS SELECT 1") ==
        "CREATE TEMP VIEW IF NOT EXISTS v AS SELECT 1");
  CHECK(with_if_not_exists("CREATE VIRTUAL TABLE f USING fts5(a)") ==
        "CREATE VIRTUAL TABLE IF NOT EXISTS f USING fts5(a)");
  CHECK(with_if_not_exists("CREATE TRIGGER \"table\" AFTER INSERT ON t BEGIN SELECT 1; END") ==
        "CREATE TRIGGER IF NOT EXISTS \"table\" AFTER INSERT ON t BEGIN SELECT 1; END");
  CHECK(with_if_not_exists("CREATE TABLE \"if\"(a)") == "CREATE TABLE IF NOT EXISTS \"if\"(a)");
  for (const char* other : {"CREATE TABLE if not exists t(a)", "DROP TABLE t",
                            "INSERT INTO t SELECT 1", "CREATE", "CREATE TABLE", ""}) {
    CHECK_FALSE(with_if_not_exists(other));
  }
  CHECK(with_if_exists("drop index i") == "drop index if exists i");
  CHECK_FALSE(with_if_exists("DROP TABLE IF EXISTS t"));
  CHECK_FALSE(with_if_exists("ALTER TABLE t DROP COLUMN a"));
}

TEST_CASE("which INSERTs can be guarded") {
  CHECK(table_of_insert("INSERT INTO main.\"t\" (a) VALUES (1)") == Identifier("t"));
  CHECK(table_of_insert("insert or ignore into t select 1") == Identifier("t"));
  CHECK(table_of_insert("INSERT INTO t SELECT a FROM b JOIN c ON (b.x = c.x)") == Identifier("t"));
  for (const char* other :
       {"INSERT INTO t DEFAULT VALUES", "INSERT OR REPLACE INTO t VALUES (1)",
        "REPLACE INTO t VALUES (1)", "INSERT INTO t VALUES (1) RETURNING a",
        "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", "UPDATE t SET a = 1",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "INSERT INTO t AS u VALUES (1)"}) {
    CHECK_FALSE(table_of_insert(other));
  }
}

TEST_CASE("guarded INSERTs do nothing the second time, and keep duplicates the first time") {
  const Connection db = Connection::in_memory("db");
  db.execute(
      "CREATE TABLE t (a, b); CREATE TABLE s (a, b);"
      "INSERT INTO s VALUES (1, NULL), (1, NULL), (2, 'x')");
  const std::string rows = without_rows_that_are_there(
      "INSERT INTO t SELECT a, b FROM s UNION ALL SELECT 3, 4", {Identifier("a"), Identifier("b")});
  for (int turn = 0; turn < 2; ++turn) {
    db.execute(rows);
    CHECK(db.integer("SELECT count(*) FROM t") == 4);
  }
  const std::string once = only_into_empty_table(
      "INSERT INTO s(a) WITH x(y) AS (VALUES (7), (8)) SELECT y FROM x ORDER BY y LIMIT 1");
  db.execute("DELETE FROM s");
  for (int turn = 0; turn < 2; ++turn) {
    db.execute(once);
    CHECK(db.text("SELECT group_concat(a) FROM s") == "7");
  }
}

TEST_CASE("a text in pieces is the text") {
  const std::string file =
      "-- +goose Up\n-- first; comment\nCREATE TABLE a (x);\n"
      "/* two; */ INSERT INTO a VALUES (1) ; -- tail; of it\n"
      "CREATE TABLE b (y) /* ; */\n-- +goose Down\nDROP TABLE b;\n";
  MigrationText text = cut_text(file, 2);
  CHECK(text.head == "-- +goose Up\n-- first; comment\n");
  CHECK(joined(text) == file);
  put_before(text, 0, "BEGIN");
  put_behind(text, 2, "COMMIT");
  CHECK(joined(text) ==
        "-- +goose Up\n-- first; comment\nBEGIN;\nCREATE TABLE a (x);\n"
        "/* two; */ INSERT INTO a VALUES (1) ; -- tail; of it\nCOMMIT;\n"
        "CREATE TABLE b (y) /* ; */\n-- +goose Down\nDROP TABLE b;\n");
  const Migration migration = with_text({}, text);
  REQUIRE(migration.up.size() == 4);
  CHECK(migration.up[1].line == 4);
  CHECK(migration.up[2].sql == "INSERT INTO a VALUES (1)");
  CHECK(migration.up[2].line == 5);
  CHECK(migration.up[2].column == 12);
}

TEST_CASE("a statement behind one without semicolon or line end") {
  MigrationText bare = cut_text("CREATE TABLE a (x)", 1);
  put_behind(bare, 0, "COMMIT");
  CHECK(joined(bare) == "CREATE TABLE a (x);\nCOMMIT;\n");
  MigrationText comment = cut_text("CREATE TABLE a (x) -- no; end", 1);
  put_behind(comment, 0, "COMMIT");
  CHECK(joined(comment) == "CREATE TABLE a (x);\nCOMMIT;\n -- no; end");
  MigrationText same_line = cut_text("SELECT 1; SELECT 2; /* a\nb */ SELECT 3;", 3);
  put_behind(same_line, 1, "SELECT 4");
  CHECK(joined(same_line) == "SELECT 1; SELECT 2;\nSELECT 4;\n /* a\nb */ SELECT 3;");
  take_out(same_line, 1);
  CHECK(split_statements(joined(same_line)).size() == 3);
}

TEST_CASE("a program with SQL in it is not cut: the text is made of its statements") {
  Migration migration;
  migration.up = {{"CREATE TABLE a (x)", 2, 9}};
  const std::string program = "def up():\n    db(\"CREATE TABLE a (x)\")\n";
  CHECK(joined(pieces_of(migration, program)) == "CREATE TABLE a (x);\n");
  CHECK(joined(pieces_of(migration, "")) == "CREATE TABLE a (x);\n");
}

}  // namespace plumbline
