// What the crash matrix itself says: its own questions are answered by hand here, so that it can be
// wrong about nothing but the crash.
#include "analyzer/forecast/crash_matrix.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "analyzer/forecast/crash_log.hpp"
#include "analyzer/forecast/database_contents.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {
namespace {

namespace fs = std::filesystem;

Migration migration(const std::string& id, const std::string& sql) {
  Migration result;
  result.id = result.key = id;
  for (const ScriptStatement& statement : split_statements(sql)) {
    result.up.push_back({statement.sql, statement.line, statement.column});
  }
  return result;
}

/// Every file but the undo ones, in the order of their names.
std::vector<Migration> read_directory(const fs::path& directory) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (!entry.path().string().ends_with(".down.sql")) files.insert(entry.path());
  }
  std::vector<Migration> migrations;
  for (const fs::path& file : files) {
    std::ifstream stream(file);
    std::stringstream text;
    text << stream.rdbuf();
    migrations.push_back(migration(file.stem().string(), text.str()));
  }
  return migrations;
}

/// Names every point of `last`, and refuses to repair anything.
CrashQuestions naming_all_of(const Migration& last) {
  CrashQuestions questions;
  questions.status = [last](const fs::path&) {
    Report report;
    for (std::size_t at = 1; at <= last.up.size(); ++at) {
      report.cuts.push_back({last.id, static_cast<int>(at)});
    }
    return report;
  };
  questions.repair = [](const fs::path&, RepairMode) -> Planning {
    return Refused{{{{}, "not today", "", std::nullopt}}};
  };
  return questions;
}

/// The points of the last migration.
std::vector<CrashPoint> points_of(const std::vector<Migration>& migrations,
                                  const CrashQuestions& questions) {
  const CrashMatrix matrix = crash_matrix(migrations, "kysely", questions, Options());
  std::vector<CrashPoint> points;
  for (const CrashPoint& point : matrix.points) {
    if (point.migration == migrations.back().id) points.push_back(point);
  }
  return points;
}

std::vector<CrashPoint> points_of(const std::string& before, const std::string& last) {
  const std::vector<Migration> migrations = {migration("1", before), migration("2", last)};
  return points_of(migrations, naming_all_of(migrations.back()));
}

Plan plan_of(const std::vector<std::string>& statements) {
  Plan plan;
  for (const std::string& sql : statements) plan.statements.push_back({sql, "", {}});
  return plan;
}

}  // namespace

TEST_CASE("matrix: what running a migration again does") {
  const auto fails = points_of("CREATE TABLE t (a)", "CREATE TABLE u (b); DROP TABLE t");
  REQUIRE(fails.size() == 2);
  CHECK(fails[0].rerun == RerunOutcome::fails);
  CHECK(fails[0].rerun_detail == "statement 1: table u already exists");

  const auto works = points_of("CREATE TABLE t (a)", "UPDATE t SET a = 5; UPDATE t SET a = a || 1");
  CHECK(works[1].rerun == RerunOutcome::works);

  const auto rows =
      points_of("CREATE TABLE t (a INT)", "UPDATE t SET a = a + 5; DELETE FROM t WHERE a = 6");
  CHECK(rows[0].rerun == RerunOutcome::other_rows);
  CHECK(rows[0].rerun_detail == "table t has 3 rows, not 2");

  const auto schema = points_of("CREATE TABLE t (a); CREATE TABLE u (a)",
                                "DROP TABLE IF EXISTS t; ALTER TABLE u RENAME TO t;"
                                "CREATE TABLE IF NOT EXISTS u (b)");
  CHECK(schema[0].rerun == RerunOutcome::works);
  CHECK(schema[1].rerun == RerunOutcome::loses_rows);
  CHECK(schema[1].rerun_detail == "statement 2: no such table: u");
  CHECK(schema[2].rerun == RerunOutcome::loses_rows);
  CHECK(schema[2].rerun_detail == "table t has 0 rows, not 3");
}

TEST_CASE("matrix: the re-run that destroys the only copy") {
  const auto points = points_of(
      "CREATE TABLE t (a)",
      "DROP TABLE IF EXISTS t_old; ALTER TABLE t RENAME TO t_old; CREATE TABLE t (a NOT NULL);"
      "INSERT INTO t SELECT a FROM t_old; DROP TABLE t_old");
  REQUIRE(points.size() == 5);
  CHECK(points[0].rerun == RerunOutcome::works);
  CHECK(points[1].rerun == RerunOutcome::loses_rows);
  CHECK(points[1].rerun_detail == "statement 2: no such table: t");
  CHECK(points[2].rerun == RerunOutcome::loses_rows);
  CHECK(points[2].rerun_detail == "table t has 0 rows, not 2");
  CHECK(points[3].rerun == RerunOutcome::works);
  CHECK(points[4].rerun == RerunOutcome::works);
}

