// What the rules say of migrations that are stopped and run again.
#include <doctest/doctest.h>

#include "tests/trial_values.hpp"

namespace plumbline {

namespace {

const std::vector<std::string> nothing;

}  // namespace

TEST_CASE("a migration that can stop anywhere has no finding") {
  MigrationTrials trials = tried(3);
  CHECK(rules_that_fire(trials) == nothing);
  stop_behind(trials, {1, 2, 3}, RerunOutcome::works, 0, "");
  run_everywhere(trials, false);
  CHECK(rules_that_fire(trials) == nothing);
}

TEST_CASE("rerun-fails names the points, the statement and SQLite's own words, once") {
  MigrationTrials trials = tried(9);
  stop_behind(trials, {1, 2, 3, 4, 5, 6, 7, 8}, RerunOutcome::fails, 1,
              "table \"_emdash_api_tokens\" already exists");
  // The same with rows, and a point that works.
  stop_behind(trials, {1, 2}, RerunOutcome::fails, 1,
              "table \"_emdash_api_tokens\" already exists");
  stop_behind(trials, {9}, RerunOutcome::works, 0, "");
  const Finding finding = only_finding("rerun-fails", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.file == "migrations/016_api_tokens.sql");
  CHECK(finding.line == 10);
  CHECK(finding.message ==
        "016_api_tokens: stopped after statement 1 to 8, the next run fails at statement 1: table "
        "\"_emdash_api_tokens\" already exists");
  CHECK(finding.remedy ==
        "write IF NOT EXISTS and IF EXISTS where SQLite has them, and put what has none into one "
        "transaction");
}

TEST_CASE("rerun-fails names two ways to fail, and no more") {
  MigrationTrials trials = tried(4);
  stop_behind(trials, {1}, RerunOutcome::fails, 1, "duplicate column name: a");
  stop_behind(trials, {2}, RerunOutcome::fails, 2, "no such column: b");
  CHECK(only_finding("rerun-fails", trials).message ==
        "016_api_tokens: stopped after statement 1, the next run fails at statement 1: duplicate "
        "column name: a; after statement 2, it fails at statement 2: no such column: b");
  stop_behind(trials, {3}, RerunOutcome::fails, 2, "no such table: c");
  CHECK(only_finding("rerun-fails", trials).message.ends_with("no such column: b; and so on"));
}

TEST_CASE("rerun-fails is graver where the runner is known, and before the end") {
  MigrationTrials trials = tried(2);
  stop_behind(trials, {2}, RerunOutcome::fails, 1, "table t already exists");
  CHECK(only_finding("rerun-fails", trials).severity == Severity::warning);
  trials.transaction = TransactionMode::unknown;
  CHECK(only_finding("rerun-fails", trials).severity == Severity::note);
  CHECK(only_finding("rerun-fails", trials).remedy.ends_with("name the runner with --log"));
  stop_behind(trials, {1}, RerunOutcome::fails, 1, "table t already exists");
  CHECK(only_finding("rerun-fails", trials).severity == Severity::error);
  trials.transaction = TransactionMode::none;
  CHECK(only_finding("rerun-fails", trials).severity == Severity::error);
}

TEST_CASE("statements that change nothing are not the end of a migration") {
  MigrationTrials trials = tried(3);
  trials.statements[2].changes_schema = false;
  trials.statements[2].pragma = "foreign_keys";
  trials.statements[2].pragma_value = "ON";
  stop_behind(trials, {2, 3}, RerunOutcome::fails, 1, "table t already exists");
  CHECK(only_finding("rerun-fails", trials).severity == Severity::warning);
}

TEST_CASE("a point counts once, at its worst") {
  MigrationTrials trials = tried(2);
  stop_behind(trials, {1}, RerunOutcome::fails, 1, "no such table: t");
  stop_behind(trials, {1}, RerunOutcome::loses_rows, 1, "table t has 0 rows, not 2");
  const Finding finding = only_finding("rerun-loses-rows", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "016_api_tokens: stopped after statement 1, the next run loses rows at statement 1: table "
        "t has 0 rows, not 2");
  CHECK(finding.line == 10);
}

TEST_CASE("rerun-loses-rows leaves rows in a TEMP table to temp-backup") {
  MigrationTrials trials = tried(4);
  trials.statements[1].uses_temp = trials.statements[3].uses_temp = true;
  stop_behind(trials, {2, 3}, RerunOutcome::loses_rows, 0, "table t has 0 rows, not 2");
  const Finding finding = only_finding("temp-backup", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "016_api_tokens: stopped after statement 2 or 3, the next run has lost the rows that sat "
        "in a TEMP table: table t has 0 rows, not 2");
  CHECK(finding.line == 20);
  // Behind the last statement that uses it, it is not the TEMP table's fault.
  stop_behind(trials, {4}, RerunOutcome::loses_rows, 0, "table t has 0 rows, not 2");
  CHECK(rules_that_fire(trials) == std::vector<std::string>{"rerun-loses-rows", "temp-backup"});
}

TEST_CASE("rerun-drifts and rerun-repeats-rows") {
  MigrationTrials trials = tried(3);
  stop_behind(trials, {2}, RerunOutcome::other_schema, 0, "table users: columns differ");
  const Finding drifts = only_finding("rerun-drifts", trials);
  CHECK(drifts.severity == Severity::error);
  CHECK(drifts.message ==
        "016_api_tokens: stopped after statement 2, the next run succeeds with another schema: "
        "table users: columns differ");
  CHECK(drifts.line == 20);

  trials = tried(3);
  stop_behind(trials, {1}, RerunOutcome::other_rows, 0, "table counters: other rows");
  const Finding repeats = only_finding("rerun-repeats-rows", trials);
  CHECK(repeats.severity == Severity::error);
  CHECK(repeats.message ==
        "016_api_tokens: stopped after statement 1, the next run changes rows a second time: table "
        "counters: other rows");
  trials.transaction = TransactionMode::unknown;
  CHECK(only_finding("rerun-repeats-rows", trials).severity == Severity::error);
}

TEST_CASE("where a safe text was found, the remedy is to take it") {
  MigrationTrials trials = tried(2);
  stop_behind(trials, {1}, RerunOutcome::fails, 1, "table t already exists");
  trials.safe_text = SafeText{"…", "IF NOT EXISTS in 2 statements", {}};
  CHECK(only_finding("rerun-fails", trials).remedy ==
        "take the text that lint proposes: IF NOT EXISTS in 2 statements");
  trials.safe_text->left = {"a stop behind COMMIT"};
  CHECK(only_finding("rerun-fails", trials).remedy ==
        "take the text that lint proposes: IF NOT EXISTS in 2 statements (it says what is still "
        "left)");
}

}  // namespace plumbline
