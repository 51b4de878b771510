// The rows that are made up for tables: what SQLite takes decides, so every case asks it.
#include "analyzer/forecast/synthesise_rows.hpp"

#include <doctest/doctest.h>

#include "analyzer/forecast/check_words.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {
namespace {

struct Filled {
  Connection connection = empty_shadow("rows", std::nullopt);
  std::vector<NotFilled> failures;

  explicit Filled(const std::string& sql, int rows = 2,
                  const std::vector<Identifier>& leave_out = {}) {
    connection.execute("PRAGMA foreign_keys=ON;" + sql);
    failures = synthesise_rows(connection, introspect(connection), rows, leave_out);
  }
  std::int64_t count(const std::string& table) const {
    return connection.integer("SELECT count(*) FROM " + table).value_or(-1);
  }
  std::string one(const std::string& sql) const { return connection.text(sql).value_or("NULL"); }
};

/// SQLite's words for the one table that could not be filled.
std::string failure_of(const std::string& sql) {
  const Filled filled(sql);
  REQUIRE(filled.failures.size() == 1);
  return filled.failures.front().why;
}

}  // namespace

TEST_CASE("rows: parents come first, whatever the names") {
  const Filled filled(
      "CREATE TABLE a (id INTEGER PRIMARY KEY, z INTEGER NOT NULL REFERENCES z (id));"
      "CREATE TABLE z (id INTEGER PRIMARY KEY, name TEXT NOT NULL);");
  CHECK(filled.failures.empty());
  CHECK(filled.one("SELECT group_concat(a.id || a.z || z.name) FROM a JOIN z ON z.id = a.z") ==
        "11name 1,22name 2");
}

TEST_CASE("rows: a composite key made of two parents") {
  const Filled filled(
      "CREATE TABLE p (a TEXT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;"
      "CREATE TABLE c (a TEXT NOT NULL, b INT NOT NULL, d INT NOT NULL REFERENCES e,"
      " PRIMARY KEY (a, b, d), FOREIGN KEY (a, b) REFERENCES p);"
      "CREATE TABLE e (id INTEGER PRIMARY KEY);");
  CHECK(filled.failures.empty());
  CHECK(filled.count("c") == 2);
  CHECK(filled.one("SELECT count(*) FROM pragma_foreign_key_check") == "0");
}

TEST_CASE("rows: cycles, through NULL, by oneself, and deferred") {
  const Filled filled(
      "CREATE TABLE album (id INTEGER PRIMARY KEY, cover INT REFERENCES cover);"
      "CREATE TABLE cover (id INTEGER PRIMARY KEY, album INT NOT NULL REFERENCES album);"
      "CREATE TABLE menu (id INTEGER PRIMARY KEY, up INT NOT NULL REFERENCES menu);"
      "CREATE TABLE egg (id TEXT PRIMARY KEY, hen TEXT NOT NULL REFERENCES hen"
      " DEFERRABLE INITIALLY DEFERRED);"
      "CREATE TABLE hen (id TEXT PRIMARY KEY, egg TEXT NOT NULL REFERENCES egg);");
  CHECK(filled.failures.empty());
  for (const char* table : {"album", "cover", "menu", "egg", "hen"})
    CHECK(filled.count(table) == 2);
  CHECK(filled.one("SELECT count(*) FROM pragma_foreign_key_check") == "0");
}

TEST_CASE("rows: foreign keys hold where they are switched off, too") {
  const Connection connection = empty_shadow("rows", std::nullopt);
  connection.execute(
      "PRAGMA foreign_keys=OFF; CREATE TABLE p (id INTEGER PRIMARY KEY CHECK (id < 0));"
      "CREATE TABLE c (p INT NOT NULL REFERENCES p)");
  const auto failures = synthesise_rows(connection, introspect(connection), 2, {});
  REQUIRE(failures.size() == 2);
  CHECK(failures[0].table == Identifier("p"));
  CHECK(failures[0].why == "CHECK constraint failed: id < 0");
  CHECK(failures[1].why == "FOREIGN KEY constraint failed");
  CHECK(connection.integer("SELECT count(*) FROM c") == 0);
}