TEST_CASE("matrix: which refusals are in their right place") {
  const auto twice =
      points_of("CREATE TABLE t (a INT)", "UPDATE t SET a = a + 1; UPDATE t SET a = a + 1");
  CHECK(twice[0].finish == FinishOutcome::ambiguous);
  CHECK(twice[0].finish_detail == "not today");
  const auto plain =
      points_of("CREATE TABLE t (a)", "CREATE INDEX i ON t (a); CREATE INDEX j ON t (a)");
  CHECK(plain[0].finish == FinishOutcome::refused);
  const auto lost = points_of("CREATE TABLE t (a)",
                              "CREATE TEMP TABLE kept AS SELECT * FROM t; DROP TABLE t;"
                              "CREATE TABLE t (a, b); INSERT INTO t (a) SELECT a FROM kept;"
                              "DROP TABLE kept");
  CHECK(lost[1].finish == FinishOutcome::lost);
  CHECK(lost[2].finish == FinishOutcome::lost);
}

TEST_CASE("matrix: a transaction of the file's own leaves nothing behind") {
  const std::vector<Migration> migrations = {
      migration("1", "CREATE TABLE t (a)"),
      migration("2", "BEGIN; CREATE TABLE u (b); COMMIT; CREATE INDEX i ON t (a)")};
  CrashQuestions questions;
  questions.status = [](const fs::path&) {
    Report report;
    MigrationStatus pending;
    pending.id = "2";
    report.migrations.push_back(pending);
    return report;
  };
  questions.repair = [](const fs::path&, RepairMode) -> Planning { return Plan(); };
  const auto points = points_of(migrations, questions);
  REQUIRE(points.size() == 4);
  for (const std::size_t inside : {0U, 1U}) {
    CHECK(points[inside].named);
    CHECK(points[inside].finish == FinishOutcome::mended);
    CHECK(points[inside].undo == UndoOutcome::restored);
    CHECK(points[inside].rerun == RerunOutcome::works);
  }
  CHECK_FALSE(points[2].named);
  CHECK(points[2].listed == "no point at all");
  CHECK(points[2].finish == FinishOutcome::wrong);
  CHECK(points[2].finish_detail == "nothing was done, but index i is missing");
  CHECK(points[2].undo == UndoOutcome::wrong);
  CHECK(points[2].undo_detail == "nothing was done, but table u should not be there");
  CHECK(points[2].rerun_detail == "statement 2: table u already exists");
}

TEST_CASE("matrix: a repair is run and compared, log included") {
  const std::vector<Migration> migrations = {
      migration("1", "CREATE TABLE t (a)"),
      migration("2", "CREATE TABLE u (b, c); INSERT INTO u VALUES (7, hex(randomblob(4)))")};
  const std::string record = "INSERT INTO kysely_migration VALUES ('2', 'any time')";
  const std::string rest = "INSERT INTO u VALUES (7, 'any text')";
  const auto answer = [&](const std::vector<std::string>& script) {
    CrashQuestions questions = naming_all_of(migrations.back());
    questions.repair = [script](const fs::path&, RepairMode mode) -> Planning {
      return plan_of(mode == RepairMode::undo ? std::vector<std::string>{"DROP TABLE u"} : script);
    };
    return points_of(migrations, questions)[0];
  };
  CHECK(answer({rest, record}).finish == FinishOutcome::mended);
  CHECK(answer({rest, record}).undo == UndoOutcome::restored);
  CHECK(answer({rest}).finish_detail == "table kysely_migration has 1 rows, not 2");
  CHECK(answer({record}).finish_detail == "table u has 0 rows, not 1");
  CHECK(answer({"INSERT INTO u VALUES (8, 'x')", record}).finish_detail ==
        "table u holds (8), not (7)");
  CHECK(answer({"INSERT INTO nowhere VALUES (1)"}).finish_detail ==
        "statement 1 of the script fails: no such table: nowhere");
  CHECK(answer({"BEGIN", rest, record}).finish_detail == "the script leaves a transaction open");
}

TEST_CASE("matrix: clean states that raise an alarm, and questions that throw") {
  const std::vector<Migration> migrations = {migration("1", "CREATE TABLE t (a)")};
  CrashQuestions questions = naming_all_of(migrations.back());
  questions.status = [](const fs::path&) {
    Report report;
    report.verdict = Verdict::findings;
    report.findings.push_back({"some-rule", Severity::error, {}, "", 0, "something", ""});
    return report;
  };
  questions.repair = [](const fs::path&, RepairMode) -> Planning {
    throw Error(Error::Kind::failed, {}, "oh");
  };
  const CrashMatrix matrix = crash_matrix(migrations, "kysely", questions, Options());
  CHECK(matrix.clean_states == 1);
  CHECK(matrix.false_alarms == std::vector<std::string>{"behind 1: some-rule: something",
                                                        "behind 1: the verdict is not clean"});
  REQUIRE(matrix.points.size() == 1);
  CHECK(matrix.points[0].finish == FinishOutcome::wrong);
  CHECK(matrix.points[0].finish_detail == "repair failed: oh");
}

