#include "analyzer/reconcile/replay.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/replayed.hpp"

namespace plumbline {

namespace {

using Lines = std::vector<std::string>;

/// What each statement changes; "fails: …" for one that does not run.
Lines changes_of(const std::vector<StatementEffect>& effects) {
  Lines lines;
  for (const StatementEffect& effect : effects) {
    lines.push_back(effect.failure ? "fails: " + effect.failure->message : shown(effect.changes));
  }
  return lines;
}

Lines changes_of(const std::string& before, const std::string& script) {
  return changes_of(Replayed(before, script).effects());
}

std::string only_change(const std::string& before, const std::string& statement) {
  const Lines lines = changes_of(before, statement);
  CHECK(lines.size() == 1);
  return lines.front();
}

constexpr const char* t_with_all =
    "CREATE TABLE t(a, b); CREATE INDEX i ON t(a); CREATE INDEX j ON t(b);"
    "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END";

}  // namespace

TEST_CASE("replay: what each kind of statement changes") {
  CHECK(changes_of("",
                   "CREATE TABLE t(a UNIQUE, b); CREATE INDEX i ON t(b);"
                   "CREATE VIEW v AS SELECT a FROM t;"
                   "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END") ==
        Lines{"+table t", "+index i", "+view v", "+trigger x"});
  CHECK(changes_of("CREATE TABLE t(a); CREATE VIEW v AS SELECT 1; CREATE INDEX i ON t(a)",
                   "DROP INDEX i; DROP VIEW v; DROP TABLE t") ==
        Lines{"-index i", "-view v", "-table t"});
  CHECK(only_change("CREATE TABLE t(a)", "ALTER TABLE t ADD COLUMN b") == "~table t");
  CHECK(only_change("CREATE TABLE t(a)", "CREATE TABLE IF NOT EXISTS T(x)") == "");
  CHECK(only_change("CREATE TABLE t(a)", "INSERT INTO t VALUES (1)") == "");
  CHECK(only_change("", "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT)") == "+table t");
  CHECK(only_change("", "CREATE TEMP TABLE t(a)") == "");
}

TEST_CASE("replay: a table takes its indexes and triggers along") {
  CHECK(only_change(t_with_all, "DROP TABLE t") == "-table t, -index i, -index j, -trigger x");
  CHECK(changes_of(t_with_all, "DROP TABLE t; CREATE TABLE t(a)") ==
        Lines{"-table t, -index i, -index j, -trigger x", "+table t"});
}

TEST_CASE("replay: RENAME changes all that names the table") {
  CHECK(only_change(t_with_all, "ALTER TABLE t RENAME TO u") ==
        "-table t, ~index i, ~index j, ~trigger x, +table u");
  CHECK(only_change(t_with_all, "ALTER TABLE t RENAME COLUMN a TO c") == "~table t, ~index i");
  const Replayed spelled("CREATE TABLE t(a)", "ALTER TABLE t RENAME a TO A");
  CHECK(spelled.effects()[0].changes.at(0).to == "CREATE TABLE t(A)");
}

TEST_CASE("replay: the texts before and behind") {
  const Replayed replayed("CREATE TABLE t(a)", "ALTER TABLE t ADD COLUMN b; DROP TABLE t");
  const ObjectChange& altered = replayed.effects()[0].changes.at(0);
  CHECK(altered.from == "CREATE TABLE t(a)");
  CHECK(altered.to == "CREATE TABLE t(a, b)");
  const ObjectChange& dropped = replayed.effects()[1].changes.at(0);
  CHECK(dropped.from == "CREATE TABLE t(a, b)");
  CHECK(dropped.to == std::nullopt);
}

TEST_CASE("replay: a rebuild") {
  CHECK(changes_of(t_with_all,
                   "CREATE TABLE t_new(a, b, c); INSERT INTO t_new(a, b) SELECT a, b FROM t;"
                   "DROP TABLE t; ALTER TABLE t_new RENAME TO t; CREATE INDEX i ON t(a)") ==
        Lines{"+table t_new", "", "-table t, -index i, -index j, -trigger x",
              "-table t_new, "
              "+table t",
              "+index i"});
}

TEST_CASE("replay: a statement that fails changes no schema, and the next ones run") {
  CHECK(changes_of("CREATE TABLE t(a)", "CREATE TABLE t(b); CREATE TABLE u(a)") ==
        Lines{"fails: table t already exists", "+table u"});
  const Replayed data("CREATE TABLE t(a NOT NULL)", "INSERT INTO t VALUES (NULL)");
  CHECK(data.effects()[0].failure->message == "NOT NULL constraint failed: t.a");
  CHECK(is_durable(data.effects()[0]));  // on other rows it may run
  CHECK(is_data_statement(data.effects()[0]));
}

TEST_CASE("replay: durable statements and those that only change rows") {
  const auto effects = Replayed("CREATE TABLE t(a)",
                                "INSERT INTO t VALUES (1); CREATE TABLE u AS SELECT a FROM t;"
                                "SELECT 1; PRAGMA foreign_keys=OFF; CREATE TEMP TABLE k(a);"
                                "DELETE FROM k; PRAGMA user_version=2; ALTER TABLE t ADD b")
                           .effects();
  std::string durable, data;
  for (const StatementEffect& effect : effects) {
    durable += is_durable(effect) ? "1" : "0";
    data += is_data_statement(effect) ? "1" : "0";
  }
  CHECK(durable == "11000011");
  CHECK(data == "10000000");
}

TEST_CASE("replay: what ALTER runs inside itself is not what it is") {
  const auto effects = Replayed("CREATE TABLE t(a, b)",
                                "ALTER TABLE t DROP COLUMN b; ALTER TABLE t RENAME TO u;"
                                "CREATE VIRTUAL TABLE f USING fts5(x);"
                                "pragma\nuser_version = 1; savepoint s; release s")
                           .effects();
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(effects[i].touched.pragma == "");
    CHECK(effects[i].touched.transaction == "");
  }
  CHECK(effects[3].touched.pragma == "user_version");
  CHECK(effects[4].touched.transaction == "SAVEPOINT BEGIN");
  CHECK(effects[5].touched.transaction == "SAVEPOINT RELEASE");
}

