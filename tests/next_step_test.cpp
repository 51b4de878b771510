#include "tools/plumbline/next_step.hpp"

#include <doctest/doctest.h>

#include "tests/check_samples.hpp"
#include "tests/status_samples.hpp"

namespace plumbline {

TEST_CASE("the next step fits what is wrong, and is none where nothing is") {
  const auto steps = [](MigrationState state) { return next_steps(with_state(state), "r"); };
  CHECK(steps(MigrationState::pending).empty());
  REQUIRE(steps(MigrationState::present_but_unrecorded).size() == 2);
  CHECK(steps(MigrationState::present_but_unrecorded)[0].command == "r");
  CHECK(steps(MigrationState::recorded_but_absent)[1].command == "r --log-only");
  CHECK(steps(MigrationState::cannot_tell)[1].command == "r --undo");
  REQUIRE(steps(MigrationState::will_never_run).size() == 1);
  CHECK(steps(MigrationState::will_never_run)[0].command == "r --through 002");
  Report gone = with_state(MigrationState::cannot_tell);
  gone.migrations[1].flags = {MigrationFlag::missing_file};
  CHECK(next_steps(gone, "r").empty());
}

TEST_CASE("the next command is that of the user, in words that a shell takes as they are") {
  Command command;
  command.sources = {"app.db"};
  command.migrations = "migrations";
  CHECK(repair_words(command) == "plumbline repair app.db -d migrations");
  command.sources = {"-my app.db"};
  command.migrations = "it's";
  command.log = {"kysely", "_emdash migrations", "name"};
  command.options.placeholders = {{"A", "b c"}};
  command.options.foreign_keys = false;
  command.options.runtime = runtime_named("d1");
  CHECK(repair_words(command) ==
        "plumbline repair './-my app.db' -d 'it'\\''s' --log kysely --log-table "
        "'_emdash migrations' --log-key name --set 'A=b c' --foreign-keys off --runtime d1");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("a;rm -rf $HOME") == "'a;rm -rf $HOME'");
  CHECK(shell_word("~") == "'~'");
  CHECK(shell_word("a\x1b'\\\n") == "$'a\\x1b\\'\\\\\\n'");
}

TEST_CASE("what to do about a deploy: the command for each outcome") {
  const auto steps = [](const Report& report, const Command& command) {
    std::vector<std::string> words;
    for (const NextStep& step : next_steps_of_check(report, command)) {
      words.push_back(step.command);
    }
    return words;
  };
  using Words = std::vector<std::string>;
  Command command = check_command();
  CHECK(steps(foretold(ForecastOutcome::succeeds), command).empty());
  CHECK(steps(foretold(ForecastOutcome::nothing_to_run), command).empty());
  CHECK(steps(foretold_failure(), command) == Words{"plumbline lint migrations"});
  CHECK(steps(foretold_drift(), command).empty());
  command.to = "my schema.sql";
  CHECK(steps(foretold_drift(), command) ==
        Words{"plumbline repair app.db -d migrations --to 'my schema.sql'"});
  CHECK(steps(foretold_failure(), command) ==
        Words{"plumbline repair app.db -d migrations --to 'my schema.sql'",
              "plumbline lint migrations"});
  CHECK(steps(stopped_half_way(), command) ==
        Words{"plumbline repair app.db -d migrations",
              "plumbline repair app.db -d migrations --undo"});
  Report both = stopped_half_way();
  both.forecast = foretold_failure().forecast;
  CHECK(steps(both, command).size() == 2);
}

TEST_CASE("where a file runs before the migrations and fails, they are what to run") {
  Report report = foretold_failure();
  report.findings.push_back(finding_of(Severity::error));
  report.findings.back().rule = "startup-order";
  Command command = check_command();
  command.startup = {"schema.sql", "migrations"};
  const std::vector<NextStep> steps = next_steps_of_check(report, command);
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].command == "plumbline repair app.db -d migrations --finish --through 017_scopes");
}

TEST_CASE("losses are allowed by name, or for one statement by a comment") {
  Command command = check_command();
  command.to = "schema.sql";
  command.startup = {"schema.sql", "migrations"};
  const std::vector<NextStep> steps = next_steps_of_check(foretold_losses(), command);
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].command ==
        "plumbline check app.db -d migrations --to schema.sql --startup schema.sql --startup "
        "migrations --allow drop-table,delete-rows");
  CHECK(steps[1].why ==
        "where this statement alone may lose them, this line above migrations/017_scopes.sql:12");
  CHECK(steps[1].command == "-- plumbline: ignore rows-lost WHY");
  Report nameless = foretold_losses();
  nameless.findings.clear();
  CHECK(next_steps_of_check(nameless, command).size() == 1);
  nameless.accepted.push_back({foretold_losses().findings.front(), "b.yaml:4", "known"});
  nameless.accepted.front().finding.rule = "deploy-loses-rows";
  CHECK(next_steps_of_check(nameless, command).empty());
}

}  // namespace plumbline
