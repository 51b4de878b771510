// The YAML grammar as it is read: the statements it makes, their places, and what it refuses.
#include "analyzer/declare/schema_yaml.hpp"

#include <doctest/doctest.h>

namespace plumbline {

namespace {

Declaration read(const std::string& body) {
  return read_schema_yaml("format: plumbline.schema/1\n" + body, "s.yaml");
}

/// The one statement of a table `t`, white space folded.
std::string table_sql(const std::string& body) {
  const Declaration declaration = read("tables:\n  t:\n" + body);
  REQUIRE(!declaration.statements.empty());
  std::string folded;
  for (const char c : declaration.statements[0].sql) {
    if (c != '\n' && (c != ' ' || !folded.ends_with(' '))) folded += c;
  }
  return folded;
}

std::string column_sql(const std::string& column) {
  const std::string sql = table_sql("    columns: { c: " + column + " }\n");
  const std::string head = "CREATE TABLE \"t\" ( ";
  REQUIRE(sql.starts_with(head));
  return sql.substr(head.size(), sql.size() - head.size() - 1);
}

std::string index_sql(const std::string& index) {
  return read(
             "tables:\n  t:\n    columns: { a: TEXT, b: { collate: NOCASE } }\n"
             "    indexes: { i: " +
             index + " }\n")
      .statements.at(1)
      .sql;
}

/// The error of `text`, place and all.
std::string error_of(const std::string& text) {
  try {
    read_schema_yaml(text, "s.yaml");
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::bad_yaml);
    return error.what();
  }
  return "no error";
}

std::string error_in(const std::string& body) {
  return error_of("format: plumbline.schema/1\n" + body);
}

std::string error_in_column(const std::string& column) {
  return error_in("tables:\n  t:\n    columns:\n      c: " + column + "\n");
}

}  // namespace

TEST_CASE("columns") {
  CHECK(column_sql("") == "\"c\"");
  CHECK(column_sql("TEXT") == "\"c\" TEXT");
  CHECK(column_sql("{ type: , not_null: false }") == "\"c\"");
  CHECK(column_sql("{ type: \"VARCHAR(10)\", not_null: true }") == "\"c\" VARCHAR(10) NOT NULL");
  CHECK(column_sql("{ not_null: { name: nn, on_conflict: ignore } }") ==
        "\"c\" CONSTRAINT \"nn\" NOT NULL ON CONFLICT IGNORE");
  CHECK(column_sql("{ default: 1 }") == "\"c\" DEFAULT 1");
  CHECK(column_sql("{ default: null }") == "\"c\" DEFAULT NULL");
  CHECK(column_sql("{ default: true }") == "\"c\" DEFAULT true");
  CHECK(column_sql("{ default: \"'it'\" }") == "\"c\" DEFAULT 'it'");
  CHECK(column_sql("{ default: \"datetime('now')\" }") == "\"c\" DEFAULT (datetime('now'))");
  CHECK(column_sql("{ collate: NOCASE }") == "\"c\" COLLATE NOCASE");
  CHECK(column_sql("{ unique: true, check: c > 0 }") == "\"c\" UNIQUE CHECK (c > 0)");
  CHECK(column_sql("{ generated: 1 + 1, stored: true }") ==
        "\"c\" GENERATED ALWAYS AS (1 + 1) STORED");
  CHECK(column_sql("{ references: { table: p } }") == "\"c\" REFERENCES \"p\"");
  CHECK(column_sql("{ references: { table: p, column: x, on_delete: set_null, on_update: NO ACTION,"
                   " deferred: true } }") ==
        "\"c\" REFERENCES \"p\" (\"x\") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED");
  CHECK(column_sql("{ references: { table: p, deferrable: not  deferrable, match: full } }") ==
        "\"c\" REFERENCES \"p\" MATCH full NOT DEFERRABLE");
}