TEST_CASE("replay: a file's own transaction") {
  const Replayed replayed("", "BEGIN; CREATE TABLE t(a); COMMIT; CREATE TABLE u(a)");
  std::string open;
  for (const StatementEffect& effect : replayed.effects())
    open += effect.in_transaction ? "1" : "0";
  CHECK(open == "1100");
  CHECK(changes_of(replayed.effects()) == Lines{"", "+table t", "", "+table u"});
}

TEST_CASE("replay: ROLLBACK takes back what was done since BEGIN") {
  CHECK(changes_of("CREATE TABLE t(a)",
                   "BEGIN; ALTER TABLE t ADD b; CREATE TABLE u(a); ROLLBACK; CREATE TABLE w(a)") ==
        Lines{"", "~table t", "+table u", "~table t, -table u", "+table w"});
  CHECK(changes_of("", "SAVEPOINT s; CREATE TABLE t(a); ROLLBACK TO s; RELEASE s") ==
        Lines{"", "+table t", "-table t", ""});
  CHECK(changes_of("CREATE TABLE t(a UNIQUE); INSERT INTO t VALUES (1)",
                   "BEGIN; CREATE TABLE u(a); INSERT OR ROLLBACK INTO t VALUES (1)")[2] ==
        "fails: UNIQUE constraint failed: t.a");
  const Replayed rolled("CREATE TABLE t(a UNIQUE); INSERT INTO t VALUES (1)",
                        "BEGIN; CREATE TABLE u(a); INSERT OR ROLLBACK INTO t VALUES (1)");
  CHECK(shown(rolled.effects()[2].changes) == "-table u");
}

TEST_CASE("replay: ROLLBACK TO takes back what was done since its SAVEPOINT") {
  CHECK(changes_of("CREATE TABLE t(a)",
                   "BEGIN; SAVEPOINT s; CREATE TABLE u(a); ROLLBACK TO s; COMMIT;"
                   "CREATE TABLE w(a)") == Lines{"", "", "+table u", "-table u", "", "+table w"});
}

TEST_CASE(
    "replay: a transaction that the file leaves open is committed, COMMIT alone is no failure") {
  const Replay replay = replay_of({migration_of("1", "BEGIN; CREATE TABLE t(a)"),
                                   migration_of("2", "ROLLBACK; CREATE TABLE u(a)"),
                                   migration_of("3", "COMMIT; INSERT INTO t SELECT a FROM u")});
  CHECK(changes_of(replay.effects[0]) == Lines{"", "+table t"});
  CHECK(changes_of(replay.effects[1]) == Lines{"", "+table u"});
  CHECK(changes_of(replay.effects[2]) == Lines{"", ""});
}

