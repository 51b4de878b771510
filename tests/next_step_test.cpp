#include "tools/plumbline/next_step.hpp"

#include <doctest/doctest.h>

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

}  // namespace plumbline
