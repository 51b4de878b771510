// What is stored behind a command arrives as it is stored: every value, rowid and table.
#include <doctest/doctest.h>

#include <cmath>

#include "analyzer/source.hpp"
#include "analyzer/sqlite/contents.hpp"
#include "analyzer/via/row_text.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

Options through_sqlite() {
  Options options;
  options.via = "sqlite3 -readonly -json app.db";
  return options;
}

Source asked() { return open_source(through_sqlite().via, through_sqlite()); }

/// The rows that `select` gives behind the command, and in the file.
void check_same(const Source& source, const std::string& select) {
  const Connection file = Connection::open_read_only("file:app.db?mode=ro", "app.db");
  CHECK_MESSAGE(digest_of_rows(source.connection, select) == digest_of_rows(file, select), select);
}

std::string notes_of(const Source& source) {
  std::string text;
  for (const std::string& note : source.notes) text += note + "\n";
  return text;
}

}  // namespace

TEST_CASE("via: every storage class, and the values that JSON would bend") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, v, r REAL, s TEXT, b BLOB);"
      "INSERT INTO t VALUES (-9223372036854775808, 9223372036854775807, 1e308, 'it''s \"q\"', x''),"
      "(-1, 9007199254740993, 5e-324, '', x'00'), (0, NULL, 0.1, NULL, NULL),"
      "(3, -9223372036854775808, -1.7976931348623157e308, 'a' || char(0) || 'b', x'c328ff'),"
      "(9, x'616263', 9e999, CAST(x'c328ff' AS TEXT), 'text'), (10, 1.0, -9e999, '1.0', 2.5),"
      "(11, -2.2250738585072014e-308, 2.225073858507201e-308, char(128512, 233, 10, 9, 92, 36), 7),"
      "(12, 0.30000000000000004, 123456789.123456789, '$(x) `y`', -0.5),"
      "(13, 9223372036854775807.0, 4611686018427387904.5, '[{\"a\":1}]', 1e-300),"
      "(9223372036854775807, 9.5367431640625e-07, 255.99999999999997, ' ', 256.0)");
  const Source source = asked();
  check_same(source, "SELECT rowid, * FROM t ORDER BY rowid");
  CHECK(source.connection.text("SELECT group_concat(typeof(v) || typeof(s) || typeof(b)) FROM t") ==
        "integertextblob,integertextblob,nullnullnull,integertextblob,blobtexttext,realtextreal,"
        "realtextinteger,realtextreal,realtextreal,realtextreal");
  CHECK(source.connection.integer("SELECT r = 9e999 FROM t WHERE id = 9") == 1);
  CHECK(notes_of(source) ==
        "asked through a command: 10 rows of 1 table, in one answer: they are of one moment\n");
}

TEST_CASE("via: reals of all sizes, bit by bit") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t(r REAL); CREATE TABLE u(r REAL);"
                "WITH RECURSIVE n(i, x) AS (SELECT 0, 1.1 UNION ALL SELECT i + 1, x * 1.37 FROM n "
                "WHERE i < 2000) INSERT INTO t SELECT x FROM n;"
                "WITH RECURSIVE n(i, x) AS (SELECT 0, 1.1 UNION ALL SELECT i + 1, x / 1.41 FROM n "
                "WHERE i < 2200) INSERT INTO u SELECT -x FROM n");
  const Source source = asked();
  check_same(source, "SELECT rowid, r FROM t ORDER BY rowid");
  check_same(source, "SELECT rowid, r FROM u ORDER BY rowid");
  CHECK(source.connection.integer("SELECT count(*) FROM t") == 2001);
}

