#include "analyzer/sqlite/changed_tables.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/observer.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

/// The tables that may have changed behind `sql`, on a shadow of a database made by `schema`.
std::string changed_by(const std::string& schema, const std::string& sql, bool observed = false) {
  const Connection live = empty_shadow("live", std::nullopt);
  live.execute(schema);
  const Shadow shadow = shadow_of(live, std::nullopt);
  shadow.connection.execute("PRAGMA foreign_keys=ON");
  {
    std::optional<Observer> observer;
    if (observed) observer.emplace(shadow.connection);
    shadow.connection.try_execute(sql);
  }
  const TableSet changed = changed_tables(live, shadow.connection);
  if (changed.all) return "all";
  std::string names;
  for (const Identifier& table : changed.named) {
    if (table == Identifier("sqlite_sequence")) continue;
    if (!table.text().starts_with("sqlite_")) names += (names.empty() ? "" : " ") + table.text();
  }
  return names;
}

constexpr const char* tables = "CREATE TABLE t(a, b); CREATE TABLE u(c); CREATE TABLE w(d)";

}  // namespace

TEST_CASE("changed tables: what is read, or not named, has not changed") {
  CHECK(changed_by(tables,
                   "SELECT * FROM t, u; CREATE TEMP TABLE w AS SELECT * FROM u;"
                   "INSERT INTO temp.w VALUES (1); ALTER TABLE temp.w ADD COLUMN e")
            .empty());
  CHECK(changed_by(tables, "INSERT INTO t SELECT c, c FROM u") == "t");
  CHECK(changed_by(tables, "UPDATE T SET b = 1") == "t");
  CHECK(changed_by(tables, "DELETE FROM u") == "u");
}

TEST_CASE("changed tables: triggers that only the live database has, also TEMP ones") {
  const std::string with_trigger =
      std::string(tables) + "; CREATE TRIGGER g AFTER UPDATE ON t BEGIN DELETE FROM u; END";
  CHECK(changed_by(with_trigger, "UPDATE t SET b = 1") == "t u");
  CHECK(changed_by(tables,
                   "CREATE TEMP TRIGGER g AFTER DELETE ON t BEGIN INSERT INTO w VALUES "
                   "(1); END; DELETE FROM t") == "t w");
}

TEST_CASE("changed tables: what foreign keys take along, by DROP TABLE and REPLACE too") {
  const std::string family =
      "CREATE TABLE parent(id INTEGER PRIMARY KEY); CREATE TABLE other(x);"
      "CREATE TABLE child(p REFERENCES parent ON DELETE CASCADE);"
      "INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1)";
  CHECK(changed_by(family, "DELETE FROM parent") == "child parent");
  CHECK(changed_by(family, "DROP TABLE parent") == "child parent");
  CHECK(changed_by(family, "REPLACE INTO parent VALUES (1)") == "child parent");
}

TEST_CASE("changed tables: by name before and behind renames") {
  CHECK(changed_by(tables, "ALTER TABLE t RENAME TO n") == "n t");
  CHECK(changed_by(tables, "ALTER TABLE t RENAME TO n; ALTER TABLE u RENAME TO t") == "n t u");
  CHECK(changed_by(tables, "DROP TABLE t; CREATE TABLE t(a, b)") == "t");
  CHECK(changed_by(tables, "ALTER TABLE t DROP COLUMN b") == "t");
  CHECK(changed_by(tables, "CREATE TABLE n AS SELECT * FROM u") == "n");
  CHECK(changed_by(std::string(tables) + "; CREATE UNIQUE INDEX i ON w(d)", "DROP INDEX i") == "w");
}

TEST_CASE("changed tables: a full-text index and the tables that hold its rows go together") {
  const std::string with_index = std::string(tables) + "; CREATE VIRTUAL TABLE docs USING fts5(x)";
  const std::string parts = "docs docs_config docs_content docs_data docs_docsize docs_idx";
  CHECK(changed_by(with_index, "INSERT INTO docs VALUES ('a')") == parts);
  CHECK(changed_by(with_index, "DELETE FROM docs_content") == parts);
  CHECK(changed_by(with_index, "INSERT INTO u VALUES ('a')") == "u");
}

TEST_CASE("changed tables: all, where the schema was writable or nobody took notes") {
  CHECK(changed_by(tables, "PRAGMA writable_schema=ON") == "all");
  const Connection live = empty_shadow("live", std::nullopt);
  CHECK(changed_tables(live, live).all);
}

TEST_CASE("changed tables: an observer does not take the notes away") {
  CHECK(changed_by(tables, "UPDATE t SET b = 1", true) == "t");
}

}  // namespace plumbline
