// Migrations on databases made up for them: what each run has shown, and what is tried at all.
#include "analyzer/forecast/try_migrations.hpp"

#include <doctest/doctest.h>

#include "analyzer/history/files/read_migrations.hpp"
#include "tests/replayed.hpp"
#include "tests/tried.hpp"

namespace plumbline {

namespace {

std::vector<MigrationTrials> trials_of_incident(const std::string& name) {
  const Options options;
  return try_migrations(
      read_migrations("snapshots/incidents/" + name + "/migrations", nullptr, options), nullptr,
      options);
}

const std::string family =
    "CREATE TABLE p(id INTEGER PRIMARY KEY, a);"
    "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE)";
const std::string rebuild =
    "CREATE TABLE p_new(id INTEGER PRIMARY KEY, a NOT NULL DEFAULT 0);"
    "INSERT INTO p_new(id, a) SELECT id, coalesce(a, 0) FROM p;"
    "DROP TABLE p; ALTER TABLE p_new RENAME TO p";

}  // namespace

TEST_CASE("trials: incident 1, no statement of which can run a second time") {
  const auto trials = trials_of_incident("1-half-done-migration");
  REQUIRE(trials.size() == 3);
  CHECK(trials[1].migration == "016_api_tokens");
  CHECK(runs(trials[1]) == Lines{"0 on"});
  Lines expected;
  for (int at = 1; at <= 9; ++at) {
    expected.push_back(std::to_string(at) +
                       " fails: table \"_emdash_api_tokens\" already exists (at 1)");
  }
  CHECK(reruns(trials[1]) == expected);
  CHECK(trials[1].reruns[0].stopped_behind.line == 1);
  CHECK(trials[1].reruns[0].stopped_behind.step == "016_api_tokens");
  CHECK(reruns(trials[2]) == Lines{"1 fails: duplicate column name: scopes (at 1)",
                                   "2 fails: duplicate column name: scopes (at 1)"});
}

TEST_CASE("trials: incident 5, green without rows") {
  const auto trials = trials_of_incident("5-references-with-default");
  const std::string words = ": 1 Cannot add a REFERENCES column with non-NULL default value";
  CHECK(runs(trials[1]) == Lines{"0 on in", "0 on", "1 on in" + words, "1 on" + words, "1 off in",
                                 "1 off", "3 on in" + words, "3 on" + words, "3 off in", "3 off"});
  CHECK(reruns(trials[1]) == Lines{"1 fails: duplicate column name: publisher_id (at 1)",
                                   "2 fails: duplicate column name: publisher_id (at 1)"});
  CHECK(trials[1].notes ==
        Lines{"0002_publisher: statement 1: Cannot add a REFERENCES column with non-NULL default "
              "value (tried with fewer rows)"});
  CHECK(trials[2].notes.empty());
}

TEST_CASE("trials: nothing stops half-way in the runner's transaction") {
  for (const TransactionMode mode : {TransactionMode::per_migration, TransactionMode::all}) {
    const MigrationTrials trials = trials_of({"CREATE TABLE t (a)", "DROP TABLE t"}, mode);
    CHECK(trials.transaction == mode);
    CHECK(trials.reruns.empty());
    CHECK(runs(trials) == Lines{"0 on in", "3 on in: 1 drop-table t 3"});
  }
}

TEST_CASE("trials: a parent that is rebuilt takes its children along") {
  CHECK(runs(trials_of({family, rebuild})) == Lines{"0 on", "3 on: 3 cascade c 2", "3 off"});
  const std::string off = "PRAGMA foreign_keys=OFF;" + rebuild + "; PRAGMA foreign_keys=ON";
  CHECK(runs(trials_of({family, off})) == Lines{"0 on", "3 on", "3 off"});
  // https://sqlite.org/pragma.html#pragma_foreign_keys: no effect inside a transaction.
  CHECK(runs(trials_of({family, off}, TransactionMode::per_migration)) ==
        Lines{"0 on in", "3 on in: 4 cascade c 2", "3 off in"});
  CHECK(runs(trials_of({family, off}, TransactionMode::unknown)) ==
        Lines{"0 on in", "0 on", "3 on in: 4 cascade c 2", "3 on", "3 off in", "3 off"});
}

TEST_CASE("trials: foreign keys left off, and references that point nowhere") {
  CHECK(runs(trials_of({family, "PRAGMA foreign_keys=OFF; UPDATE c SET p = 99"})) ==
        Lines{"0 on: left off", "3 on: 3 violations: left off", "3 off: 3 violations"});
  CHECK(runs(trials_of({family, "UPDATE c SET p = 99"})) ==
        Lines{"0 on", "1 on: 1 FOREIGN KEY constraint failed (constraint)", "1 off: 1 violations",
              "3 on: 1 FOREIGN KEY constraint failed (constraint)", "3 off: 3 violations"});
}

TEST_CASE("trials: rows that a constraint refuses, with one row a table or only with several") {
  const std::string t = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)";
  CHECK(runs(trials_of({t, "ALTER TABLE t ADD COLUMN b TEXT NOT NULL"})) ==
        Lines{"0 on", "1 on: 1 Cannot add a NOT NULL column with default value NULL",
              "3 on: 1 Cannot add a NOT NULL column with default value NULL"});
  CHECK(runs(trials_of({t, "ALTER TABLE t ADD COLUMN b REFERENCES t DEFAULT 1"})) ==
        Lines{"0 on", "1 on: 1 Cannot add a REFERENCES column with non-NULL default value", "1 off",
              "3 on: 1 Cannot add a REFERENCES column with non-NULL default value", "3 off"});
  CHECK(runs(trials_of({t, "UPDATE t SET a = 'x'; CREATE UNIQUE INDEX i ON t(a)"})) ==
        Lines{"0 on", "1 on", "3 on: 2 UNIQUE constraint failed: t.a (constraint)"});
  CHECK(runs(trials_of({t, "CREATE TABLE u (a TEXT NOT NULL); INSERT INTO u SELECT a FROM t"})) ==
        Lines{"0 on", "1 on", "3 on: 2 NOT NULL constraint failed: u.a (constraint)"});
}

