#include "analyzer/sql_text/create_table.hpp"

#include <doctest/doctest.h>

using namespace plumbline;

namespace {

std::string rewritten(std::string_view sql) {
  const auto text = read_create_table(sql);
  return text ? write_create_table(*text) : "nothing";
}

}  // namespace

TEST_CASE("the layout: a column or constraint a line") {
  CHECK(
      rewritten("create table main.x(a int not null default(1)collate nocase primary key asc,"
                "[b] varchar ( 5 ) references p(x)match full on update no action on delete cascade"
                " deferrable, c as(a)stored, unique(a asc,b collate x desc)check(a>0)) strict,"
                "without rowid") ==
      "CREATE TABLE \"x\" (\n"
      "  \"a\" int NOT NULL DEFAULT (1) COLLATE nocase PRIMARY KEY ASC,\n"
      "  \"b\" varchar(5) REFERENCES \"p\" (\"x\") ON DELETE CASCADE MATCH full DEFERRABLE,\n"
      "  \"c\" GENERATED ALWAYS AS (a) STORED,\n"
      "  UNIQUE (\"a\", \"b\" COLLATE x DESC),\n"
      "  CHECK (a>0)\n"
      ") WITHOUT ROWID, STRICT");
}

TEST_CASE("what is not understood in full is nothing") {
  for (const char* sql : {"",
                          "CREATE",
                          "CREATE TABLE",
                          "CREATE TABLE t",
                          "CREATE TABLE t()",
                          "CREATE TABLE t(a",
                          "CREATE TABLE t(a,)",
                          "CREATE TABLE t(a INT, UNIQUE(a),)",
                          "CREATE TABLE t(a) x",
                          "CREATE TABLE t(a) STRICT,",
                          "CREATE TABLE t(a) STRICT STRICT",
                          "CREATE TABLE t(a) WITHOUT",
                          "CREATE TABLE t(a); DROP TABLE t",
                          "CREATE TABLE t AS SELECT 1",
                          "CREATE TABLE a.b.c(a)",
                          "CREATE VIRTUAL TABLE t USING x(a)",
                          "CREATE VIEW t(a) AS SELECT 1",
                          "CREATE TABLE t(a INT(b))",
                          "CREATE TABLE t(a INT(1)(2))",
                          "CREATE TABLE t(a CHECK a > 0)",
                          "CREATE TABLE t(a CHECK ())",
                          "CREATE TABLE t(a CHECK ((a))",
                          "CREATE TABLE t(a DEFAULT)",
                          "CREATE TABLE t(a DEFAULT -b)",
                          "CREATE TABLE t(a DEFAULT 1 + 1)",
                          "CREATE TABLE t(a DEFAULT f(1))",
                          "CREATE TABLE t(select)",
                          "CREATE TABLE t(a GENERATED ALWAYS)",
                          "CREATE TABLE t(a AS (1) FRED)",
                          "CREATE TABLE t(a ~)",
                          "CREATE TABLE t(a REFERENCES)",
                          "CREATE TABLE t(a REFERENCES p())",
                          "CREATE TABLE t(a NOT)",
                          "CREATE TABLE t(a REFERENCES p ON INSERT CASCADE)",
                          "CREATE TABLE t(a UNIQUE ON CONFLICT)",
                          "CREATE TABLE t(a REFERENCES p ON DELETE CASCADE ON DELETE SET NULL)",
                          "CREATE TABLE t(a REFERENCES p MATCH FULL MATCH FULL)",
                          "CREATE TABLE t(a 'open)",
                          "CREATE TABLE t(a, UNIQUE(a) ON CONFLICT DO)",
                          "CREATE TABLE t(a, PRIMARY KEY((a)))",
                          "CREATE TABLE t(a, UNIQUE(a || 'x'))",
                          "CREATE TABLE t(a, FOREIGN KEY(a))",
                          "CREATE TABLE t(a /* ",
                          "CREATE TABLE t(a, UNIQUE(a COLLATE x COLLATE y))",
                          "CREATE TABLE t(a CHECK (1;2))"}) {
    CAPTURE(sql);
    CHECK_FALSE(read_create_table(sql).has_value());
  }
}

