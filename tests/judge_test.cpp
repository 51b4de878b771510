#include "analyzer/reconcile/judge.hpp"

#include <doctest/doctest.h>

#include "analyzer/reconcile/reconcile.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "tests/replayed.hpp"

namespace plumbline {

namespace {

/// Three migrations of a runner that records each by its number.
struct Judging {
  std::string runner = "dbmate";
  std::vector<Migration> migrations = {migration_of("1", "CREATE TABLE t(a)"),
                                       migration_of("2", "CREATE TABLE u(a); CREATE TABLE w(a)"),
                                       migration_of("3", "ALTER TABLE t ADD COLUMN b")};

  Reconciled reconciled(const std::string& live_sql) const {
    const Connection live = Connection::in_memory("live");
    live.execute(live_sql);
    LogChoice choice;
    choice.runner = runner;
    Migrations of_directory;
    of_directory.list = migrations;
    return reconcile(live, choose_log(live, introspect(live), choice), of_directory, {});
  }
};

/// "1: recorded applied 1/1; 2: pending 0/2 dirty".
std::string shown(const std::vector<MigrationStatus>& all) {
  std::string text;
  for (const MigrationStatus& status : all) {
    text += (text.empty() ? "" : "; ") + status.id + ": " + (status.recorded ? "recorded " : "") +
            to_string(status.state) + " " + std::to_string(status.applied) + "/" +
            std::to_string(status.statements);
    for (const MigrationFlag flag : status.flags) text += " " + to_string(flag);
  }
  return text;
}

std::string states(const Judging& judging, const std::string& live) {
  return shown(judging.reconciled(live).facts.migrations);
}

/// "1 applied: table t is there; …" of the one migration.
std::string verdicts(const std::string& script, const std::string& live) {
  Judging judging;
  judging.migrations = {migration_of("1", script)};
  const Reconciled reconciled = judging.reconciled(
      "CREATE TABLE schema_migrations(version varchar(128) primary key);" + live);
  std::string text;
  for (const StatementStatus& status : reconciled.facts.migrations.at(0).verdicts) {
    text += (text.empty() ? "" : "; ") + std::to_string(status.statement) + " " +
            to_string(status.verdict) + ": " + status.evidence;
  }
  return text;
}

constexpr const char* no_log_row =
    "CREATE TABLE schema_migrations(version varchar(128) primary key);";
const std::string all_logged =
    std::string(no_log_row) + "INSERT INTO schema_migrations VALUES ('1'), ('2'), ('3');";

}  // namespace

TEST_CASE("judge: applied and pending") {
  CHECK(states({}, no_log_row) == "1: pending 0/1; 2: pending 0/2; 3: pending 0/1");
  CHECK(states({}, all_logged + "CREATE TABLE t(a, b); CREATE TABLE u(a); CREATE TABLE w(a)") ==
        "1: recorded applied 1/1; 2: recorded applied 2/2; 3: recorded applied 1/1");
}

TEST_CASE("judge: partial") {
  CHECK(states({}, std::string(no_log_row) + "INSERT INTO schema_migrations VALUES ('1');"
                                             "CREATE TABLE t(a); CREATE TABLE u(a)") ==
        "1: recorded applied 1/1; 2: partial 1/2; 3: pending 0/1");
}

TEST_CASE("judge: recorded but absent") {
  CHECK(states({}, all_logged + "CREATE TABLE t(a); CREATE TABLE u(a); CREATE TABLE w(a)") ==
        "1: recorded applied 1/1; 2: recorded applied 2/2; 3: recorded recorded-but-absent 0/1");
}

TEST_CASE("judge: present but unrecorded") {
  CHECK(states({}, std::string(no_log_row) +
                       "CREATE TABLE t(a); CREATE TABLE u(a); CREATE TABLE w(a)") ==
        "1: present-but-unrecorded 1/1; 2: present-but-unrecorded 2/2; 3: pending 0/1");
}

TEST_CASE("judge: will never run, behind the watermark of its runner") {
  Judging judging;
  judging.runner = "postgrator";
  for (Migration& migration : judging.migrations) migration.fields["version"] = migration.id;
  CHECK(states(judging,
               "CREATE TABLE schemaversion(version BIGINT PRIMARY KEY, name TEXT, md5 TEXT,"
               " run_at TIMESTAMP WITH TIME ZONE); INSERT INTO schemaversion(version) VALUES"
               " (1), (3); CREATE TABLE t(a, b)") ==
        "1: recorded applied 1/1; 2: will-never-run 0/2 out-of-order; 3: recorded applied 1/1");
}

TEST_CASE("judge: a record without a file, and one that is marked as failed") {
  Judging judging;
  judging.runner = "sqlx";
  const std::string log =
      "CREATE TABLE _sqlx_migrations(version BIGINT PRIMARY KEY, description TEXT NOT NULL,"
      " installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL,"
      " checksum BLOB NOT NULL, execution_time BIGINT NOT NULL);"
      "INSERT INTO _sqlx_migrations VALUES (1, '', '', 1, x'', 0), (7, '', '', 1, x'', 0),"
      " (8, '', '', 0, x'', 0);";
  CHECK(states(judging, log + "CREATE TABLE t(a)") ==
        "1: recorded applied 1/1; 2: pending 0/2; 3: pending 0/1;"
        " 7: recorded applied 0/0 missing-file; 8: cannot-tell 0/0 missing-file dirty");
}

TEST_CASE("judge: without a log, what the schema shows") {
  CHECK(states({}, "CREATE TABLE t(a); CREATE TABLE u(a)") ==
        "1: present-but-unrecorded 1/1; 2: partial 1/2; 3: pending 0/1");
}

TEST_CASE("judge: where no point fits, what its objects show") {
  CHECK(states({}, std::string(no_log_row) + "CREATE TABLE w(a)") ==
        "1: pending 0/1; 2: partial 1/2; 3: pending 0/1");
}

TEST_CASE("judge: a migration that only changes rows has the state that the log says") {
  Judging judging;
  judging.migrations[2] = migration_of("3", "UPDATE t SET a = a + 1");
  const std::string live =
      "CREATE TABLE t(a); CREATE TABLE u(a); CREATE TABLE w(a);"
      "INSERT INTO t VALUES (1)";
  CHECK(states(judging, all_logged + live) ==
        "1: recorded applied 1/1; 2: recorded applied 2/2; 3: recorded applied 1/1");
  CHECK(states(judging, std::string(no_log_row) +
                            "INSERT INTO schema_migrations VALUES ('1'), ('2');" + live) ==
        "1: recorded applied 1/1; 2: recorded applied 2/2; 3: pending 0/1");
}

TEST_CASE("verdicts: applied and pending") {
  CHECK(verdicts("CREATE TABLE t(a); ALTER TABLE t ADD b; CREATE TABLE u(a)",
                 "CREATE TABLE t(a, b)") ==
        "1 superseded: table t is as 1:2 leaves it; 2 applied: table t is as it leaves it;"
        " 3 pending: table u is not there");
  CHECK(verdicts("CREATE TABLE t(a); CREATE TABLE u(a); DROP TABLE t; CREATE TABLE w(a)",
                 "CREATE TABLE u(a)") ==
        "1 superseded: table t is as 1:3 leaves it; 2 applied: table u is there;"
        " 3 applied: table t is gone; 4 pending: table w is not there");
  CHECK(verdicts("CREATE TABLE t(a); ALTER TABLE t ADD b; DROP TABLE t", "CREATE TABLE t(a)") ==
        "1 applied: table t is there;"
        " 2 pending: table t is as it was before;"
        " 3 pending: table t is still there");
}

TEST_CASE("verdicts: altered, and masked by IF NOT EXISTS") {
  CHECK(verdicts("CREATE TABLE t(a); CREATE TABLE u(a)", "CREATE TABLE t(a, mine)") ==
        "1 altered: table t is there in a form that no migration gives it"
        " (add-column column mine: \"mine\"); 2 pending: table u is not there");
  CHECK(verdicts("CREATE TABLE IF NOT EXISTS t(a); CREATE TABLE u(a)", "CREATE TABLE t(a, mine)") ==
        "1 masked: table t is there in a form that no migration gives it"
        " (add-column column mine: \"mine\"); 2 pending: table u is not there");
}

TEST_CASE("verdicts: a statement of which a part is there has not run") {
  CHECK(verdicts("CREATE TABLE t(a); ALTER TABLE t RENAME TO u; CREATE TABLE w(a)",
                 "CREATE TABLE t(a); CREATE TABLE u(a); CREATE TABLE w(a)") ==
        "1 applied: table t is there; 2 pending: table t is still there;"
        " 3 applied: table w is there");
}

TEST_CASE("judge: what IF NOT EXISTS has passed over is not missing") {
  Judging judging;
  judging.migrations = {migration_of("1", "CREATE TABLE IF NOT EXISTS t(a); CREATE TABLE u(a)")};
  const std::string masked =
      "CREATE TABLE schema_migrations(version varchar(128) primary key); CREATE TABLE t(a, mine);";
  CHECK(states(judging, masked + "CREATE TABLE u(a)") == "1: present-but-unrecorded 2/2");
  CHECK(states(judging, masked) == "1: partial 1/2");
}

TEST_CASE("verdicts: rows only, and no mark anywhere") {
  CHECK(verdicts("CREATE TABLE t(a); PRAGMA foreign_keys=OFF; UPDATE o SET n = n + 1; SELECT 1;"
                 "CREATE TABLE u(a)",
                 "CREATE TABLE o(n); INSERT INTO o VALUES (1); CREATE TABLE t(a)") ==
        "1 applied: table t is there; 2 no-effect: leaves no mark in the database;"
        " 3 no-effect: does not run on an empty database: no such table: o;"
        " 4 no-effect: leaves no mark in the database; 5 pending: table u is not there");
  CHECK(verdicts("CREATE TABLE t(a); INSERT INTO t VALUES (1); CREATE TABLE u(a)",
                 "CREATE TABLE t(a); INSERT INTO t VALUES (1)") ==
        "1 applied: table t is there; 2 applied: what comes behind it is there;"
        " 3 pending: table u is not there");
}

TEST_CASE("verdicts: what the rows do not decide") {
  Judging judging;
  judging.migrations = {
      migration_of("1", "CREATE TABLE t(a)"),
      migration_of("2", "CREATE TABLE u(a); UPDATE t SET a = a + 1; CREATE TABLE w(a)")};
  const Reconciled reconciled =
      judging.reconciled(std::string(no_log_row) +
                         "INSERT INTO schema_migrations VALUES ('1');"
                         "CREATE TABLE t(a); INSERT INTO t VALUES (1); CREATE TABLE u(a)");
  CHECK(shown(reconciled.facts.migrations) == "1: recorded applied 1/1; 2: partial 1/3");
  const auto& second = reconciled.facts.migrations[1].verdicts;
  REQUIRE(second.size() == 3);
  CHECK(second[0].verdict == StatementVerdict::applied);
  CHECK(second[1].verdict == StatementVerdict::data_only);
  CHECK(second[2].verdict == StatementVerdict::pending);
  CHECK(reconciled.facts.undecided == "the rows of t would differ");
}

TEST_CASE("verdicts: where no point fits, each object is asked for itself") {
  CHECK(verdicts("CREATE TABLE t(a); CREATE TABLE u(a); INSERT INTO u VALUES (1)",
                 "CREATE TABLE u(a)") ==
        "1 pending: table t is not there; 2 applied: table u is there;"
        " 3 data-only: changes rows only; whether it has run is not shown");
}

}  // namespace plumbline