TEST_CASE("rows: CHECKs, by their own literals") {
  const Filled filled(
      "CREATE TABLE t ("
      " state TEXT NOT NULL CHECK (state IN ('new', 'old')),"
      " percent INT NOT NULL CHECK (percent > 70 AND percent <= 90),"
      " below REAL NOT NULL CHECK (below < -5),"
      " code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 4 AND 6),"
      " hash BLOB NOT NULL CHECK (typeof(hash) = 'blob' AND length(hash) = 20),"
      " url TEXT NOT NULL CHECK (url LIKE 'ftp://_%'),"
      " color TEXT NOT NULL CHECK (color GLOB '#[0-9a-f][0-9a-f][^a-z]'),"
      " doc TEXT NOT NULL CHECK (json_valid(doc) AND json_type(doc) = 'array'),"
      " flag BOOLEAN NOT NULL CHECK (flag IN (TRUE, FALSE)),"
      " low INT NOT NULL, high INT NOT NULL, CONSTRAINT ordered CHECK (low + 20 < high));");
  for (const NotFilled& failure : filled.failures) MESSAGE(failure.why);
  CHECK(filled.failures.empty());
  CHECK(filled.count("t") == 2);
  CHECK(filled.one("SELECT count(DISTINCT code) FROM t") == "2");
}

TEST_CASE("rows: CHECKs across columns and through generated ones") {
  const Filled filled(
      "CREATE TABLE t (kind TEXT NOT NULL, rule TEXT,"
      " both TEXT AS (kind || '/' || ifnull(rule, '')) STORED,"
      " n INT AS (length(both)) CHECK (n > 1), CHECK (kind IN ('a b', 'c')),"
      " CHECK (kind = 'c' OR rule IS NULL), CHECK (both NOT LIKE 'c/rule%'));");
  for (const NotFilled& failure : filled.failures) MESSAGE(failure.why);
  CHECK(filled.failures.empty());
  CHECK(filled.count("t") == 2);
}

TEST_CASE("rows: STRICT types, and columns that nobody may set") {
  const Filled filled(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, i INT NOT NULL, r REAL NOT NULL,"
      " s TEXT NOT NULL, b BLOB NOT NULL, a ANY NOT NULL, g TEXT AS (s || i) VIRTUAL) STRICT;"
      "CREATE TABLE only_key (id INTEGER PRIMARY KEY);");
  CHECK(filled.failures.empty());
  CHECK(filled.one("SELECT typeof(i) || typeof(r) || typeof(s) || typeof(b) || g FROM t") ==
        "integerrealtextblobs 11");
  CHECK(filled.count("only_key") == 2);
}

TEST_CASE("rows: UNIQUE in every form") {
  const Filled filled(
      "CREATE TABLE t (a INT UNIQUE, b TEXT COLLATE NOCASE UNIQUE, c INT, d INT, UNIQUE (c, d));"
      "CREATE UNIQUE INDEX i ON t (length(b) % 10, a % 3);"
      "CREATE UNIQUE INDEX one ON t (1) WHERE d = 1;"
      "CREATE TABLE same (x INT NOT NULL CHECK (x IN (7, 9)) UNIQUE ON CONFLICT IGNORE);",
      3, {Identifier("same")});
  for (const NotFilled& failure : filled.failures) MESSAGE(failure.why);
  CHECK(filled.failures.empty());
  CHECK(filled.count("t") == 3);
  CHECK(filled.count("same") == 0);
}

TEST_CASE("rows: triggers fire") {
  const Filled filled(
      "CREATE TABLE log (what TEXT); CREATE TABLE t (name TEXT NOT NULL);"
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('made ' || NEW.name); END",
      2, {Identifier("log")});
  CHECK(filled.failures.empty());
  CHECK(filled.one("SELECT group_concat(what) FROM log") == "made name 1,made name 2");
}