TEST_CASE("matrix: migrations that made-up rows stop, or that do not run") {
  const std::vector<Migration> migrations = {
      migration("1", "CREATE TABLE t (a TEXT NOT NULL CHECK (a > 1 AND a < 1))"),
      migration("2", "CREATE TABLE u (b INT); CREATE TABLE v (c)"),
      migration(
          "3", "CREATE TABLE only_empty (x CHECK (x = 0)); INSERT INTO only_empty SELECT 1 FROM v"),
      migration("4", "DROP TABLE nowhere"), migration("5", "SELECT 1")};
  const CrashMatrix matrix =
      crash_matrix(migrations, "kysely", naming_all_of(migrations.back()), Options());
  CHECK(matrix.points.size() == 5);
  CHECK(matrix.notes ==
        std::vector<std::string>{
            "before 2: no rows in table t: CHECK constraint failed: a > 1 AND a < 1",
            "3: statement 2: CHECK constraint failed: x = 0 (tried without made-up rows)",
            "3: statement 2: CHECK constraint failed: x = 0 (tried without rows at their defaults "
            "and NULLs)",
            "4: statement 1: no such table: nowhere (it does not run)"});
}

TEST_CASE("matrix: contents are compared to the last value") {
  const auto contents = [](const std::string& sql) {
    const Connection connection = empty_shadow("contents", std::nullopt);
    connection.execute(sql);
    return contents_of(connection);
  };
  const auto differs = [&](const std::string& found, const std::string& expected) {
    return difference(contents(found), contents(expected), {});
  };
  const std::string t = "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b);";
  CHECK(differs(t + "INSERT INTO t VALUES (1, 'x')",
                "create table \"t\" (a integer primary key autoincrement, [b]);"
                "INSERT INTO t VALUES (1, 'x')") == "");
  CHECK(differs(t + "INSERT INTO t VALUES (1, 1)", t + "INSERT INTO t VALUES (1, '1')") ==
        "table t holds (1, 1), not (1, '1')");
  const std::string used = t + "INSERT INTO t VALUES (9, 1); DELETE FROM t;";
  CHECK(differs(used, t) == "");
  CHECK(differs(t, used) == "sqlite_sequence of 't' is 0, not 9");
  CHECK(differs("CREATE TABLE g (a, b AS (a))",
                "CREATE TABLE g (a, b GENERATED ALWAYS AS (a) VIRTUAL)") == "");
  CHECK(differs("CREATE TABLE g (a, b AS (a))", "CREATE TABLE g (a, b AS (a + 1))") != "");
  CHECK(differs(t + "PRAGMA user_version=3", t) == "user_version is 3, not 0");
  CHECK(differs("CREATE TABLE t (a)", t).starts_with("table t is "));
  CHECK(differs("CREATE VIEW v AS SELECT 1", "CREATE VIEW w AS SELECT 1") == "view w is missing");
  const std::string fts =
      "CREATE TABLE t (x); CREATE VIRTUAL TABLE f USING fts5(x, content=t);"
      "INSERT INTO t VALUES ('hello'); INSERT INTO f(rowid, x) SELECT rowid, x FROM t;";
  CHECK(differs(fts, fts + "INSERT INTO f(f) VALUES ('optimize')") == "");
  CHECK(differs(fts + "INSERT INTO f(rowid, x) VALUES (1, 'hello hello')", fts) ==
        "table f has 2 rows, not 1");
}

TEST_CASE("matrix: every history replays, on rows of its own and on made-up ones") {
  for (const auto& entry : fs::directory_iterator("snapshots/histories")) {
    const std::vector<Migration> migrations = read_directory(entry.path());
    CHECK(migrations.size() >= 10);
    CrashQuestions none;
    none.status = [](const fs::path&) { return Report(); };
    none.repair = [](const fs::path&, RepairMode) -> Planning { return Refused(); };
    const CrashMatrix matrix = crash_matrix(migrations, "kysely", none, Options());
    CHECK(matrix.clean_states == migrations.size());
    for (const std::string& note : matrix.notes) {
      const bool sparse = note.ends_with("(tried without rows at their defaults and NULLs)");
      CHECK_MESSAGE(sparse, entry.path().string(), ": ", note);
    }
  }
}

TEST_CASE("matrix: the logs that it writes") {
  CHECK(runner_of_log("auto") == "kysely");
  CHECK_THROWS_WITH_AS(
      runner_of_log("alembic"),
      "the crash matrix cannot write the log of alembic; it can write: kysely, d1, "
      "sequelize, dbmate, laravel",
      Error);
  for (const char* runner : {"kysely", "d1", "sequelize", "dbmate", "laravel"}) {
    const Connection connection = empty_shadow("log", std::nullopt);
    create_log(connection, runner);
    record_in_log(connection, runner, migration("0001_a", ""));
    const Identifier table = tables_of_log(runner).front();
    CHECK(connection.text("SELECT * FROM " + table.quoted()).has_value());
  }
}

}  // namespace plumbline
