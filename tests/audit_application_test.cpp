// What an audit makes of what only the application has, of tables that are none, and of values that
// nobody may see.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include "analyzer/sqlite/connection.hpp"
#include "tests/audited.hpp"
#include "tests/bad_input.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

void twice(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int64(context, 2 * sqlite3_value_int64(values[0]));
}

int backwards(void*, int size_a, const void* a, int size_b, const void* b) {
  const std::string left(static_cast<const char*>(a), static_cast<std::size_t>(size_a));
  const std::string right(static_cast<const char*>(b), static_cast<std::size_t>(size_b));
  return right.compare(left);
}

/// As the application makes it, which has a function and a collation of its own.
void make_as_application(const std::string& file, const std::string& sql) {
  make_database(file, "");
  const Connection connection = Connection::open_read_write("file:" + file, file);
  sqlite3_create_function(connection.handle(), "twice", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                          nullptr, twice, nullptr, nullptr);
  sqlite3_create_collation(connection.handle(), "backwards", SQLITE_UTF8, nullptr, backwards);
  connection.execute(sql);
}

const char* const ours =
    "CREATE TABLE t (a TEXT COLLATE backwards UNIQUE, b CHECK (twice(b) > 2), c NOT NULL, v AS "
    "(twice(b)) UNIQUE); CREATE INDEX i ON t (twice(b)); CREATE UNIQUE INDEX j ON t (c) WHERE "
    "twice(c) > 0; CREATE TABLE plain (a NOT NULL); CREATE INDEX k ON plain (a);"
    "CREATE TABLE ref (x REFERENCES t (a));"
    "INSERT INTO t (a, b, c) VALUES ('b', 2, 1), ('a', 3, 2), ('c', 4, 3); INSERT INTO ref VALUES "
    "('b'), ('z'); INSERT INTO plain VALUES (1), (2)";

}  // namespace

TEST_CASE("audit: what needs the application's own has no answer, and all else has") {
  const ScenarioFolder folder;
  make_as_application("app.db", ours);
  const Report report = audited("app.db");
  const std::string function = "failedit needs the function twice, which only the application has";
  const std::string order =
      "failedit needs the collation backwards, which only the application has";
  CHECK(not_holding(report) ==
        AuditLines{"rows-without-parent ref: (x) REFERENCES t(a): " + order,
                   "rows-failing-check t: CHECK (twice(b) > 2): " + function,
                   "rows-not-unique t: UNIQUE (a): " + order,
                   "rows-not-unique t: UNIQUE (v): " + function,
                   "rows-not-unique t: unique index j (c): " + function,
                   "damaged-database t: integrity_check finds nothing: " + order});
  CHECK(holding(report, "damaged-database") ==
        AuditLines{"plain: integrity_check finds nothing", "ref: integrity_check finds nothing"});
  CHECK(findings_of_rows(report) ==
        AuditLines{
            "note audit-incomplete: 6 questions to the rows could not be answered, such as ref, "
            "(x) REFERENCES t(a): it needs the collation backwards, which only the application "
            "has"});
}

TEST_CASE("audit: damage is seen in tables that need nothing of the application") {
  const ScenarioFolder folder;
  make_as_application("app.db", std::string(ours) + "; CREATE INDEX half ON plain (a) WHERE a > 1");
  restate("app.db", "half", "CREATE INDEX half ON plain (a)");
  AuditLines lines = not_holding(audited("app.db"));
  REQUIRE(lines.size() == 7);
  CHECK(lines[5].starts_with("index-disagrees plain: it has an entry for each row of plain: 2 []"));
}

TEST_CASE("audit: views, virtual tables and their shadows are passed over") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE VIRTUAL TABLE f USING fts5 (body); INSERT INTO f VALUES ('words');"
                "CREATE VIEW v AS SELECT * FROM f; CREATE TABLE t (a NOT NULL)");
  const Report report = audited("app.db");
  CHECK(not_holding(report).empty());
  CHECK(holding(report) == AuditLines{"t: a is never NULL", "integrity_check finds nothing"});
}