TEST_CASE("trials: statements in SQLite's own words") {
  const MigrationTrials trials = trials_of(
      {"CREATE TABLE t (a, b)",
       "PRAGMA foreign_keys=OFF;\nBEGIN;\nCREATE TEMP TABLE x AS SELECT a FROM t;\n"
       "INSERT INTO t SELECT a, upper(random()) FROM x;\nALTER TABLE t RENAME TO u;\nDROP TABLE u;"
       "\nCOMMIT; CREATE INDEX i ON nowhere(a)"});
  REQUIRE(trials.statements.size() == 8);
  CHECK(trials.statements[0].pragma == "foreign_keys");
  CHECK(trials.statements[1].transaction == "BEGIN");
  CHECK(trials.statements[2].uses_temp);
  CHECK_FALSE(trials.statements[2].changes_schema);
  CHECK_FALSE(trials.statements[2].changes_rows);
  CHECK(trials.statements[3].changes_rows);
  CHECK(trials.statements[3].uses_temp);
  CHECK(trials.statements[3].place.line == 4);
  CHECK(trials.statements[3].functions == std::set<std::string>{"random", "upper"});
  CHECK(trials.statements[4].changes_schema);
  CHECK(trials.statements[4].functions.empty());
  CHECK(trials.statements[4].pragma.empty());
  CHECK(trials.statements[5].changes_schema);
  CHECK_FALSE(trials.statements[5].changes_rows);
  CHECK(trials.statements[6].transaction == "COMMIT");
  CHECK(trials.statements[7].failure == "no such table: main.nowhere");
  CHECK(runs(trials) ==
        Lines{"0 on: 8 no such table: main.nowhere", "0 off: 8 no such table: main.nowhere"});
  CHECK(trials.reruns.empty());
}