TEST_CASE("replay: each migration begins with the application's settings") {
  const std::vector<Migration> migrations = {
      migration_of("1", "PRAGMA foreign_keys=OFF; PRAGMA legacy_alter_table=1; SELECT 1"),
      migration_of("2", "SELECT 1")};
  Options options;
  const Replay on = replay_of(migrations, options);
  CHECK(on.effects[0][0].before == ConnectionSettings{});
  CHECK(on.effects[0][1].before == ConnectionSettings{false, false, false, false});
  CHECK(on.effects[0][2].before == ConnectionSettings{false, true, false, false});
  CHECK(on.effects[1][0].before == ConnectionSettings{});
  options.foreign_keys = false;
  CHECK(replay_of(migrations, options).effects[1][0].before ==
        ConnectionSettings{false, false, false, false});
}

TEST_CASE("replay: settings and the PRAGMAs that make them") {
  const Connection connection = Connection::in_memory("settings");
  CHECK(settings_of(connection) == ConnectionSettings{false, false, false, false});
  const ConnectionSettings all{true, true, true, true};
  for (const std::string& pragma : pragmas_for(settings_of(connection), all)) {
    connection.execute(pragma);
  }
  CHECK(settings_of(connection) == all);
  CHECK(pragmas_for(all, {true, true, false, true}) == Lines{"PRAGMA recursive_triggers=OFF"});
  CHECK(pragmas_for(all, all).empty());
}

TEST_CASE("replay: user_version and application_id are objects") {
  CHECK(changes_of("",
                   "PRAGMA user_version=3; PRAGMA user_version; PRAGMA user_version=3;"
                   "PRAGMA application_id=5; PRAGMA user_version=0") ==
        Lines{"PRAGMA user_version 0 → 3", "", "", "PRAGMA application_id 0 → 5",
              "PRAGMA user_version 3 → 0"});
}

TEST_CASE("replay: the runner's tables are made where one is asked for, and are no effect") {
  const std::vector<Migration> migrations = {
      migration_of("1",
                   "CREATE TABLE t(a); INSERT INTO main.log VALUES ('1');"
                   "CREATE INDEX i ON log(key); INSERT INTO gone VALUES (1)")};
  const Options options;
  const Replay replayed =
      replay({migrations, {0}, {{Identifier("LOG"), "CREATE TABLE log(key)"}}, options});
  CHECK(changes_of(replayed.effects[0]) == Lines{"+table t", "", "", "fails: no such table: gone"});
}

TEST_CASE("replay: VACUUM is passed over") {
  CHECK(changes_of("", "VACUUM; CREATE TABLE t(a)") == Lines{"", "+table t"});
}

TEST_CASE("replay: the order and the number of migrations") {
  const std::vector<Migration> migrations = {migration_of("1", "ALTER TABLE t ADD b"),
                                             migration_of("2", "CREATE TABLE t(a)"),
                                             migration_of("3", "DROP TABLE t")};
  const Options options;
  const Connection shadow = empty_shadow("shadow", std::nullopt);
  const Replay replayed = replay_on(shadow, {migrations, {1, 0, 2}, {}, options}, 2);
  CHECK(replayed.order == std::vector<std::size_t>{1, 0});
  CHECK(changes_of(replayed.effects[0]) == Lines{"+table t"});
  CHECK(changes_of(replayed.effects[1]) == Lines{"~table t"});
  CHECK(shadow.text("SELECT sql FROM sqlite_schema") == "CREATE TABLE t(a, b)");
}

TEST_CASE("replay: a migration that is not SQL jumps to the schema that a history says") {
  const auto snapshot_of = [](const std::string& id, const std::string& sql) {
    const Connection connection = Connection::in_memory("snapshot");
    connection.execute(sql);
    Migration migration;
    migration.id = id;
    migration.has_sql = false;
    migration.snapshot = introspect(connection);
    return migration;
  };
  Migration unknown;
  unknown.has_sql = false;
  const Replay replay =
      replay_of({snapshot_of("1", "CREATE TABLE t(a); CREATE INDEX i ON t(a); CREATE TABLE u(a)"),
                 snapshot_of("2", "CREATE TABLE t(a, b); CREATE INDEX i ON t(a)"), unknown});
  CHECK(changes_of(replay.effects[0]) == Lines{"+index i", "+table t", "+table u"});
  CHECK(changes_of(replay.effects[1]) == Lines{"-table u", "~table t"});
  CHECK(replay.effects[2].empty());
}

}  // namespace plumbline
