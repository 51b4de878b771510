// What an audit says of a file that is not whole, and of indexes that disagree with their table.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "analyzer/sqlite/connection.hpp"
#include "tests/audited.hpp"
#include "tests/bad_input.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

/// One byte of the file becomes another.
void flip(const std::string& file, std::size_t at) {
  std::string bytes = read_bytes(file);
  REQUIRE(at < bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
  write_bytes(file, bytes);
}

std::size_t page_of(const std::string& file, const std::string& object) {
  return static_cast<std::size_t>(
      Connection::open_read_only("file:" + file, file)
          .integer("SELECT rootpage FROM sqlite_schema WHERE name = '" + object + "'")
          .value_or(0));
}

constexpr std::size_t page_size = 4096;

std::string why_of(const Report& report, const std::string& rule) {
  for (const DataCheck& check : report.audit->checks) {
    if (check.rule == rule && check.outcome == CheckOutcome::broken) return check.why;
  }
  return "";
}

}  // namespace

TEST_CASE("audit: an index without an entry for a row") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a, b UNIQUE); CREATE INDEX \"i x\" ON t (a) WHERE a <> 2; "
                "CREATE INDEX j ON t (b); INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)");
  restate("app.db", "i x", "CREATE INDEX \"i x\" ON t (a)");
  const Report report = audited("app.db");
  CHECK(not_holding(report) ==
        AuditLines{
            "index-disagrees t: it has an entry for each row of t: 2 [] row 2 missing from index "
            "i x\nwrong # of entries in index i x"});
  CHECK(holding(report, "damaged-database") == AuditLines{"integrity_check finds nothing"});
  CHECK(findings_of_rows(report) ==
        AuditLines{
            "error index-disagrees: the index does not say what its table holds (2 complaints: "
            "row 2 missing from index i x): queries that use it miss rows, or find rows that are "
            "not there"});
  const auto& remedy = report.findings.front().remedy;
  run_past_constraints("app.db", remedy.substr(0, remedy.find(';')));
  CHECK(not_holding(audited("app.db")).empty());
}

TEST_CASE("audit: an index that SQLite made for a key") {
  const ScenarioFolder folder;
  make_database("app.db", "CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES ('one'), ('two')");
  std::string bytes = read_bytes("app.db");
  const std::size_t page = page_of("app.db", "sqlite_autoindex_t_1");
  REQUIRE(page == 3);
  const std::size_t at = bytes.find("two", (page - 1) * page_size);
  REQUIRE(at != std::string::npos);
  bytes[at] = 'x';
  write_bytes("app.db", bytes);
  const Report report = audited("app.db");
  REQUIRE(not_holding(report).size() == 1);
  CHECK(not_holding(report).front().starts_with(
      "index-disagrees t: it has an entry for each row of t: 1 [] row 2 missing from index "
      "sqlite_autoindex_t_1"));
  CHECK(findings_of_rows(report).front().starts_with("error index-disagrees: the index does not"));
}

TEST_CASE("audit: a byte of an index page, a table page and the list of free pages") {
  const ScenarioFolder folder;
  const std::string sql =
      "CREATE TABLE t (a, b); CREATE INDEX i ON t (a); CREATE TABLE gone (a); INSERT INTO gone "
      "VALUES (1); WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO "
      "t SELECT i, hex(i) FROM n; DROP TABLE gone";
  make_database("app.db", sql);
  CHECK(not_holding(audited("app.db")).empty());
  const std::size_t type_of_page = (page_of("app.db", "i") - 1) * page_size;
  flip("app.db", type_of_page);
  const Report index = audited("app.db");
  CHECK(why_of(index, "damaged-database") != "");
  CHECK(
      findings_of_rows(index).front().starts_with("error damaged-database: integrity_check comp"));
  make_database("app.db", sql);
  flip("app.db", (page_of("app.db", "t") - 1) * page_size + 3);  // the number of its cells
  CHECK(why_of(audited("app.db"), "damaged-database") != "");
  make_database("app.db", sql);
  constexpr std::size_t last_byte_of_free_pages =
      39;  // of their number: fileformat.html#the_database_header
  flip("app.db", last_byte_of_free_pages);
  const Report free_pages = audited("app.db");
  CHECK(why_of(free_pages, "damaged-database").find("reelist") != std::string::npos);
  CHECK(findings_of_rows(free_pages).size() == 1);
}

