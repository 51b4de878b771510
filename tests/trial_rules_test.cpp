// What the rules say of migrations that run on rows, in transactions and on other engines.
#include <doctest/doctest.h>

#include "tests/trial_values.hpp"

namespace plumbline {

namespace {

Loss loss_of(int statement, const char* table, std::int64_t rows, LossCause cause) {
  Loss loss;
  loss.place = place_at(statement);
  loss.table = Identifier(table);
  loss.rows = rows;
  loss.cause = cause;
  return loss;
}

StepFailure failure_at(int statement, const char* message, bool constraint) {
  return {place_at(statement), message, "", constraint};
}

/// PRAGMA foreign_keys=OFF as statement 1 of four.
MigrationTrials switching_off() {
  MigrationTrials trials = tried(4);
  trials.statements[0].changes_schema = false;
  trials.statements[0].pragma = "foreign_keys";
  trials.statements[0].pragma_value = "off";
  return trials;
}

const std::vector<std::string> nothing;

}  // namespace

TEST_CASE("fails-with-rows: incident 5") {
  MigrationTrials trials = tried(2);
  const auto with_rows = run_everywhere(trials, false);
  const char* said = "Cannot add a REFERENCES column with non-NULL default value";
  with_rows[0]->failure = failure_at(1, said, false);
  const Finding finding = only_finding("fails-with-rows", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.line == 10);
  CHECK(finding.message ==
        "statement 1 of 016_api_tokens works on an empty database and fails as soon as there are "
        "rows with foreign keys on: Cannot add a REFERENCES column with non-NULL default value");
  with_rows[1]->failure = failure_at(1, said, false);
  CHECK(only_finding("fails-with-rows", trials).message.find("as soon as there are rows: Cannot") !=
        std::string::npos);
}

TEST_CASE("depends-on-rows says which constraint") {
  MigrationTrials trials = tried(2);
  for (RunTrial* run : run_everywhere(trials, false)) {
    run->failure = failure_at(2, "UNIQUE constraint failed: users.mail", true);
  }
  const Finding finding = only_finding("depends-on-rows", trials);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "statement 2 of 016_api_tokens fails on some rows: UNIQUE constraint failed: users.mail");
  CHECK(finding.line == 20);
}

TEST_CASE("what fails without rows is no failure of rows") {
  MigrationTrials trials = tried(2);
  run_everywhere(trials, false);
  for (RunTrial& run : trials.runs) run.failure = failure_at(1, "no such table: roles", false);
  const Finding finding = only_finding("fails-when-empty", trials);
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.message ==
        "statement 1 of 016_api_tokens fails on a database without rows: no such table: roles");
}

TEST_CASE("cascade-wipe names tables and shares") {
  MigrationTrials trials = tried(4);
  RunTrial& run = *run_everywhere(trials, false)[0];
  run.losses = {loss_of(3, "posts", 2, LossCause::cascade),
                loss_of(3, "logins", 1, LossCause::set_null)};
  run.losses[1].column = Identifier("user_id");
  run.rows_before = {{Identifier("posts"), 2}, {Identifier("logins"), 2}};
  Finding finding = only_finding("cascade-wipe", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.line == 30);
  CHECK(finding.message ==
        "statement 3 of 016_api_tokens drops a table that others reference, and succeeds with "
        "foreign keys on: user_id in some rows of logins becomes NULL and all rows of posts are "
        "deleted");
  run.rows_before.clear();
  finding = only_finding("cascade-wipe", trials);
  CHECK(
      finding.message.ends_with("user_id in rows of logins becomes NULL and rows of posts are "
                                "deleted"));
}

TEST_CASE("a DELETE that takes along what references its rows is no cascade-wipe") {
  MigrationTrials trials = tried(1);
  trials.statements[0].changes_schema = false;
  trials.statements[0].changes_rows = true;
  RunTrial& run = *run_everywhere(trials, false)[0];
  run.losses = {loss_of(1, "posts", 2, LossCause::cascade)};
  CHECK(rules_that_fire(trials) == nothing);
}

TEST_CASE("cascade-wipe under an unknown runner, only inside a transaction, is a warning") {
  MigrationTrials trials = tried(4);
  trials.transaction = TransactionMode::unknown;
  run_everywhere(trials, false);
  run_everywhere(trials, true).back()->losses = {loss_of(3, "posts", 2, LossCause::cascade)};
  CHECK(only_finding("cascade-wipe", trials).severity == Severity::warning);
}

TEST_CASE("foreign-keys-in-transaction is an error where rows go with it") {
  MigrationTrials trials = switching_off();
  RunTrial& run = *run_everywhere(trials, true)[0];
  run.losses = {loss_of(3, "posts", 2, LossCause::cascade)};
  trials.transaction = TransactionMode::per_migration;
  const Finding finding = only_finding("foreign-keys-in-transaction", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.line == 10);
  CHECK(finding.message ==
        "PRAGMA foreign_keys=OFF does nothing inside a transaction, and so, with foreign keys on, "
        "rows of posts are deleted");
  // Of a runner without transactions the pragma works: the loss is not its fault.
  trials.transaction = TransactionMode::none;
  CHECK(rules_that_fire(trials) == std::vector<std::string>{"cascade-wipe"});
}