TEST_CASE("the place of the name is known, and another name takes it") {
  const std::string sql =
      "CREATE TEMP TABLE IF NOT EXISTS /* x */ main . [a b] ( a CHECK (t.a) ) -- end";
  const auto text = read_create_table(sql);
  REQUIRE(text);
  CHECK(sql.substr(text->name_offset, text->name_length) == "[a b]");
  CHECK(with_table_name(sql, Identifier("n\"w")) ==
        "CREATE TEMP TABLE IF NOT EXISTS /* x */ \"n\"\"w\" ( a CHECK (t.a) ) -- end");
  CHECK(with_table_name("create table'a'(b ~ c)", Identifier("x")) == "create table\"x\"(b ~ c)");
  CHECK(with_table_name("CREATE TABLE a AS SELECT 1", Identifier("x")) ==
        "CREATE TABLE \"x\" AS SELECT 1");
  for (const char* bad :
       {"", "CREATE TABLE", "CREATE TABLE t", "CREATE TABLE a.(b)", "CREATE TABLE t.a.b(c)",
        "CREATE VIEW v AS SELECT 1", "CREATE TABLE select(a)"}) {
    CHECK_FALSE(with_table_name(bad, Identifier("x")).has_value());
  }
}

TEST_CASE("apply_text leaves alone what the text does not show") {
  Table table;
  table.name = Identifier("kept");
  table.sql = "kept";
  table.primary_key.emplace().rowid_alias = true;
  apply_text(*read_create_table("CREATE TABLE t(a INTEGER PRIMARY KEY)"), table);
  CHECK(table.name == Identifier("kept"));
  CHECK(table.sql == "kept");
  CHECK(table.primary_key->rowid_alias);
  apply_text(*read_create_table("CREATE TABLE t(a)"), table);
  CHECK_FALSE(table.primary_key.has_value());
  CHECK(table.columns.size() == 1);
}

TEST_CASE("values from elsewhere become SQL that can stand where they are put") {
  Table table;
  table.name = Identifier("t");
  Column& column = table.columns.emplace_back();
  column.name = Identifier("a");
  column.type = "my-type";
  column.default_sql = "datetime('now')";
  table.checks.push_back({std::nullopt, " a > 0 -- positive"});
  ForeignKey& key = table.foreign_keys.emplace_back();
  key.columns = {Identifier("a")};
  key.parent = Identifier("p");
  key.deferred = true;
  CHECK(write_create_table(text_of(table)) ==
        "CREATE TABLE \"t\" (\n  \"a\" \"my-type\" DEFAULT (datetime('now')) CHECK (a > 0)"
        " REFERENCES \"p\" DEFERRABLE INITIALLY DEFERRED\n)");
  column.default_sql = "(1) + (2)";
  CHECK(write_column(text_of(table).columns[0]).find("DEFAULT ((1) + (2))") != std::string::npos);
}

TEST_CASE("constraints of columns that are not there stand for themselves") {
  Table table;
  table.primary_key = PrimaryKey{std::nullopt, {KeyPart{Identifier("a"), {}, "", true}}};
  table.uniques.push_back({std::nullopt, {KeyPart{Identifier("b"), {}, "NOCASE", false}}});
  const CreateTableText text = text_of(table);
  REQUIRE(text.constraints.size() == 2);
  CHECK(write_constraint(text.constraints[0]) == "PRIMARY KEY (\"a\" DESC)");
  CHECK(write_constraint(text.constraints[1]) == "UNIQUE (\"b\" COLLATE NOCASE)");
}

TEST_CASE("deep parentheses cost no stack") {
  const std::string deep = std::string(100000, '(') + "a" + std::string(100000, ')');
  const auto text = read_create_table("CREATE TABLE t(a DEFAULT " + deep + " CHECK " + deep + ")");
  REQUIRE(text);
  CHECK(text->columns[0].constraints[1].text.size() == deep.size() - 2);
  CHECK_FALSE(read_create_table("CREATE TABLE t(a CHECK " + deep.substr(1) + ")").has_value());
}