TEST_CASE("rows: what cannot be filled is named in SQLite's words, and is as it was") {
  CHECK(
      failure_of("CREATE TABLE t (a TEXT CONSTRAINT never CHECK (a IS NULL AND a IS NOT NULL))") ==
      "CHECK constraint failed: never");
  CHECK(failure_of("CREATE TABLE t (a); CREATE TRIGGER r BEFORE INSERT ON t"
                   " BEGIN SELECT RAISE(IGNORE); END") ==
        "the row was ignored, or took another's place");
  CHECK(failure_of("CREATE TABLE t (a); CREATE TRIGGER r BEFORE INSERT ON t"
                   " BEGIN SELECT RAISE(ROLLBACK, 'closed'); END") == "closed (rolled back)");
  CHECK(failure_of("CREATE TABLE t (a NOT NULL REFERENCES nowhere)") ==
        "no such table: main.nowhere");
}

TEST_CASE("rows: tables that hold one row get one") {
  const Filled filled(
      "CREATE TABLE one (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL);"
      "CREATE TABLE key (k TEXT NOT NULL UNIQUE ON CONFLICT IGNORE CHECK (k = 'only'));"
      "CREATE TABLE last (k INT NOT NULL UNIQUE ON CONFLICT REPLACE CHECK (k = 4));");
  CHECK(filled.failures.empty());
  CHECK(filled.one("SELECT id || name FROM one") == "1name 1");
  CHECK(filled.count("one") == 1);
  CHECK(filled.count("key") == 1);
  CHECK(filled.count("last") == 1);
}

TEST_CASE("rows: what applications write") {
  const Filled filled(
      "CREATE TABLE t (uuid TEXT NOT NULL CHECK (length(uuid) = 36),"
      " mail TEXT NOT NULL CHECK (mail LIKE '%_@_%._%'),"
      " day TEXT NOT NULL CHECK (day IS strftime('%Y-%m-%d', day)),"
      " a INT, b INT, n INT CHECK (typeof(n) = 'integer'), tags TEXT NOT NULL,"
      " starts INT NOT NULL, ends INT NOT NULL, slug TEXT NOT NULL UNIQUE COLLATE NOCASE"
      " CHECK (slug NOT GLOB '*[^a-z0-9-]*'), CHECK ((a IS NULL) <> (b IS NULL)),"
      " CHECK (json_array_length(tags) > 0), CHECK (starts < ends)) STRICT;",
      3);
  for (const NotFilled& failure : filled.failures) MESSAGE(failure.why);
  CHECK(filled.failures.empty());
  CHECK(filled.count("t") == 3);
}

TEST_CASE("rows: the same schema gets the same rows, and what is there stays") {
  const std::string sql =
      "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, born_at TEXT, meta TEXT);"
      "INSERT INTO users (id, email) VALUES (7, 'ada@example.com');";
  const std::string rows =
      "SELECT group_concat(id || ' ' || email || ' ' || ifnull(born_at, '-'), '; ') FROM users";
  CHECK(Filled(sql).one(rows) == "7 ada@example.com -; 8 user2@example.com 2024-01-03 00:00:00");
  CHECK(Filled(sql).one(rows) == Filled(sql).one(rows));
}

TEST_CASE("rows: every third one is left at its defaults and NULLs") {
  const Filled filled(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
      "CREATE TABLE t (p INT REFERENCES p, q INT NOT NULL REFERENCES p, note TEXT,"
      " state TEXT NOT NULL DEFAULT 'new', size INT DEFAULT 4, must TEXT NOT NULL);",
      3);
  CHECK(filled.failures.empty());
  const std::string row =
      "SELECT ifnull(p, '-') || q || ifnull(note, '-') || state || size || must FROM t WHERE rowid "
      "= ";
  CHECK(filled.one(row + "2") == "22note 2state 22must 2");
  CHECK(filled.one(row + "3") == "-3-new4must 3");
}

TEST_CASE("rows: texts by pattern") {
  CHECK(text_like("http%://_.%") == "http://1.");
  CHECK(text_by_glob("[0-9][^0-9]*?.x") == "0aa.x");
  CHECK(text_by_glob("[") == "a");
  CHECK(values_hinted_at("a BETWEEN -3 AND 4") ==
        std::vector<std::string>{"-3", "-2", "-4", "4", "5", "3"});
}

}  // namespace plumbline
