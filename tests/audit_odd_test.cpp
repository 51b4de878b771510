// Audits of databases that nobody had in mind: odd names, odd values, odd sizes.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/audited.hpp"
#include "tests/bad_input.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

std::string repeated(int count, const std::string& between, const std::string& before,
                     const std::string& behind) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += (i == 0 ? "" : between) + before + std::to_string(i) + behind;
  }
  return text;
}

}  // namespace

TEST_CASE("audit: names that no statement and no line is ready for") {
  const ScenarioFolder folder;
  for (const char* const odd :
       {"it's",  "a\"b",   "new\nline", "select", "a]b",    "a`b",  "c", "p",     "r",
        "v",     "n",      "x y",       "--",     "/*",     "a;b",  "É", "'",     "\t",
        "count", "typeof", "quote",     "main",   "main.t", "null", "1", "rowid", "t\x01"}) {
    INFO(std::string(odd));
    const std::string name = Identifier(odd).quoted();
    const std::string child = Identifier(std::string(odd) + "2").quoted();
    make_database("app.db", "CREATE TABLE " + name + " (" + name + " TEXT NOT NULL UNIQUE CHECK (" +
                                name + " <> 'bad')); CREATE TABLE " + child +
                                " (id INTEGER PRIMARY KEY AUTOINCREMENT, " + name + " REFERENCES " +
                                name + " (" + name + ")); CREATE UNIQUE INDEX " +
                                Identifier(std::string(odd) + "i").quoted() + " ON " + name + " (" +
                                name + " COLLATE NOCASE) WHERE " + name + " <> 'q'; INSERT INTO " +
                                name + " VALUES ('x'), ('y'); INSERT INTO " + child +
                                " VALUES (1, 'x'), (2, 'z')");
    const Report report = audited("app.db");
    INFO("found: ", not_holding(report));
    REQUIRE(not_holding(report).size() == 1);
    CHECK(not_holding(report)[0].starts_with("rows-without-parent "));
    CHECK(not_holding(report)[0].ends_with("): 1 [2]"));
    CHECK(holding(report).size() == 7);
    const ProgramAnswer text = run_program({"audit", "app.db"});
    CHECK(text.exit_code == 2);
    CHECK(text.out.find('\x01') == std::string::npos);
  }
}

TEST_CASE("audit: a table of 1,990 columns, and one of 1,200 CHECKs") {
  const ScenarioFolder folder;
  constexpr int columns = 1990;
  make_database("app.db", "CREATE TABLE wide (" + repeated(columns, ", ", "c", " INT NOT NULL") +
                              "); CREATE TABLE strict (a, " +
                              repeated(1200, ", ", "CHECK (a <> ", ")") +
                              "); INSERT INTO wide VALUES (" + repeated(columns, ", ", "", "") +
                              "); INSERT INTO strict VALUES (-1)");
  run_past_constraints("app.db", "INSERT INTO strict VALUES (700)");
  const Report report = audited("app.db");
  CHECK(not_holding(report) == AuditLines{"rows-failing-check strict: CHECK (a <> 700): 1 [2]"});
  CHECK(holding(report, "rows-with-null").size() == columns);
}

TEST_CASE("audit: UTF-16, where SQLite asks for its own collations, too") {
  const ScenarioFolder folder;
  for (const char* const encoding : {"UTF-16le", "UTF-16be"}) {
    INFO(std::string(encoding));
    make_database("app.db",
                  std::string("PRAGMA encoding='") + encoding +
                      "'; CREATE TABLE t (a TEXT CHECK (a <> 'é'), b TEXT COLLATE NOCASE "
                      "UNIQUE); CREATE TABLE k (b REFERENCES t (b)); INSERT INTO t VALUES "
                      "('ü', 'a'), ('x', 'b'); INSERT INTO k VALUES ('A'), ('zz')");
    run_past_constraints("app.db", "INSERT INTO t VALUES ('é', 'c')");
    CHECK(not_holding(audited("app.db")) ==
          AuditLines{"rows-without-parent k: (b) REFERENCES t(b): 1 [2]",
                     "rows-failing-check t: CHECK (a <> 'é'): 1 [3]"});
  }
}

