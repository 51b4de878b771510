#include <doctest/doctest.h>

#include "tests/log_values.hpp"
#include "tests/written_log.hpp"

namespace plumbline {
namespace {

TEST_CASE("why a log is not ours to write") {
  WrittenLog log("drizzle", "__drizzle_migrations", "id SERIAL PRIMARY KEY, created_at numeric");
  log.migrations = {with_checksum(migration_called("100"), "aa")};
  CHECK(
      log.why_not() ==
      "table __drizzle_migrations has no column hash, which Drizzle 0.x writes: give it the shape "
      "that the runner makes, or copy its rows to such a table");
  WrittenLog extra("dbmate", "schema_migrations",
                   "version varchar(128) primary key, who TEXT NOT NULL");
  extra.migrations = migrations_called({"1"});
  CHECK(extra.why_not() ==
        "column who of table schema_migrations is NOT NULL without a default, and dbmate does not "
        "fill it");
  WrittenLog unknown("drizzle", "__drizzle_migrations",
                     "id, hash text NOT NULL, created_at numeric");
  unknown.migrations = migrations_called({"100"});
  CHECK(unknown.why_not() == "the checksum that Drizzle 0.x keeps of 100 is not known");
  CHECK_THROWS_WITH_AS(unknown.record(0),
                       "the log row of 100 cannot be written: nothing says what {checksum} is for "
                       "Drizzle 0.x",
                       Error);
  WrittenLog locked("dbmate", "schema_migrations", "version varchar(128) primary key");
  locked.migrations = migrations_called({"1"});
  locked.log.locks = {"some_lock: is_locked = 1"};
  CHECK(locked.why_not() ==
        "a lock is set: some_lock: is_locked = 1; dbmate may be running. Once it is not, free the "
        "lock with its own command");
  WrittenLog sqitch("sqitch", "changes", "change TEXT");
  CHECK(sqitch.why_not() ==
        "the log of Sqitch is read, never written: its rows depend on more than the files");
}

}  // namespace
}  // namespace plumbline