TEST_CASE("via: tables of every kind, with the rowids and the keys that they have") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "PRAGMA user_version=42; PRAGMA application_id=7;"
      "CREATE TABLE auto(id INTEGER PRIMARY KEY AUTOINCREMENT, v); INSERT INTO auto VALUES (500, "
      "1);"
      "DELETE FROM auto; INSERT INTO auto(v) VALUES ('next');"
      "CREATE TABLE w(a TEXT, n INT, v, PRIMARY KEY(n DESC, a COLLATE NOCASE), UNIQUE(v))"
      " WITHOUT ROWID; INSERT INTO w VALUES ('x', 1, 2.5), ('y', 1, 1), ('X', 2, NULL);"
      "CREATE INDEX wa ON w(a);"
      "CREATE TABLE g(a INT, b AS (a * 2), c AS (a || '!') STORED, d TEXT NOT NULL DEFAULT 'd');"
      "INSERT INTO g(a) VALUES (1), (2); CREATE INDEX gb ON g(b) WHERE a > 1;"
      "CREATE TABLE s(i INT, a ANY, r REAL) STRICT; INSERT INTO s VALUES (1, 1.5, 2), (2, 'x', 3);"
      "CREATE TABLE hidden(rowid TEXT, _rowid_ TEXT, oid INTEGER PRIMARY KEY);"
      "INSERT INTO hidden VALUES ('a', 'b', 77);"
      "CREATE TABLE \"odd 'n\"\"ame\"(\"c 1\", \"select\" UNIQUE, x, c, y, s);"
      "INSERT INTO \"odd 'n\"\"ame\" VALUES (1, 2, 3, 4, 5, 6);"
      "CREATE TABLE later(a); INSERT INTO later VALUES (1); ALTER TABLE later ADD b DEFAULT 9;"
      "CREATE VIRTUAL TABLE docs USING fts5(body); INSERT INTO docs VALUES ('hello world'), "
      "('bye');"
      "CREATE VIRTUAL TABLE box USING rtree(id, x0, x1); INSERT INTO box VALUES (1, 2, 3);"
      "CREATE TABLE fired(n); CREATE TRIGGER tr AFTER INSERT ON w BEGIN INSERT INTO fired VALUES "
      "(1);"
      "END; CREATE VIEW v AS SELECT * FROM g; DELETE FROM fired; ANALYZE");
  const Source source = asked();
  for (const char* table : {"auto", "g", "s", "\"odd 'n\"\"ame\"", "later", "docs", "box", "fired",
                            "sqlite_sequence", "sqlite_stat1"}) {
    check_same(source, std::string("SELECT rowid, * FROM ") + table + " ORDER BY 1");
  }
  check_same(source, "SELECT * FROM w ORDER BY n DESC, a");
  check_same(source, "SELECT * FROM hidden");
  check_same(source, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid");
  check_same(source, "SELECT rowid FROM docs WHERE docs MATCH 'world'");
  check_same(source, "SELECT b FROM g INDEXED BY gb WHERE a > 1 AND b = 4");
  check_same(source, "SELECT a FROM w INDEXED BY wa WHERE a = 'y'");
  CHECK(source.connection.text("PRAGMA integrity_check") == "ok");
  CHECK(source.schema.user_version == 42);
  CHECK(source.schema.application_id == 7);
}

TEST_CASE("via: rows that their own table forbids are fetched all the same") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t(a, b); INSERT INTO t VALUES (NULL, 'x'), (-1, NULL);"
                "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a INT "
                "NOT NULL CHECK (a > 0), b INT) STRICT'; PRAGMA writable_schema=OFF");
  check_same(asked(), "SELECT rowid, a, b FROM t ORDER BY rowid");
}

TEST_CASE("via: where the entries of an index cannot be made, there is no answer") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t(a); CREATE INDEX i ON t(a); INSERT INTO t VALUES (1), (1);"
                "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX i "
                "ON t(a)' WHERE name = 'i'; PRAGMA writable_schema=OFF");
  CHECK_THROWS_WITH_AS(asked(),
                       "sqlite3 -readonly -json app.db: the entries of an index cannot be made "
                       "from its rows: UNIQUE constraint failed: t.a; a copy of the file can be "
                       "read all the same",
                       Error);
}

TEST_CASE("via: many rows and long values come in pages and pieces") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, v); CREATE TABLE w(k PRIMARY KEY, v) WITHOUT ROWID;"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
      "INSERT INTO t SELECT i * 3, 'row ' || i FROM n;"
      "INSERT INTO w SELECT 'k' || id, v FROM t WHERE id < 6000;"
      "CREATE TABLE long(v, c); INSERT INTO long VALUES (randomblob(20001), 1),"
      "(CAST(zeroblob(1300000) AS TEXT), randomblob(20000)), (randomblob(2500000), NULL);"
      "CREATE TABLE lw(k PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO lw SELECT rowid, v FROM long");
  const Source source = asked();
  check_same(source, "SELECT rowid, * FROM t ORDER BY rowid");
  check_same(source, "SELECT * FROM w ORDER BY k");
  check_same(source, "SELECT rowid, * FROM long ORDER BY rowid");
  check_same(source, "SELECT * FROM lw ORDER BY k");
  CHECK(notes_of(source).find("answers, which are not of one moment; its schema and the numbers of "
                              "rows were the same behind them") != std::string::npos);
}

