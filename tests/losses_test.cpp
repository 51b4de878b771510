#include "analyzer/losses/losses.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/shadow.hpp"
#include "tests/replayed.hpp"

namespace plumbline {

namespace {

std::string shown(const HazardNote& note) {
  const std::string column = note.column ? "." + note.column->text() : "";
  return to_string(note.hazard) + " " + note.table.text() + column + " " +
         std::to_string(note.rows);
}

/// What the last statement of the script loses of `rows`, the others before it on the same
/// connection: "drop-table t 2".
std::string lost_by_last(const std::string& schema, const std::string& rows,
                         const std::string& script) {
  const Replayed replayed(schema, script);
  const std::size_t last = replayed.effects().size() - 1;
  const Shadow shadow = shadow_of(replayed.after(0, rows), std::nullopt);
  for (std::size_t i = 0; i < last; ++i) {
    shadow.connection.execute(replayed.hand().migration.up[i].sql);
  }
  const Losses losses(shadow.connection, replayed.hand(), last);
  shadow.connection.execute(replayed.hand().migration.up[last].sql);
  std::string text;
  for (const HazardNote& note : losses.look(shadow.connection)) {
    text += (text.empty() ? "" : ", ") + shown(note);
  }
  return text;
}

constexpr const char* t = "CREATE TABLE t(id INTEGER PRIMARY KEY, a)";
constexpr const char* two_rows = "INSERT INTO t VALUES (1, 'x'), (2, NULL)";

}  // namespace

TEST_CASE("losses: a table with rows is dropped") {
  CHECK(lost_by_last(t, two_rows, "DROP TABLE t") == "drop-table t 2");
  CHECK(lost_by_last(t, "", "DROP TABLE t") == "");
}

TEST_CASE("losses: rows that were copied before are not lost") {
  const std::string copied = "CREATE TABLE u(id INTEGER PRIMARY KEY, a, b);";
  CHECK(lost_by_last(t, two_rows,
                     copied + "INSERT INTO u(id, a) SELECT id, a FROM t; DROP TABLE t") == "");
  CHECK(lost_by_last(t, two_rows, "CREATE TABLE u AS SELECT * FROM t; DROP TABLE t") == "");
  CHECK(lost_by_last(t, two_rows,
                     copied + "INSERT INTO u(id, a) SELECT id, a FROM t WHERE a = 'x';"
                              "DROP TABLE t") == "delete-rows t 1");
  CHECK(lost_by_last(t, two_rows,
                     copied + "INSERT INTO u(id, a) SELECT id, a FROM t WHERE 0; DROP TABLE t") ==
        "drop-table t 2");
}

TEST_CASE("losses: a copy of something else is none") {
  CHECK(lost_by_last(std::string(t) + "; CREATE TABLE w(a)", two_rows,
                     "CREATE TABLE u(a); INSERT INTO u SELECT a FROM w; DROP TABLE t") ==
        "drop-table t 2");
  CHECK(
      lost_by_last(t, two_rows, "CREATE TABLE u AS SELECT * FROM t; DROP TABLE u; DROP TABLE t") ==
      "drop-table t 2");
}

TEST_CASE("losses: rows copied into the same table are no copy") {
  CHECK(lost_by_last("CREATE TABLE t(a)", "INSERT INTO t VALUES (1), (2)",
                     "INSERT INTO t SELECT a FROM t; DROP TABLE t") == "drop-table t 4");
}

TEST_CASE("losses: values that the copying SELECT computes anew are the migration's to choose") {
  CHECK(lost_by_last(t, two_rows,
                     "CREATE TABLE u(id INTEGER PRIMARY KEY, a);"
                     "INSERT INTO u SELECT id, upper(a) FROM t; DROP TABLE t") == "");
}

TEST_CASE("losses: rows put aside in a TEMP table that come back") {
  const std::string aside = "CREATE TEMP TABLE kept AS SELECT * FROM t;";
  const Replayed replayed(t, aside +
                                 "DROP TABLE t; CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);"
                                 "INSERT INTO t(id, a) SELECT id, a FROM kept");
  const Shadow shadow = shadow_of(replayed.after(0, two_rows), std::nullopt);
  shadow.connection.execute(replayed.hand().migration.up[0].sql);
  const Losses losses(shadow.connection, replayed.hand(), 1);
  shadow.connection.execute("DROP TABLE t");
  CHECK(losses.look(shadow.connection).empty());
  CHECK(lost_by_last(t, two_rows, aside + "DROP TABLE t") == "drop-table t 2");
}

TEST_CASE("losses: what the migration itself has made is its own") {
  CHECK(lost_by_last(t, "", "CREATE TABLE u(a); INSERT INTO u VALUES (1); DROP TABLE u") == "");
}

TEST_CASE("losses: a column that goes, by its values") {
  CHECK(lost_by_last(t, two_rows, "ALTER TABLE t DROP COLUMN a") == "drop-column t.a 1");
  CHECK(lost_by_last(t, "INSERT INTO t VALUES (1, NULL)", "ALTER TABLE t DROP COLUMN a") == "");
  CHECK(lost_by_last(t, two_rows, "ALTER TABLE t RENAME COLUMN a TO b") == "");
  CHECK(lost_by_last(t, two_rows, "ALTER TABLE t ADD COLUMN b") == "");
}

TEST_CASE("losses: rows that are deleted, by whatever way") {
  CHECK(lost_by_last(t, two_rows, "DELETE FROM t WHERE a = 'x'") == "delete-rows t 1");
  CHECK(lost_by_last(t, two_rows, "DELETE FROM t WHERE a = 'z'") == "");
  CHECK(lost_by_last("CREATE TABLE t(a UNIQUE, b UNIQUE)", "INSERT INTO t VALUES (1, 2), (3, 4)",
                     "INSERT OR REPLACE INTO t VALUES (1, 4)") == "delete-rows t 1");
  CHECK(lost_by_last(t, two_rows, "INSERT INTO t VALUES (3, 'z')") == "");
  CHECK(lost_by_last(t, two_rows, "UPDATE t SET a = 'z'") == "");
}

TEST_CASE("losses: rows that a foreign key or a trigger deletes") {
  const std::string cascade =
      "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p ON DELETE CASCADE)";
  const Replayed replayed(cascade, "DELETE FROM p WHERE id = 1");
  const Shadow shadow = shadow_of(
      replayed.after(0, "INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1), (1), (2)"),
      std::nullopt);
  shadow.connection.execute("PRAGMA foreign_keys=ON");
  const Losses losses(shadow.connection, replayed.hand(), 0);
  shadow.connection.execute("DELETE FROM p WHERE id = 1");
  std::string text;
  for (const HazardNote& note : losses.look(shadow.connection)) text += shown(note) + ";";
  CHECK(text == "delete-rows c 2;delete-rows p 1;");
  CHECK(lost_by_last(
            "CREATE TABLE t(a); CREATE TABLE u(a); CREATE TRIGGER x AFTER INSERT ON t BEGIN"
            " DELETE FROM u; END",
            "INSERT INTO u VALUES (1), (2)", "INSERT INTO t VALUES (1)") == "delete-rows u 2");
}

}  // namespace plumbline