TEST_CASE("primary keys") {
  CHECK(column_sql("{ type: integer, primary_key: true, autoincrement: true }") ==
        "\"c\" integer PRIMARY KEY AUTOINCREMENT");
  CHECK(column_sql("{ type: INTEGER, primary_key: { desc: true } }") ==
        "\"c\" INTEGER PRIMARY KEY DESC");
  CHECK(column_sql("{ type: TEXT, primary_key: { on_conflict: replace } }") ==
        "\"c\" TEXT PRIMARY KEY ON CONFLICT REPLACE");
  CHECK(table_sql("    columns: { a: INTEGER, b: TEXT }\n"
                  "    primary_key: [{ column: a, desc: true }]\n") ==
        "CREATE TABLE \"t\" ( \"a\" INTEGER, \"b\" TEXT, PRIMARY KEY (\"a\" DESC))");
  CHECK(
      table_sql("    columns: { a: , b: }\n    options: [strict, without_rowid]\n"
                "    primary_key: { columns: [b, { column: a, collate: NOCASE }], name: pk }\n") ==
      "CREATE TABLE \"t\" ( \"a\", \"b\", CONSTRAINT \"pk\" PRIMARY KEY (\"b\", \"a\" COLLATE "
      "NOCASE)) WITHOUT ROWID, STRICT");
}

TEST_CASE("constraints of a table") {
  CHECK(
      table_sql("    columns: { a: , b: }\n    unique: [ [a, b], { columns: [b], name: u } ]\n") ==
      "CREATE TABLE \"t\" ( \"a\", \"b\", UNIQUE (\"a\", \"b\"), CONSTRAINT \"u\" UNIQUE (\"b\"))");
  CHECK(table_sql("    columns: { a: }\n    checks: { x: a > 0 }\n") ==
        "CREATE TABLE \"t\" ( \"a\", CONSTRAINT \"x\" CHECK (a > 0))");
  CHECK(table_sql("    columns: { a: , b: }\n"
                  "    checks: [ a > b, { name: x, expression: b > 0 } ]\n") ==
        "CREATE TABLE \"t\" ( \"a\", \"b\", CHECK (a > b), CONSTRAINT \"x\" CHECK (b > 0))");
  CHECK(
      table_sql("    columns: { a: , b: }\n    foreign_keys:\n      - { columns: [a, b], table: p,"
                " parent_columns: [x, y], on_update: cascade, name: f }\n") ==
      "CREATE TABLE \"t\" ( \"a\", \"b\", CONSTRAINT \"f\" FOREIGN KEY (\"a\", \"b\") REFERENCES"
      " \"p\" (\"x\", \"y\") ON UPDATE CASCADE)");
}

TEST_CASE("indexes") {
  CHECK(index_sql("[a, b]") == "CREATE INDEX \"i\" ON \"t\" (\"a\", \"b\")");
  CHECK(index_sql("{ columns: [{ column: a, desc: true }], unique: true, where: a > 0 }") ==
        "CREATE UNIQUE INDEX \"i\" ON \"t\" (\"a\" DESC) WHERE a > 0");
  CHECK(index_sql("[{ column: b, collate: binary }, { column: b, collate: nocase }]") ==
        "CREATE INDEX \"i\" ON \"t\" (\"b\" COLLATE \"BINARY\", \"b\")");
  CHECK(index_sql(
            "[{ expression: a || b, collate: NOCASE }, { expression: lower(a), collate: x }]") ==
        "CREATE INDEX \"i\" ON \"t\" ((a || b) COLLATE \"NOCASE\", lower(a) COLLATE \"x\")");
  CHECK(index_sql("[{ expression: \"-a\", collate: x }, { expression: \"a -- why\" }]") ==
        "CREATE INDEX \"i\" ON \"t\" (-a COLLATE \"x\", a -- why\n)");
}

TEST_CASE("statements come in an order that SQLite takes, each with its place") {
  const Declaration declaration = read(
      "user_version: 3\napplication_id: -7\ntaken_at: today\ndatabase: { path: app.db }\n"
      "triggers: { r: { sql: \"CREATE TRIGGER r\" }, s: CREATE TRIGGER s }\n"
      "views:\n  v: SELECT 1\n  w: { select: SELECT 2, columns: [x] }\n  u: { sql: CREATE VIEW u "
      "}\n"
      "sql: [ CREATE VIRTUAL TABLE d ]\n"
      "tables:\n  t:\n    columns: { a: }\n    indexes:\n      i: [a]\n"
      "  s: { sql: CREATE TABLE s }\n");
  std::string all;
  for (const DeclaredStatement& statement : declaration.statements) {
    all += to_string(statement.where) + " " + statement.sql + "\n";
  }
  CHECK(all == R"(s.yaml:13:3 CREATE TABLE "t" (
  "a"
)
s.yaml:17:3 CREATE TABLE s
s.yaml:11:8 CREATE VIRTUAL TABLE d
s.yaml:16:7 CREATE INDEX "i" ON "t" ("a")
s.yaml:8:3 CREATE VIEW "v" AS SELECT 1
s.yaml:9:3 CREATE VIEW "w" ("x") AS SELECT 2
s.yaml:10:3 CREATE VIEW u
s.yaml:6:13 CREATE TRIGGER r
s.yaml:6:45 CREATE TRIGGER s
)");
  CHECK(declaration.user_version == 3);
  CHECK(declaration.application_id == -7);
}