TEST_CASE("foreign-keys-in-transaction knows a BEGIN of the file's own, and D1") {
  MigrationTrials trials = switching_off();
  CHECK(rules_that_fire(trials) == nothing);
  std::swap(trials.statements[0], trials.statements[1]);
  trials.statements[0].transaction = "BEGIN";
  const Finding own = only_finding("foreign-keys-in-transaction", trials);
  CHECK(own.severity == Severity::note);
  CHECK(own.message ==
        "PRAGMA foreign_keys=OFF does nothing inside a transaction; no row minds it here");

  trials = switching_off();
  trials.runtime = runtime_named("d1");
  run_everywhere(trials, false)[0]->failure = failure_at(3, "FOREIGN KEY constraint failed", true);
  CHECK(only_finding("foreign-keys-in-transaction", trials).message ==
        "D1 ignores PRAGMA foreign_keys=OFF, and so, with foreign keys on, statement 3 of "
        "016_api_tokens fails: FOREIGN KEY constraint failed");
}

TEST_CASE("PRAGMA foreign_keys=ON inside a transaction is nobody's concern") {
  MigrationTrials trials = switching_off();
  trials.transaction = TransactionMode::per_migration;
  trials.statements[0].pragma_value = "ON";
  CHECK(rules_that_fire(trials) == nothing);
  trials.statements[0].pragma_value = "";
  CHECK(rules_that_fire(trials) == nothing);
  trials.statements[0].pragma_value = "0";
  CHECK(rules_that_fire(trials) == std::vector<std::string>{"foreign-keys-in-transaction"});
}

TEST_CASE("own-transaction fires under a runner that has one") {
  MigrationTrials trials = tried(3);
  trials.statements[0].transaction = "BEGIN";
  trials.statements[2].transaction = "COMMIT";
  run_everywhere(trials, true);
  for (RunTrial& run : trials.runs) {
    run.failure = failure_at(1, "cannot start a transaction within a transaction", false);
  }
  trials.runner = "goose";
  trials.transaction = TransactionMode::per_migration;
  const Finding finding = only_finding("own-transaction", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "statement 1 of 016_api_tokens is BEGIN, but goose puts a transaction around the "
        "migration: cannot start a transaction within a transaction");
  trials.runs.clear();
  trials.statements[0].transaction = "SAVEPOINT BEGIN";
  trials.runner = "";
  CHECK(only_finding("own-transaction", trials).message ==
        "statement 3 of 016_api_tokens is COMMIT, but the runner puts a transaction around the "
        "migration: it ends that one, and what follows runs without any");
  trials.transaction = TransactionMode::unknown;
  CHECK(rules_that_fire(trials) == nothing);
}

TEST_CASE("leaves-rows-out, leaves-orphans, leaves-foreign-keys-off, drops-rows") {
  MigrationTrials trials = switching_off();
  RunTrial& run = *run_everywhere(trials, false)[0];
  run.losses = {loss_of(2, "users", 1, LossCause::left_out),
                loss_of(3, "logins", 1, LossCause::trigger)};
  run.rows_before = {{Identifier("users"), 2}};
  CHECK(only_finding("leaves-rows-out", trials).message ==
        "statement 2 of 016_api_tokens loses rows that it does not name: some rows of users are "
        "not copied and rows of logins are deleted by a trigger");

  run.losses.clear();
  run.new_violations = 3;
  const Finding orphans = only_finding("leaves-orphans", trials);
  CHECK(orphans.severity == Severity::warning);
  CHECK(orphans.file == "migrations/016_api_tokens.sql");
  CHECK(orphans.message ==
        "behind 016_api_tokens rows reference what is not there with foreign keys on: nothing says "
        "so until somebody writes to them");

  run.new_violations = 0;
  run.leaves_foreign_keys_off = true;
  const Finding off = only_finding("leaves-foreign-keys-off", trials);
  CHECK(off.line == 10);
  CHECK(off.severity == Severity::warning);

  run.leaves_foreign_keys_off = false;
  run.losses = {loss_of(2, "logs", 2, LossCause::drop_table),
                loss_of(3, "users", 2, LossCause::drop_column),
                loss_of(4, "jobs", 2, LossCause::delete_rows)};
  run.losses[1].column = Identifier("mail");
  const Finding drops = only_finding("drops-rows", trials);
  CHECK(drops.severity == Severity::note);
  CHECK(drops.message ==
        "016_api_tokens deletes, as it says, table logs with its rows, column users.mail with its "
        "values and rows of jobs");
}

TEST_CASE("statement-newer-than-runtime compares with the runtime that was named") {
  MigrationTrials trials = tried(2);
  trials.statements[1].needs = {{"DROP COLUMN", 3035000}, {"iif()", 3032000}};
  CHECK(rules_that_fire(trials) == nothing);
  trials.runtime = runtime_named("sqlite-3.35");
  CHECK(rules_that_fire(trials) == nothing);
  trials.runtime = runtime_named("sqlite-3.34.1");
  const Finding finding = only_finding("statement-newer-than-runtime", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.line == 20);
  CHECK(finding.message ==
        "statement 2 needs SQLite 3.35 (DROP COLUMN), and sqlite-3.34.1 is older");
}

TEST_CASE("d1-statement names what D1 refuses, and takes what it takes") {
  MigrationTrials trials = tried(5);
  trials.statements[0].transaction = "BEGIN";
  trials.statements[1].uses_temp = true;
  trials.statements[2].pragma = "JOURNAL_MODE";
  trials.statements[2].changes_schema = false;
  trials.statements[3].functions = {"lower", "sqlite_version"};
  trials.statements[4].pragma = "Foreign_Key_Check";
  CHECK(rules_that_fire(trials) == nothing);
  trials.runtime = runtime_named("d1");
  const Finding finding = only_finding("d1-statement", trials);
  CHECK(finding.severity == Severity::error);
  CHECK(finding.message ==
        "D1 refuses statement 1 (BEGIN), statement 2 (a TEMP table), statement 3 (PRAGMA "
        "JOURNAL_MODE) and statement 4 (sqlite_version())");
}

}  // namespace plumbline