TEST_CASE("audit: a CHECK that cannot be computed is no damage, and hides none") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE j (a CHECK (a -> '$.x' IS NOT NULL)); CREATE TABLE o (a CHECK (abs(a) "
      ">= 0)); CREATE TABLE z (a); CREATE INDEX i ON z (a) WHERE a > 1; INSERT INTO z "
      "VALUES (1)");
  run_past_constraints("app.db",
                       "INSERT INTO j VALUES ('{'); INSERT INTO o VALUES (-9223372036854775808)");
  restate("app.db", "i", "CREATE INDEX i ON z (a)");
  const AuditLines lines = not_holding(audited("app.db"));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "rows-failing-check j: CHECK (a -> '$.x' IS NOT NULL): failedmalformed JSON");
  CHECK(lines[1] == "rows-failing-check o: CHECK (abs(a) >= 0): failedinteger overflow");
  CHECK(lines[2].starts_with("index-disagrees z: "));
}

TEST_CASE("audit: the largest and the smallest rowid, infinities, NUL in a text, long values") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a); INSERT INTO t (rowid, a) VALUES (9223372036854775807, NULL), "
                "(-9223372036854775808, NULL); CREATE TABLE s (id INTEGER PRIMARY KEY "
                "AUTOINCREMENT); INSERT INTO s VALUES (9223372036854775807); CREATE TABLE f (a "
                "INT); INSERT INTO f VALUES (9e999), (-9e999), (9e999); CREATE TABLE n (a TEXT); "
                "INSERT INTO n VALUES ('a' || char(0) || 'b'), ('a' || char(0) || 'c'), "
                "(replace(hex(zeroblob(500)), '00', 'é'))");
  const std::string target =
      "CREATE TABLE t (a NOT NULL); CREATE TABLE s (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE "
      "TABLE f (a INT UNIQUE CHECK (a < 1e10)); CREATE TABLE n (a TEXT UNIQUE CHECK (length(a) < "
      "5))";
  CHECK(not_holding(audited_to("app.db", target)) ==
        AuditLines{"rows-failing-check f: CHECK (a < 1e10) (declared): 2 [1, 3]",
                   "rows-not-unique f: UNIQUE (a) (declared): 2 [1, 3]",
                   "rows-failing-check n: CHECK (length(a) < 5) (declared): 1 [3]",
                   "rows-with-null t: a is never NULL (declared): 2 [-9223372036854775808, "
                   "9223372036854775807]"});
  Options options;
  options.show_values = true;
  options.include = {"n"};
  std::string beginning;
  for (int i = 0; i < 99; ++i) beginning += "é";
  CHECK(not_holding(audited_to("app.db", target, options)) ==
        AuditLines{"rows-failing-check n: CHECK (length(a) < 5) (declared): 1 [3] '" + beginning +
                   "…"});
}

TEST_CASE("audit: a file without tables, tables without rows, and one like sqlite_sequence") {
  const ScenarioFolder folder;
  make_database("app.db", "");
  CHECK(holding(audited("app.db")) == AuditLines{"integrity_check finds nothing"});
  make_database("app.db",
                "CREATE TABLE sqlitesequence (name, seq NOT NULL); CREATE TABLE e (id INTEGER "
                "PRIMARY KEY AUTOINCREMENT, a UNIQUE REFERENCES gone CHECK (a > 1)); CREATE VIEW v "
                "AS SELECT * FROM gone");
  CHECK(not_holding(audited("app.db")).empty());
  CHECK(holding(audited("app.db")).size() == 6);
}

TEST_CASE("audit: remarks at the end of declared expressions") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), (2, 1)");
  CHECK(
      not_holding(audited_to("app.db",
                             "CREATE TABLE t (a CHECK (a > 1 -- positive\n), b) -- the end\n;"
                             "CREATE UNIQUE INDEX i ON t (a + b -- sum\n) WHERE a > 0 -- all\n")) ==
      AuditLines{"rows-failing-check t: CHECK (a > 1) (declared): 1 [1]",
                 "rows-not-unique t: unique index i (a + b) (declared): 2 [1, 2]"});
}

}  // namespace plumbline
