#include <doctest/doctest.h>

#include "tests/log_values.hpp"

namespace plumbline {
namespace {

std::string ids(const std::vector<std::size_t>& indexes, const std::vector<Migration>& migrations) {
  std::string text;
  for (const std::size_t i : indexes) text += (text.empty() ? "" : " ") + migrations[i].id;
  return text;
}

/// "runs …", then "never …" and "refuses: …" where there is any.
std::string next(const std::string& name, const MigrationLog& log,
                 const std::vector<Migration>& migrations) {
  const auto runner = runner_called(name);
  const NextRun next = next_run(*runner, log, migrations, match_log(*runner, log, migrations));
  std::string text = "runs " + ids(next.runs, migrations);
  if (!next.never.empty()) text += "; never " + ids(next.never, migrations);
  return next.refuses.empty() ? text : text + "; " + next.refuses;
}

TEST_CASE("what is not recorded runs, older ones too") {
  const auto migrations = migrations_called({"1.sql", "2.sql", "3.sql"});
  CHECK(next("d1", log_of_keys({"1.sql", "3.sql"}), migrations) == "runs 2.sql");
  CHECK(next("d1", log_of_keys({}), migrations) == "runs 1.sql 2.sql 3.sql");
  CHECK(next("d1", log_of_keys({"1.sql", "2.sql", "3.sql"}), migrations) == "runs ");
  CHECK(next("d1", log_of_keys({"0_gone.sql"}), migrations) == "runs 1.sql 2.sql 3.sql");
}

TEST_CASE("Kysely's log must be the beginning of its files") {
  const auto migrations = migrations_called({"001", "002", "003"});
  CHECK(next("kysely", log_of({{"001", "", false, "t1"}, {"002", "", false, "t2"}}), migrations) ==
        "runs 003");
  CHECK(next("kysely", log_of({{"001", "", false, "t1"}, {"003", "", false, "t2"}}), migrations) ==
        "runs 002; Kysely refuses: its log has 003 where the files have 002");
  // Recorded late, with the time of the repair: the order by time is not that of the files.
  CHECK(next("kysely",
             log_of({{"001", "", false, "t1"}, {"002", "", false, "t9"}, {"003", "", false, "t2"}}),
             migrations) == "runs ; Kysely refuses: its log has 003 where the files have 002");
  CHECK(next("kysely", log_of({{"000", "", false, "t0"}}), migrations) ==
        "runs 001 002 003; Kysely refuses: 000 is in its log, and no file is there for it");
}

TEST_CASE("goose, Flyway and refinery refuse a late one") {
  CHECK(next("goose", log_of_keys({"1", "3"}), migrations_called({"1", "2", "3"})) ==
        "runs 2; goose refuses: 2 is not recorded, but 3 behind it is");
  std::vector<Migration> versions = {migration_called("V1__a.sql", "", {{"prefix", "V"}}),
                                     migration_called("V2__b.sql", "", {{"prefix", "V"}}),
                                     migration_called("R__view.sql", "", {{"prefix", "R"}})};
  CHECK(
      next("flyway", log_of_keys({"V2__b.sql"}), versions) ==
      "runs V1__a.sql R__view.sql; Flyway refuses: V1__a.sql is not recorded, but V2__b.sql behind "
      "it is");
  CHECK(next("flyway", log_of_keys({"R__view.sql"}), versions) == "runs V1__a.sql V2__b.sql");
  std::vector<Migration> crates = {migration_called("1", "", {{"prefix", "U"}}),
                                   migration_called("2", "", {{"prefix", "V"}})};
  CHECK(next("refinery", log_of_keys({"2"}), crates) == "runs 1");
}

TEST_CASE("Flyway runs a repeatable script again when it has changed") {
  std::vector<Migration> migrations = {
      with_checksum(migration_called("V1__a.sql", "", {{"prefix", "V"}}), "7"),
      with_checksum(migration_called("R__view.sql", "", {{"prefix", "R"}}), "2")};
  migrations[1].runs_again_when_edited = true;
  CHECK(next("flyway", log_of({{"R__view.sql", "1", false, ""}}), migrations) ==
        "runs V1__a.sql R__view.sql");
  CHECK(next("flyway", log_of({{"R__view.sql", "2", false, ""}, {"V1__a.sql", "8", false, ""}}),
             migrations) ==
        "runs ; Flyway refuses: V1__a.sql has been edited since it ran: the "
        "checksum in the log is another");
}

TEST_CASE("what a baseline covers neither runs nor is late") {
  const std::vector<Migration> migrations = {
      migration_called("V1__a.sql", "", {{"prefix", "V"}, {"version", "1"}}),
      migration_called("V2__b.sql", "", {{"prefix", "V"}, {"version", "2"}}),
      migration_called("V3__c.sql", "", {{"prefix", "V"}, {"version", "3"}})};
  MigrationLog log = log_of_keys({"V3__c.sql"});
  log.baselines = {"2"};
  CHECK(next("flyway", log, migrations) == "runs ");
  log.baselines = {"1"};
  CHECK(next("flyway", log, migrations) ==
        "runs V2__b.sql; Flyway refuses: V2__b.sql is not recorded, but V3__c.sql behind it is");
}

TEST_CASE("late are those that a newer one of their own line has overtaken") {
  std::vector<Migration> migrations = {migration_called("V1__a.sql", "", {{"prefix", "V"}}),
                                       migration_called("V2__b.sql", "", {{"prefix", "V"}}),
                                       migration_called("R__view.sql", "", {{"prefix", "R"}})};
  const auto overtaken = [&](const std::vector<std::string>& keys) {
    const MigrationLog log = log_of_keys(keys);
    const auto runner = runner_called("flyway");
    return next_run(*runner, log, migrations, match_log(*runner, log, migrations)).overtaken;
  };
  CHECK(overtaken({"V2__b.sql"}) == std::set<std::size_t>{0});
  CHECK(overtaken({"R__view.sql"}).empty());
}

TEST_CASE("Atlas goes on behind as many statements as its row counts") {
  const auto migrations = migrations_called({"1", "2"});
  const auto runner = runner_called("atlas");
  const MigrationLog log = log_of({{"1", "", false, ""}, {"2", "", true, "", 3}});
  const NextRun next = next_run(*runner, log, migrations, match_log(*runner, log, migrations));
  CHECK(next.runs == std::vector<std::size_t>{1});
  CHECK(next.resumes_behind == std::map<std::size_t, std::size_t>{{1, 3}});
}

TEST_CASE("Drizzle runs what is newer than the newest record, and the rest never") {
  const std::vector<Migration> migrations = {migration_called("100"), migration_called("300"),
                                             migration_called("200"), migration_called("400")};
  CHECK(next("drizzle", log_of_keys({"100", "300"}), migrations) == "runs 400; never 200");
  CHECK(next("drizzle", log_of_keys({}), migrations) == "runs 100 300 200 400");
  const std::vector<Migration> twins = {with_checksum(migration_called("100"), "aa"),
                                        with_checksum(migration_called("100"), "bb")};
  const auto runner = runner_called("drizzle");
  const auto log = log_of({{"100", "aa", false, ""}});
  const NextRun after = next_run(*runner, log, twins, match_log(*runner, log, twins));
  CHECK(after.runs.empty());
  CHECK(after.never == std::vector<std::size_t>{1});
}

TEST_CASE("Postgrator goes by the greatest version") {
  CHECK(next("postgrator", log_of_keys({"1", "10"}), migrations_called({"1", "9", "10", "11"})) ==
        "runs 11; never 9");
}

TEST_CASE("golang-migrate: forward from its version, and not at all from a dirty one") {
  const auto migrations = migrations_called({"1", "2", "3"});
  CHECK(next("golang-migrate", log_of_keys({"2"}), migrations) == "runs 3");
  CHECK(next("golang-migrate", log_of({{"2", "", true, ""}}), migrations) ==
        "runs 2 3; golang-migrate refuses: 2 is marked as failed in its log");
  CHECK(next("golang-migrate", log_of_keys({"7"}), migrations) ==
        "runs ; golang-migrate refuses: 7 is in its log, and no file is there for it");
}

TEST_CASE("a failed row stops Prisma, while Atlas goes on from it") {
  const auto migrations = migrations_called({"1", "2"});
  CHECK(next("prisma", log_of({{"1", "", true, ""}}), migrations) ==
        "runs 1 2; Prisma Migrate refuses: 1 is marked as failed in its log");
  CHECK(next("atlas", log_of({{"1", "", true, ""}}), migrations) == "runs 1 2");
}

TEST_CASE("Django orders each app for itself") {
  const std::vector<Migration> migrations = {migration_called("blog.0001", "", {{"app", "blog"}}),
                                             migration_called("blog.0002", "", {{"app", "blog"}}),
                                             migration_called("shop.0001", "", {{"app", "shop"}})};
  CHECK(next("django", log_of_keys({"shop.0001"}), migrations) == "runs blog.0001 blog.0002");
  CHECK(next("django", log_of_keys({"blog.0002", "shop.0001"}), migrations) ==
        "runs blog.0001; Django refuses: blog.0001 is not recorded, but blog.0002 behind it is");
}

TEST_CASE("edits stop those that compare, and no others") {
  const std::string a(64, 'a'), b(64, 'b');
  const std::vector<Migration> migrations = {with_checksum(migration_called("1"), a, {b})};
  const auto stored = [](const std::string& checksum) {
    return log_of({{"1", checksum, false, ""}});
  };
  CHECK(next("prisma", stored(std::string(64, 'c')), migrations) == "runs ");
  CHECK(next("sqlx", stored(std::string(64, 'c')), migrations) ==
        "runs ; sqlx (Rust) refuses: 1 has been edited since it ran: the checksum in the log is "
        "another");
  // sqlx takes the bytes as they are: other line ends are another file to it.
  CHECK(next("sqlx", stored(b), migrations).find("refuses: 1 has been edited") !=
        std::string::npos);
}

TEST_CASE("a lock that is set comes first") {
  MigrationLog log = log_of_keys({});
  log.locks = {"knex_migrations_lock: is_locked = 1"};
  CHECK(next("knex", log, migrations_called({"1.js"})) ==
        "runs 1.js; Knex waits for a lock that is set: knex_migrations_lock: is_locked = 1");
}

TEST_CASE("user_version ahead of the files") {
  CHECK(next("rusqlite-migration", log_of_keys({"3"}), migrations_called({"1", "2"})) ==
        "runs ; rusqlite_migration refuses: 3 is in its log, and no file is there for it");
  CHECK(next("sqldelight", log_of_keys({"1"}), migrations_called({"1", "2"})) == "runs 2");
}

}  // namespace
}  // namespace plumbline