TEST_CASE("trials: what reaches outside is no failure of the migration") {
  const MigrationTrials trials = trials_of({"ATTACH 'other.db' AS o; SELECT load_extension('x')"});
  CHECK(trials.runs.empty());
  CHECK_FALSE(trials.statements[0].failure.has_value());
  CHECK_FALSE(trials.statements[1].failure.has_value());
  CHECK(trials.notes.front() == "1: statement 1 cannot be tried here: not authorized");
}

TEST_CASE("trials: functions that only the application has prove nothing") {
  const MigrationTrials trials = trials_of({"CREATE TABLE t (a)", "UPDATE t SET a = my_hash(a)"});
  CHECK(runs(trials) == Lines{"0 on"});
  CHECK(
      trials.notes.front() ==
      "2: statement 1 cannot be tried here: this function exists only in the application: my_hash");
}

TEST_CASE("trials: what is not SQL is passed over, and what is behind it, unless it was recorded") {
  Migrations migrations =
      migrations_of({"CREATE TABLE t (a)", "", "DROP TABLE u"}, TransactionMode::none);
  migrations.list[1].has_sql = false;
  const auto unknown = try_migrations(migrations, nullptr, Options());
  CHECK(unknown[1].notes == Lines{"not SQL: not tried"});
  CHECK(unknown[2].notes == Lines{"not tried: 2 is not SQL, so the schema behind it is not known"});
  CHECK(unknown[2].runs.empty());

  const std::string recorded = "snapshots/incidents/1-recorded-history/migrations";
  migrations = read_migrations(recorded, nullptr, Options());
  migrations.list.push_back(migration_of("017", "ALTER TABLE _emdash_api_tokens ADD COLUMN x"));
  const auto known = try_migrations(migrations, nullptr, Options());
  CHECK(runs(known[2]) == Lines{"0 on in", "0 on", "3 on in", "3 on", "3 off in", "3 off"});
  CHECK(reruns(known[2]) == Lines{"1 fails: duplicate column name: x (at 1)"});
  CHECK(known[2].notes.empty());
}

TEST_CASE("trials: another text tried in the place of one, and the runner's own mode") {
  const Migrations migrations =
      migrations_of({"CREATE TABLE t (a)", "ALTER TABLE t RENAME TO u"}, TransactionMode::unknown);
  Lines again;
  const AfterTrial ask = [&](MigrationTrials& trials, const Migration&, const TrialGround& ground) {
    trials.safe_text = SafeText{"asked", "", {}};
    again = reruns(ground.try_instead(migration_of("x", "CREATE TABLE IF NOT EXISTS t (a)")));
  };
  const Runner* kysely = runners_named("kysely").front();
  const auto trials = try_migrations(migrations, kysely, Options(), ask);
  CHECK(trials[1].runner == "Kysely");
  CHECK(trials[1].transaction == TransactionMode::none);
  CHECK(trials[1].safe_text->sql == "asked");
  CHECK(reruns(trials[1]) == Lines{"1 fails: no such table: t (at 1)"});
  CHECK(again.empty());
}

TEST_CASE("trials: every history, twice the same") {
  const Options options;
  for (const char* name : {"analytics", "inventory", "wiki"}) {
    const Migrations migrations =
        read_migrations(std::string("snapshots/histories/") + name, nullptr, options);
    const auto once = try_migrations(migrations, nullptr, options);
    const auto twice = try_migrations(migrations, nullptr, options);
    REQUIRE(once.size() == twice.size());
    for (std::size_t at = 0; at < once.size(); ++at) {
      CHECK(runs(once[at]) == runs(twice[at]));
      CHECK(reruns(once[at]) == reruns(twice[at]));
      CHECK(once[at].statements.size() == migrations.list[at].up.size());
    }
  }
}

}  // namespace plumbline