TEST_CASE("via: a sample is the first rows of each table") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t(id INTEGER PRIMARY KEY); CREATE TABLE few(a); INSERT INTO few "
                "VALUES (1), (2); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                "WHERE i < 5000) INSERT INTO t SELECT i FROM n");
  Options options = through_sqlite();
  options.rows = Rows::sample;
  const Source source = open_source(options.via, options);
  CHECK(source.connection.integer("SELECT count(*) FROM t") == 1000);
  CHECK(source.connection.integer("SELECT max(id) FROM t") == 1000);
  CHECK(source.connection.integer("SELECT count(*) FROM few") == 2);
  CHECK(notes_of(source) ==
        "asked through a command: a sample of 1002 rows of 2 tables, in one "
        "answer: they are of one moment\n");
}

TEST_CASE("via: texts in UTF-16 keep their encoding") {
  for (const char* encoding : {"UTF-16le", "UTF-16be"}) {
    const ScenarioFolder folder;
    make_database("app.db", std::string("PRAGMA encoding='") + encoding +
                                "'; CREATE TABLE caf\xC3\xA9(\xC3\xA9 TEXT PRIMARY KEY, b) WITHOUT "
                                "ROWID; CREATE TABLE t(a); INSERT INTO t VALUES "
                                "('\xF0\x9F\x98\x80' || char(0) || 'x'), (CAST(x'00d8' AS TEXT));"
                                "INSERT INTO caf\xC3\xA9 VALUES ('\xC3\xA9', 'b')");
    const Source source = asked();
    CHECK(source.connection.text("PRAGMA encoding") == encoding);
    check_same(source, "SELECT rowid, a, hex(a) FROM t ORDER BY rowid");
    check_same(source, "SELECT * FROM caf\xC3\xA9");
    check_same(source, "SELECT type, name, sql FROM sqlite_schema ORDER BY rowid");
  }
}

TEST_CASE("via: a page is read back only where it is one") {
  const TableQuestion question{"main.\"t\"", "rowid", {"\"a\"", "\"b\""}, {}};
  const PageBounds bounds{std::nullopt, 0, 3, 1000};
  const auto page = read_page("2\n-7 i5 r-3p-1\n8 t c3\n", question, bounds);
  CHECK_FALSE(page);  // "c3" is no kind
  const auto good = read_page("2\n-7 i5 r-3p-1\n8 t4142 b*70000", question, bounds);
  REQUIRE(good);
  CHECK(good->is_last);
  REQUIRE(good->rows.size() == 2);
  CHECK(good->rows[0].rowid == -7);
  CHECK(good->rows[0].values[0] == StoredValue{StoredValue::Kind::integer, 5, 0, ""});
  CHECK(good->rows[0].values[1].real == -1.5);
  CHECK(good->rows[1].values[0].bytes == "AB");
  REQUIRE(good->long_values.size() == 1);
  CHECK(good->long_values[0].bytes == 70000);
  CHECK_FALSE(read_page("3\n1 n n\n2 n n", question, bounds)->is_last);  // cut by its characters
  CHECK_FALSE(read_page("3\n1 n n\n2 n n\n3 n n", question, bounds)->is_last);
  CHECK(read_page("0\n", question, bounds)->is_last);
  for (const char* text :
       {"", "x", "1\n", "1\n1 n", "1\n1 n n n", "1\nx n n", "1\n1 n i", "1\n1 n i5x", "1\n1 n t4",
        "1\n1 n t4G", "1\n1 n rp1", "1\n1 n r1", "1\n1 n b*0", "1\n1 n nn", "1\n1 n n\n2 n n"}) {
    CHECK_MESSAGE(!read_page(text, question, bounds), text);
  }
}

}  // namespace plumbline
