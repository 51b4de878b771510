#include "analyzer/reconcile/untouched_tables.hpp"

#include <doctest/doctest.h>

#include "tests/replayed.hpp"

namespace plumbline {

namespace {

const std::string schema =
    "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE big(a); CREATE TABLE big_log(a);"
    "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE);"
    "CREATE TABLE g(c REFERENCES c ON DELETE CASCADE)";

/// Of a database that holds more than the migrations have made.
std::string untouched(const std::string& script, const std::string& more = "") {
  const Replayed replayed(schema, script);
  return shown(untouched_tables(replayed.after(0, more), replayed.hand()));
}

}  // namespace

TEST_CASE("untouched: tables that no statement writes, makes, drops or renames") {
  CHECK(untouched("ALTER TABLE g ADD COLUMN b; UPDATE g SET b = 1") == "big big_log c p");
  CHECK(untouched("CREATE TABLE n(a); INSERT INTO n SELECT a FROM big") == "big big_log c g p");
  CHECK(untouched("ALTER TABLE g RENAME TO h") == "big big_log c p");
  CHECK(untouched("DROP TABLE big_log") == "big c g p");
}

TEST_CASE(
    "untouched: what a foreign key's action reaches is touched, also of somebody's own table") {
  CHECK(untouched("DELETE FROM p") == "big big_log");
  CHECK(untouched("DELETE FROM g", "CREATE TABLE own(a REFERENCES g)") == "big big_log c p");
}

TEST_CASE("untouched: none where it is not sure") {
  CHECK(untouched("UPDATE g SET c = 1",
                  "CREATE TRIGGER x AFTER UPDATE ON g BEGIN DELETE FROM big; END") == "");
  CHECK(untouched("UPDATE nowhere SET a = 1") == "");
  CHECK(untouched("PRAGMA writable_schema=ON; UPDATE g SET c = 1") == "");
}

TEST_CASE("untouched: a table whose name begins with a touched one's may hold its rows") {
  CHECK(untouched("INSERT INTO big VALUES (1)") == "c g p");
}

}  // namespace plumbline