TEST_CASE("audit: only the tables that are wanted") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE a1 (x NOT NULL); CREATE TABLE a2 (x NOT NULL REFERENCES b); CREATE "
                "TABLE b (id INTEGER PRIMARY KEY, x NOT NULL); INSERT INTO a2 VALUES (7)");
  Options options;
  options.include = {"a*"};
  CHECK(holding(audited("app.db", "", options), "rows-with-null") ==
        AuditLines{"a1: x is never NULL", "a2: x is never NULL"});
  CHECK(not_holding(audited("app.db", "", options)) ==
        AuditLines{"rows-without-parent a2: (x) REFERENCES b(id): 1 [1]"});
  options.exclude = {"a2"};
  CHECK(holding(audited("app.db", "", options), "rows-with-null") ==
        AuditLines{"a1: x is never NULL"});
  CHECK(not_holding(audited("app.db", "", options)).empty());
}

namespace {

const std::vector<std::string> formats = {"text",   "json",  "markdown",
                                          "github", "sarif", "baseline"};

/// A value that breaks each kind of question; "secret" is in all of them.
void make_secrets() {
  make_database(
      "app.db",
      "CREATE TABLE p (id TEXT PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, a "
      "INT, b, c, d, e, f TEXT); INSERT INTO t VALUES (1, 'secret1', 'secret2', "
      "'secret3', 'secret4', 'secret5', CAST('secret6' AS BLOB)), (2, 2, 'secret2', 3, 4, "
      "5, 'f'); CREATE TABLE w (k TEXT, n, PRIMARY KEY (k)) WITHOUT ROWID; INSERT INTO w "
      "VALUES ('secret7', NULL)");
  write_bytes(
      "target.sql",
      "CREATE TABLE p (id TEXT PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, "
      "b ANY UNIQUE, c ANY CHECK (length(c) < 5), d ANY REFERENCES p (id), e INT, f TEXT) "
      "STRICT; CREATE TABLE w (k TEXT, n NOT NULL, PRIMARY KEY (k)) WITHOUT ROWID");
}

}  // namespace

TEST_CASE("audit: no value of a row is in any answer unless --show-values asks for it") {
  const ScenarioFolder folder;
  make_secrets();
  for (const std::string& format : formats) {
    CAPTURE(format);
    const ProgramAnswer answer =
        run_program({"audit", "app.db", "--to", "target.sql", "--format", format});
    CHECK(answer.exit_code == 2);
    CHECK(answer.out.find("UNIQUE") != std::string::npos);
    CHECK((answer.out + answer.err).find("secret") == std::string::npos);
  }
}

TEST_CASE("audit: --show-values shows the value that breaks each kind of question") {
  const ScenarioFolder folder;
  make_secrets();
  Options options;
  options.show_values = true;
  CHECK(not_holding(audited("app.db", "target.sql", options)) ==
        AuditLines{
            "rows-failing-check t: CHECK (length(c) < 5) (declared): 1 [1] 'secret3'",
            "rows-of-wrong-type t: a holds nothing but INT (declared): 1 [1] 'secret1'",
            "rows-of-wrong-type t: e holds nothing but INT (declared): 1 [1] 'secret5'",
            "rows-of-wrong-type t: f holds nothing but TEXT (declared): 1 [1] X'73656372657436'",
            "rows-against-affinity t: a INT holds numbers only: 1 [1] 'secret1'",
            "rows-against-affinity t: f TEXT holds texts only: 1 [1] X'73656372657436'",
            "rows-not-unique t: UNIQUE (b) (declared): 2 [1, 2] 'secret2' 'secret2'",
            "rows-without-parent t: (d) REFERENCES p(id) (declared): 2 [1, 2] 'secret4' 4",
            "rows-with-null w: n is never NULL (declared): 1 [] 'secret7'"});
  for (const char* const format : {"text", "json", "markdown"}) {
    CAPTURE(format);
    const ProgramAnswer answer =
        run_program({"audit", "app.db", "--to", "target.sql", "--show-values", "--format", format});
    for (const char* value : {"secret1", "secret2", "secret3", "secret4", "secret5", "secret7"}) {
      CAPTURE(value);
      CHECK(answer.out.find(value) != std::string::npos);
    }
  }
}

}  // namespace plumbline