TEST_CASE("renames name the table as it was") {
  const auto renames =
      read(
          "tables: { t: { renamed_from: old, columns: { a: { renamed_from: b }}}}\n"
          "views:\nsql:\n")
          .renames;
  REQUIRE(renames.size() == 2);
  CHECK(renames[0].table.text() == "old");
  CHECK(!renames[0].column);
  CHECK(renames[0].to.text() == "t");
  CHECK(renames[1].table.text() == "old");
  CHECK(renames[1].column->text() == "b");
  CHECK(renames[1].to.text() == "a");
}

TEST_CASE("what a schema must be") {
  CHECK(error_of("") == "s.yaml:1:1: a schema must be a map; it is empty");
  CHECK(error_of("[a]") == "s.yaml:1:1: a schema must be a map; it is a list");
  CHECK(error_of("# only\ntables: {}\n") ==
        "s.yaml:2:1: the key \"format\" is missing; it is: format: plumbline.schema/1");
  CHECK(error_of("format: x") == "s.yaml:1:9: format is \"x\"; this reads plumbline.schema/1");
  CHECK(error_in("user_version: 4294967296") ==
        "s.yaml:2:15: user_version must be a 32-bit integer; it is \"4294967296\"");
  CHECK(error_in("tables: [t]") == "s.yaml:2:9: tables must be a map; it is a list");
  CHECK(error_in("table: {}") ==
        "s.yaml:2:1: unknown key \"table\" in a schema; did you mean \"tables\"? known: format, "
        "taken_at, database, user_version, application_id, tables, views, triggers, sql");
}

TEST_CASE("what a table and its columns must be") {
  CHECK(error_in("tables:\n  t: {}") == "s.yaml:3:3: a table needs columns, or sql");
  CHECK(error_in("tables:\n  t: { columns: {} }") ==
        "s.yaml:3:17: a table needs at least one column");
  CHECK(error_in("tables:\n  t: { sql: x, columns: {} }") ==
        "s.yaml:3:16: \"columns\" beside sql, which says all of the table");
  CHECK(error_in("tables: { t: { columns: { a: }, options: [strong] } }") ==
        "s.yaml:2:43: unknown option \"strong\"; known: strict, without_rowid");
  CHECK(error_in("tables: { t: { columns: { a: }, unique: [a] } }") ==
        "s.yaml:2:42: each entry of unique is a list of columns, such as [email], or a map");
  CHECK(error_in_column("[a]") == "s.yaml:5:10: a column must be a map; it is a list");
  CHECK(error_in_column("{ tpye: x }")
            .starts_with("s.yaml:5:12: unknown key \"tpye\" in a column; did you mean \"type\"? "
                         "known: type, not_null"));
  CHECK(error_in_column("{ not_null: \"true\" }") ==
        "s.yaml:5:22: not_null must be true or false; it is \"true\"");
  CHECK(error_in_column("{ not_null: { on_conflict: explode } }") ==
        "s.yaml:5:37: on_conflict is one of: rollback, abort, fail, ignore, replace");
  CHECK(error_in_column("{ default: \"\" }") ==
        "s.yaml:5:21: default is SQL; the empty text is written \"''\"");
  CHECK(error_in_column("{ autoincrement: true }") ==
        "s.yaml:3:3: autoincrement without a primary key");
  CHECK(error_in_column("{ stored: true }") == "s.yaml:5:20: stored without generated");
  CHECK(error_in_column("{ primary_key: true }\n      d: { primary_key: true }") ==
        "s.yaml:6:7: a second primary key; one of several columns is the table's primary_key");
  CHECK(error_in_column("{ references: { column: x } }") ==
        "s.yaml:5:24: the key \"table\" is missing");
  CHECK(error_in_column("{ references: { table: p, on_delete: nothing } }") ==
        "s.yaml:5:47: on_delete is one of: no action, restrict, set null, set default, cascade");
  CHECK(error_in_column("{ references: { table: p, deferrable: maybe } }") ==
        "s.yaml:5:48: deferrable is a clause such as \"DEFERRABLE INITIALLY DEFERRED\"");
}

}  // namespace plumbline
