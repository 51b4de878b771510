// What a statement asks of the SQLite that runs it.
#include "analyzer/sql_text/sql_features.hpp"

#include <doctest/doctest.h>

namespace plumbline {

namespace {

std::string words_of(const std::string& sql, const std::set<std::string>& functions = {}) {
  std::string words;
  for (const SqlFeature& feature : features_of(sql, functions)) {
    words += (words.empty() ? "" : ", ") + feature.words;
  }
  return words;
}

}  // namespace

TEST_CASE("what a statement needs is read off its words") {
  CHECK(words_of("ALTER TABLE t DROP COLUMN a") == "DROP COLUMN");
  CHECK(words_of("ALTER TABLE main.t DROP a") == "DROP COLUMN");
  CHECK(words_of("ALTER TABLE t RENAME a TO b") == "RENAME COLUMN");
  CHECK(words_of("ALTER TABLE t RENAME COLUMN \"to\" TO b") == "RENAME COLUMN");
  CHECK(words_of("ALTER TABLE t DROP CONSTRAINT c") == "DROP CONSTRAINT");
  CHECK(words_of("ALTER TABLE t ALTER COLUMN a SET NOT NULL") == "ALTER COLUMN");
  CHECK(words_of("CREATE TABLE t (a INTEGER) WITHOUT ROWID, STRICT;") == "STRICT");
  CHECK(words_of("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING RETURNING a") ==
        "RETURNING, ON CONFLICT DO");
  CHECK(words_of("CREATE TABLE t (a, b GENERATED ALWAYS AS (a))") == "generated columns");
  CHECK(words_of("UPDATE t SET a = b ->> 'c'") == "->");
  CHECK(words_of("SELECT IIF(1, 2, 3)", {"IIF", "unhex", "lower"}) == "unhex(), iif()");
  CHECK(features_of("ALTER TABLE t DROP a", {}).at(0).since == 3035000);
}

TEST_CASE("what looks like it and is not") {
  for (const char* sql :
       {"ALTER TABLE t RENAME TO u", "ALTER TABLE t ADD COLUMN a TEXT", "DROP TABLE t",
        "CREATE TABLE t (strict INTEGER)", "CREATE TABLE \"strict\" (a)",
        "INSERT INTO t VALUES ('RETURNING')", "UPDATE t SET \"returning\" = 1",
        "CREATE TABLE t (returning TEXT)", "SELECT 1", "", "ALTER TABLE t", "ALTER TABLE main.t"}) {
    CAPTURE(sql);
    CHECK(words_of(sql) == "");
  }
}

TEST_CASE("the value of a PRAGMA") {
  CHECK(pragma_value_of("PRAGMA foreign_keys=OFF") == "OFF");
  CHECK(pragma_value_of("pragma main.foreign_keys(0);") == "0");
  CHECK(pragma_value_of("PRAGMA foreign_keys = 'off'") == "off");
  CHECK(pragma_value_of("PRAGMA foreign_keys") == "");
  CHECK(pragma_value_of("SELECT a = b") == "");
}

}  // namespace plumbline
