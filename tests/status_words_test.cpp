#include "tools/plumbline/status_words.hpp"

#include <doctest/doctest.h>

#include "tests/status_samples.hpp"
#include "tools/plumbline/exit_codes.hpp"

namespace plumbline {

TEST_CASE("the words of a status are those of the contract") {
  CHECK(to_string(MigrationState::applied) == "applied");
  CHECK(to_string(MigrationState::pending) == "pending");
  CHECK(to_string(MigrationState::partial) == "partial");
  CHECK(to_string(MigrationState::recorded_but_absent) == "recorded-but-absent");
  CHECK(to_string(MigrationState::present_but_unrecorded) == "present-but-unrecorded");
  CHECK(to_string(MigrationState::will_never_run) == "will-never-run");
  CHECK(to_string(MigrationState::cannot_tell) == "cannot-tell");
  CHECK(to_string(MigrationFlag::edited) == "edited");
  CHECK(to_string(MigrationFlag::cosmetic_edit) == "cosmetic-edit");
  CHECK(to_string(MigrationFlag::out_of_order) == "out-of-order");
  CHECK(to_string(MigrationFlag::missing_file) == "missing-file");
  CHECK(to_string(MigrationFlag::baseline) == "baseline");
  CHECK(to_string(MigrationFlag::runs_again) == "runs-again");
  CHECK(to_string(MigrationFlag::duplicate_record) == "duplicate-record");
  CHECK(to_string(MigrationFlag::dirty) == "dirty");
  CHECK(to_string(StatementVerdict::applied) == "applied");
  CHECK(to_string(StatementVerdict::pending) == "pending");
  CHECK(to_string(StatementVerdict::superseded) == "superseded");
  CHECK(to_string(StatementVerdict::altered) == "altered");
  CHECK(to_string(StatementVerdict::masked) == "masked");
  CHECK(to_string(StatementVerdict::data_only) == "data-only");
  CHECK(to_string(StatementVerdict::no_effect) == "no-effect");
}

TEST_CASE("every state has its sentence") {
  const auto sentence = [](MigrationState state) {
    return sentence_on(migration_of("002", state), {});
  };
  CHECK(sentence(MigrationState::partial) ==
        "002 is half-done: 0 of 3 statements applied: its log row is missing");
  CHECK(sentence(MigrationState::recorded_but_absent) ==
        "002 is in the log, yet none of its 3 statements has run");
  CHECK(sentence(MigrationState::present_but_unrecorded) ==
        "002 has run in full: its log row is missing");
  CHECK(sentence(MigrationState::will_never_run) == "002 will never run: its runner skips it");
  CHECK(sentence(MigrationState::cannot_tell) == "cannot tell how far 002 has come");
  CHECK(sentence(MigrationState::applied) == "002 is applied");
}

TEST_CASE("a sentence says what the log says, and every point that fits") {
  MigrationStatus migration = half_done();
  migration.recorded = true;
  CHECK(sentence_on(migration, {{"016_api_tokens", 1}}) ==
        "016_api_tokens stopped after statement 1 of 3, yet the log has it as applied");
  migration.flags = {MigrationFlag::dirty};
  CHECK(sentence_on(migration, {{"016_api_tokens", 2}, {"015_x", 3}, {"016_api_tokens", 1}}) ==
        "016_api_tokens stopped after statement 1 or 2 of 3: its log row says it failed");
  migration.state = MigrationState::cannot_tell;
  CHECK(sentence_on(migration, {{"016_api_tokens", 0}, {"016_api_tokens", 1}}) ==
        "cannot tell how far 016_api_tokens has come: it may have stopped before its first "
        "statement or after statement 1 of 3");
  migration.flags = {MigrationFlag::missing_file};
  CHECK(sentence_on(migration, {}) == "016_api_tokens is in the log and there is no file of it");
  migration.statements = 9;
  migration.state = MigrationState::partial;
  migration.flags = {};
  CHECK(holds(sentence_on(migration, {{migration.id, 1},
                                      {migration.id, 2},
                                      {migration.id, 3},
                                      {migration.id, 4},
                                      {migration.id, 7}}),
              "stopped after statement 1 … 7 of 9"));
}

TEST_CASE("the worst migration leads, the others are counted") {
  const Report report =
      status_of({migration_of("001", MigrationState::will_never_run),
                 migration_of("002", MigrationState::present_but_unrecorded), half_done()});
  CHECK(headline_of(report) ==
        "016_api_tokens is half-done: 1 of 3 statements applied: its log row is missing; and 2 "
        "more migrations to look at");
}

TEST_CASE("the exit code of a status") {
  using enum MigrationState;
  for (const MigrationState state :
       {partial, recorded_but_absent, present_but_unrecorded, will_never_run, cannot_tell}) {
    CHECK(exit_code_of_status(with_state(state), FailOn::error) == 2);
    CHECK(exit_code_of_status(with_state(state), FailOn::warning) == 2);
    CHECK(exit_code_of_status(with_state(state), FailOn::never) == 0);
  }
  Report report = with_state(pending);
  CHECK(exit_code_of_status(report, FailOn::warning) == 0);
  report.findings = {finding_of(Severity::warning)};
  CHECK(exit_code_of_status(report, FailOn::error) == 0);
  CHECK(exit_code_of_status(report, FailOn::warning) == 2);
  report.findings = {finding_of(Severity::error)};
  CHECK(exit_code_of_status(report, FailOn::error) == 2);
  CHECK(exit_code_of_status(report, FailOn::never) == 0);
  report.findings.clear();
  report.changes = {{AddTable{Identifier("t")}, ChangeClass::drift}};
  CHECK(exit_code_of_status(report, FailOn::error) == 2);
  CHECK(exit_code_of_diff(report, FailOn::never) == 2);
}

TEST_CASE("of programs only the log is known, and that is not called clean") {
  Report report;
  report.migrations = {migration_of("001", MigrationState::applied),
                       migration_of("002", MigrationState::pending)};
  CHECK(headline_of(report) == "clean: 1 applied, 1 pending");
  for (MigrationStatus& migration : report.migrations) migration.statements = 0;
  CHECK(headline_of(report) == "as the log has it: 1 applied, 1 pending");
}

}  // namespace plumbline