TEST_CASE("audit: more complaints than SQLite lists by itself") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a); CREATE INDEX i ON t (a) WHERE a < 0; WITH n(i) AS (SELECT 1 "
                "UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO t SELECT i FROM n");
  restate("app.db", "i", "CREATE INDEX i ON t (a)");
  const Report report = audited("app.db");
  REQUIRE(not_holding(report).size() == 1);
  CHECK(not_holding(report).front().starts_with(
      "index-disagrees t: it has an entry for each row of t: 301 [] row 1 missing"));
  CHECK(findings_of_rows(report).front().find("(301 complaints: row 1 missing from") !=
        std::string::npos);
}

TEST_CASE("audit: rows that break constraints do not hide damage, however many they are") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE z (a); CREATE INDEX i ON z (a) WHERE a < 0; INSERT INTO z VALUES (1);"
      "CREATE TABLE a (n); WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
      "100001) INSERT INTO a SELECT NULL FROM n");
  restate("app.db", "i", "CREATE INDEX i ON z (a)");
  restate("app.db", "a", "CREATE TABLE a (n NOT NULL)");
  const AuditLines too_many = not_holding(audited("app.db"));
  REQUIRE(too_many.size() >= 2);  // newer SQLite tells of the index before it stops
  CHECK(too_many[0] == "rows-with-null a: n is never NULL: 100001 [1, 2, 3, 4, 5]");
  CHECK(too_many[1] ==
        "damaged-database integrity_check finds nothing: failedit stops behind 100000 rows that "
        "break constraints, so nothing is known of the rest of the file");
  run_past_constraints("app.db", "DELETE FROM a WHERE rowid > 500");
  const AuditLines lines = not_holding(audited("app.db"));
  REQUIRE(lines.size() == 2);
  CHECK(lines[1].starts_with("index-disagrees z: it has an entry for each row of z: 2 []"));
}

TEST_CASE("audit: names that read like SQLite's own words") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE t (a, \"x value in y\"); CREATE INDEX \"a value in b\" ON t (a) WHERE "
      "a <> 2; CREATE INDEX b ON t (a); INSERT INTO t VALUES (1, 1), (2, 2)");
  restate("app.db", "a value in b", "CREATE INDEX \"a value in b\" ON t (a)");
  const Report report = audited("app.db");
  REQUIRE(not_holding(report).size() == 1);
  CHECK(not_holding(report).front().starts_with(
      "index-disagrees t: it has an entry for each row of t: 2 [] row 2 missing from index a value "
      "in b"));
}

TEST_CASE("audit: rows that share a key are no damage of its index") {
  const ScenarioFolder folder;
  make_database("app.db",
                "CREATE TABLE t (a); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1), (1)");
  restate("app.db", "i", "CREATE UNIQUE INDEX i ON t (a)");
  CHECK(not_holding(audited("app.db")) ==
        AuditLines{"rows-not-unique t: unique index i (a): 2 [1, 2]"});
}

TEST_CASE("audit: a table that cannot be read to its end is no reason to say nothing of others") {
  const ScenarioFolder folder;
  make_database(
      "app.db",
      "CREATE TABLE bad (a NOT NULL); CREATE TABLE good (a); WITH n(i) AS (SELECT 1 UNION "
      "ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO bad SELECT hex(i) FROM n;"
      "INSERT INTO good VALUES (NULL)");
  restate("app.db", "good", "CREATE TABLE good (a NOT NULL)");
  flip("app.db", (page_of("app.db", "bad") - 1) * page_size);
  const Report report = audited("app.db");
  const AuditLines lines = not_holding(report);
  REQUIRE(lines.size() >= 3);
  CHECK(lines[0] ==
        "rows-with-null bad: a is never NULL: faileddatabase disk image is "
        "malformed");
  CHECK(lines[1] == "rows-with-null good: a is never NULL: 1 [1]");
  CHECK(lines[2].starts_with("damaged-database integrity_check finds nothing: "));
}

}  // namespace plumbline
