// From where the rest of a migration is run, and running it.
#include <doctest/doctest.h>

#include "tests/replayed.hpp"

namespace plumbline {

namespace {

/// The point of each number of statements, from none to all.
std::string resume_points(const std::string& script) {
  const Replayed replayed("CREATE TABLE t(a)", script);
  std::string points;
  for (std::size_t after = 0; after <= replayed.effects().size(); ++after) {
    points += (points.empty() ? "" : " ") + std::to_string(resume_point(replayed.effects(), after));
  }
  return points;
}

std::string lost(const Replayed& replayed, std::size_t after) {
  const auto tables = lost_temp_tables(replayed.effects(), after);
  return shown(std::set<Identifier>(tables.begin(), tables.end()));
}

constexpr const char* puts_aside =
    "CREATE TEMP TABLE kept AS SELECT a FROM t; DELETE FROM t; INSERT INTO t SELECT a FROM kept;"
    "DROP TABLE kept";

}  // namespace

TEST_CASE("resume point: behind the last that lasts") {
  CHECK(resume_points("CREATE TABLE u(a); INSERT INTO u VALUES (1); DROP TABLE u") == "0 1 2 3");
}

TEST_CASE("resume point: settings of the dead connection are made again") {
  CHECK(resume_points(
            "PRAGMA foreign_keys=OFF; SELECT 1; CREATE TABLE u(a); PRAGMA foreign_keys=ON") ==
        "0 0 0 3 3");
  CHECK(resume_points("PRAGMA user_version=1; CREATE TABLE u(a)") == "0 1 2");
}

TEST_CASE("resume point: TEMP tables are made again where nothing lasting stands between") {
  CHECK(resume_points(puts_aside) == "0 0 2 3 3");
}

TEST_CASE("resume point: a transaction that never ended is begun again") {
  CHECK(resume_points("CREATE TABLE u(a); BEGIN; CREATE TABLE w(a); INSERT INTO w VALUES (1);"
                      "COMMIT; CREATE TABLE x(a)") == "0 1 1 1 1 5 6");
  CHECK(resume_points("PRAGMA foreign_keys=OFF; BEGIN; CREATE TABLE u(a); COMMIT; SELECT 1") ==
        "0 0 0 0 4 4");
}

TEST_CASE("resume point: a statement that fails on an empty database leaves nothing") {
  CHECK(resume_points("INSERT INTO nowhere VALUES (1); CREATE TABLE u(a)") == "0 0 2");
}

TEST_CASE("lost TEMP tables: only those that something lasting still wants") {
  const Replayed replayed("CREATE TABLE t(a)", puts_aside);
  CHECK(lost(replayed, 0) == "");
  CHECK(lost(replayed, 1) == "kept");
  CHECK(lost(replayed, 2) == "kept");
  CHECK(lost(replayed, 3) == "");
  CHECK(lost(replayed, 4) == "");
  CHECK(shown(temp_tables_made(replayed.effects(), 0)) == "");
  CHECK(shown(temp_tables_made(replayed.effects(), 1)) == "kept");
}

TEST_CASE("lost TEMP tables: what only tidies them up is left out") {
  const Replayed replayed("CREATE TABLE t(a)", puts_aside);
  const std::set<Identifier> kept = {Identifier("KEPT")};
  std::string tidies;
  for (const StatementEffect& effect : replayed.effects()) {
    tidies += only_tidies(effect, kept) ? "1" : "0";
  }
  CHECK(tidies == "1001");
  CHECK_FALSE(only_tidies(replayed.effects()[3], {Identifier("other")}));
}

TEST_CASE("the rest is run on a copy, with the settings of then") {
  const Replayed replayed("CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p)",
                          "PRAGMA foreign_keys=OFF; INSERT INTO c VALUES (1); DELETE FROM p;"
                          "INSERT INTO c VALUES (2)");
  const Connection live = replayed.after(2, "INSERT INTO p VALUES (1)");
  const Ran ran = run_statements(live, replayed.hand(), 2, 4, World::first, {});
  CHECK_FALSE(ran.failure);
  CHECK(ran.failed_statement == 0);
  CHECK(ran.shadow.connection.integer("SELECT count(*) FROM p") == 0);
  CHECK(ran.shadow.connection.text("SELECT group_concat(p) FROM c") == "1,2");
  CHECK(live.integer("SELECT count(*) FROM p") == 1);
}

TEST_CASE("the rest is run with the foreign keys of the application") {
  const Replayed replayed(
      "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p ON DELETE CASCADE)",
      "DELETE FROM p");
  const Connection live = replayed.after(0, "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)");
  const Ran ran = run_statements(live, replayed.hand(), 0, 1, World::first, {});
  CHECK(ran.shadow.connection.integer("SELECT count(*) FROM c") == 0);
}

TEST_CASE("the rest is run as far as it is asked for") {
  const Replayed replayed(
      "CREATE TABLE t(a)",
      "INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); INSERT INTO t VALUES (3)");
  const Ran ran = run_statements(replayed.after(0), replayed.hand(), 1, 2, World::first, {});
  CHECK(ran.shadow.connection.text("SELECT group_concat(a) FROM t") == "2");
}

TEST_CASE("the rest stops at the first that fails, and says which") {
  const Replayed replayed("CREATE TABLE t(a UNIQUE)",
                          "SELECT 1; INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)");
  const Connection live = replayed.after(0, "INSERT INTO t VALUES (1)");
  const Ran ran = run_statements(live, replayed.hand(), 0, 3, World::first, {});
  REQUIRE(ran.failure);
  CHECK(ran.failure->message == "UNIQUE constraint failed: t.a");
  CHECK(ran.failed_statement == 2);
  CHECK(ran.shadow.connection.integer("SELECT count(*) FROM t") == 1);
}

TEST_CASE("the rest of a transaction of the file's own: its COMMIT is no failure") {
  const Replayed replayed("CREATE TABLE t(a)",
                          "BEGIN; INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2)");
  const Ran from_commit =
      run_statements(replayed.after(0), replayed.hand(), 2, 4, World::first, {});
  CHECK_FALSE(from_commit.failure);
  CHECK(from_commit.shadow.connection.text("SELECT group_concat(a) FROM t") == "2");
  const Ran open = run_statements(replayed.after(0), replayed.hand(), 0, 2, World::first, {});
  CHECK_FALSE(open.shadow.connection.in_transaction());
  CHECK(open.shadow.connection.text("SELECT group_concat(a) FROM t") == "1");
}

TEST_CASE("a failure takes back the transaction that the file had open") {
  const Replayed replayed("CREATE TABLE t(a UNIQUE)",
                          "BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (7); COMMIT");
  const Connection live = replayed.after(0, "INSERT INTO t VALUES (7)");
  const Ran ran = run_statements(live, replayed.hand(), 0, 4, World::first, {});
  CHECK(ran.failed_statement == 3);
  CHECK_FALSE(ran.shadow.connection.in_transaction());
  CHECK(ran.shadow.connection.text("SELECT group_concat(a) FROM t") == "7");
}

TEST_CASE("the rest leaves out what tidies up TEMP tables that are gone") {
  const Replayed replayed("CREATE TABLE t(a)", puts_aside);
  const Ran ran = run_statements(replayed.after(3), replayed.hand(), 3, 4, World::first, {});
  CHECK_FALSE(ran.failure);
  const Ran too_late = run_statements(replayed.after(2), replayed.hand(), 2, 4, World::first, {});
  CHECK(too_late.failed_statement == 3);
}

TEST_CASE("two worlds differ in what the clock and chance fill") {
  const Replayed replayed(
      "CREATE TABLE t(a, b)",
      "INSERT INTO t VALUES (datetime('now'), 'x'); INSERT INTO t VALUES (random(), 'y')");
  const Connection live = replayed.after(0);
  const auto values = [&](World world) {
    const Ran ran = run_statements(live, replayed.hand(), 0, 2, world, {});
    return ran.shadow.connection.text("SELECT group_concat(a || b) FROM t").value_or("");
  };
  CHECK(values(World::first) == values(World::first));
  CHECK(values(World::first) != values(World::second));
}

}  // namespace plumbline
