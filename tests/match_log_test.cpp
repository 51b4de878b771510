#include <doctest/doctest.h>

#include "tests/log_values.hpp"

namespace plumbline {
namespace {

struct Matched {
  std::string recorded, unknown;
  bool operator==(const Matched&) const = default;
};

doctest::String toString(const Matched& matched) {
  return ("recorded: " + matched.recorded + " unknown: " + matched.unknown).c_str();
}

Matched match(const std::string& runner, const MigrationLog& log,
              const std::vector<Migration>& migrations) {
  const MatchedLog matched = match_log(*runner_called(runner), log, migrations);
  return {recorded_in(matched, migrations), unknown_in(matched)};
}

std::vector<Migration> files(
    const std::vector<std::pair<std::string, std::string>>& keys_and_files) {
  std::vector<Migration> migrations;
  for (const auto& [key, file] : keys_and_files) migrations.push_back(migration_called(key, file));
  return migrations;
}

TEST_CASE("rows: equal keys, and records without a file") {
  CHECK(match("kysely", log_of_keys({"001_a", "003_c", "000_gone"}),
              migrations_called({"001_a", "002_b", "003_c"})) ==
        Matched{"001_a 003_c", "000_gone"});
  CHECK(match("kysely", log_of_keys({"001_A"}), migrations_called({"001_a"})) ==
        Matched{"", "001_A"});
}

TEST_CASE("a key that is there twice is counted") {
  const auto migrations = migrations_called({"blog.0001", "blog.0002"});
  const auto matched =
      match_log(*runner_called("django"), log_of_keys({"blog.0001", "blog.0001"}), migrations);
  CHECK(matched.of[0].times == 2);
  CHECK(matched.of[0].recorded);
  CHECK(matched.of[1].times == 0);
}

TEST_CASE("a baseline: what is not newer counts as applied, and no checksum of it says anything") {
  std::vector<Migration> migrations;
  for (const std::string version : {"1", "1_2", "1.10", "2"}) {
    migrations.push_back(with_checksum(
        migration_called("V" + version + "__a.sql", "", {{"version", version}}), "7"));
  }
  migrations.push_back(migration_called("R__v.sql", "", {{"version", ""}}));
  MigrationLog log = log_of({{"V1__a.sql", "8", false, ""}, {"V2__a.sql", "8", false, ""}});
  log.baselines = {"1.2"};
  const MatchedLog matched = match_log(*runner_called("flyway"), log, migrations);
  CHECK(recorded_in(matched, migrations) == "V1__a.sql V1_2__a.sql V2__a.sql");
  CHECK_FALSE(matched.of[0].by_baseline);
  CHECK(matched.of[1].by_baseline);
  CHECK(matched.of[0].checksum == ChecksumAnswer::not_comparable);
  CHECK(matched.of[3].checksum == ChecksumAnswer::edited);
}

TEST_CASE("plain .sql files stand for those of a runner whose migrations are code") {
  const auto migrations = files({{"2026_users.sql", "m/2026_users.sql"},
                                 {"2027_posts.up.sql", "m/2027_posts.up.sql"},
                                 {"2028_tags.sql", "m/2028_tags.sql"}});
  CHECK(match("knex", log_of_keys({"2026_users.js", "2027_posts.ts"}), migrations) ==
        Matched{"2026_users.sql 2027_posts.up.sql", ""});
  CHECK(match("sequelize", log_of_keys({"2026_users.cjs"}), migrations) ==
        Matched{"2026_users.sql", ""});
  CHECK(match("kysely", log_of_keys({"2026_users"}), migrations) == Matched{"2026_users.sql", ""});
}

TEST_CASE("where the files are the runner's own, the extension is part of the name") {
  CHECK(match("knex", log_of_keys({"2026_users.ts"}),
              files({{"2026_users.js", "m/2026_users.js"}})) == Matched{"", "2026_users.ts"});
  CHECK(match("d1", log_of_keys({"0001_users"}), files({{"0001_users.sql", "m/0001_users.sql"}})) ==
        Matched{"", "0001_users"});
}

TEST_CASE("EF Core ignores case, Rails leading zeros, dbmate neither") {
  CHECK(match("ef-core", log_of_keys({"20260101000000_INIT"}),
              migrations_called({"20260101000000_Init"})) == Matched{"20260101000000_Init", ""});
  CHECK(match("rails", log_of_keys({"001", "2"}), migrations_called({"1", "2"})) ==
        Matched{"1 2", ""});
  CHECK(match("dbmate", log_of_keys({"1"}), migrations_called({"001"})) == Matched{"", "1"});
}

TEST_CASE("DbUp's records end in the name of the script") {
  const auto migrations = migrations_called({"1.sql", "Script1.sql", "Script01.sql"});
  CHECK(match("dbup", log_of_keys({"App.Scripts.Script1.sql"}), migrations) ==
        Matched{"Script1.sql", ""});
  CHECK(match("dbup", log_of_keys({"App.Scripts.v1.sql"}), migrations) ==
        Matched{"", "App.Scripts.v1.sql"});
  CHECK(match("dbup", log_of_keys({"Script01.sql"}), migrations) == Matched{"Script01.sql", ""});
}

TEST_CASE("two files under one key are told apart by their checksums") {
  const std::vector<Migration> migrations = {with_checksum(migration_called("100"), "aa"),
                                             with_checksum(migration_called("100"), "bb")};
  const auto drizzle = runner_called("drizzle");
  auto matched = match_log(*drizzle, log_of({{"100", "bb", false, ""}}), migrations);
  CHECK_FALSE(matched.of[0].recorded);
  CHECK(matched.of[1].recorded);
  matched =
      match_log(*drizzle, log_of({{"100", "", false, ""}, {"100", "", false, ""}}), migrations);
  CHECK(matched.of[0].times == 1);
  CHECK(matched.of[1].times == 1);
}

TEST_CASE("golang-migrate: all up to the version, and the version itself when it is not dirty") {
  const auto migrations = migrations_called({"1", "2", "20260101000000"});
  CHECK(match("golang-migrate", log_of_keys({"2"}), migrations) == Matched{"1 2", ""});
  CHECK(match("golang-migrate", log_of({{"2", "", true, ""}}), migrations) == Matched{"1 2!", ""});
  CHECK(match("golang-migrate", log_of({}), migrations) == Matched{"", ""});
  CHECK(match("golang-migrate", log_of_keys({"5"}), migrations) == Matched{"1 2", "5"});
  CHECK(match("golang-migrate", log_of({{"-1", "", true, ""}}), migrations) == Matched{"", "-1"});
}

TEST_CASE("Alembic: the heads and all that leads to them") {
  const std::vector<Migration> migrations = {migration_called("a", "", {{"parents", ""}}),
                                             migration_called("b", "", {{"parents", "a"}}),
                                             migration_called("c", "", {{"parents", "a"}}),
                                             migration_called("m", "", {{"parents", "b,c"}}),
                                             migration_called("end", "", {{"parents", "m"}})};
  CHECK(match("alembic", log_of_keys({"m"}), migrations) == Matched{"a b c m", ""});
  CHECK(match("alembic", log_of_keys({"b"}), migrations) == Matched{"a b", ""});
  CHECK(match("alembic", log_of_keys({"c", "b"}), migrations) == Matched{"a b c", ""});
  CHECK(match("alembic", log_of_keys({"gone"}), migrations) == Matched{"", "gone"});
}

TEST_CASE("PRAGMA user_version: a count, or the number of a file") {
  const auto counted = migrations_called({"1", "2", "3"});
  CHECK(match("rusqlite-migration", log_of_keys({"2"}), counted) == Matched{"1 2", ""});
  CHECK(match("rusqlite-migration", log_of_keys({"0"}), counted) == Matched{"", ""});
  CHECK(match("rusqlite-migration", log_of_keys({"4"}), counted) == Matched{"1 2 3", "4"});
  CHECK(match("user-version", log_of_keys({"1"}), counted) == Matched{"1", ""});
  // user_version - 1, as the description of SQLDelight says: 3.sqm leads to version 4.
  CHECK(match("sqldelight", log_of_keys({"2"}), migrations_called({"1", "2", "3"})) ==
        Matched{"1 2", ""});
  CHECK(match("sqldelight", log_of_keys({"-1"}), counted) == Matched{"", ""});
  CHECK(match("sqldelight", log_of_keys({"2"}), migrations_called({"5", "6"})) == Matched{"", ""});
  CHECK(match("sqldelight", log_of_keys({"7"}), migrations_called({"5", "6"})) ==
        Matched{"5 6", "7"});
}

ChecksumAnswer answer(const std::string& runner, const std::string& stored, const Migration& file) {
  return match_log(*runner_called(runner), log_of({{file.key, stored, false, ""}}), {file})
      .of[0]
      .checksum;
}

TEST_CASE("checksums: the same, an edit, an edit of white space, or nothing to compare") {
  const std::string a(64, 'a'), b(64, 'b'), c(64, 'c');
  const Migration file = with_checksum(migration_called("1"), a, {b});
  CHECK(answer("prisma", a, file) == ChecksumAnswer::same);
  CHECK(answer("prisma", std::string(64, 'A'), file) == ChecksumAnswer::same);
  CHECK(answer("prisma", b, file) == ChecksumAnswer::cosmetic_edit);
  CHECK(answer("prisma", c, file) == ChecksumAnswer::edited);
  CHECK(answer("prisma", "", file) == ChecksumAnswer::not_comparable);
  CHECK(answer("prisma", "abc", file) == ChecksumAnswer::not_comparable);
  CHECK(answer("prisma", c, migration_called("1")) == ChecksumAnswer::not_comparable);
  CHECK(answer("kysely", "", file) == ChecksumAnswer::not_kept);
  CHECK(answer("yoyo", c, file) == ChecksumAnswer::not_kept);
  CHECK(answer("postgrator", "undefined", with_checksum(migration_called("1"), "012345678")) ==
        ChecksumAnswer::not_comparable);
  CHECK(answer("flyway", "-17", with_checksum(migration_called("1"), "4711")) ==
        ChecksumAnswer::edited);
}

TEST_CASE("Prisma's checksums of old, each byte without its leading zero, are the same") {
  const std::string hex = "0a1b00ff" + std::string(56, 'a');
  const std::string old = "a1b0ff" + std::string(56, 'a');
  CHECK(answer("prisma", old, with_checksum(migration_called("1"), hex)) == ChecksumAnswer::same);
}

TEST_CASE("Liquibase's versions of the sum are compared with their own kind") {
  const Migration file = with_checksum(migration_called("1"), "9:aa", {"8:bb"});
  CHECK(answer("liquibase", "9:aa", file) == ChecksumAnswer::same);
  CHECK(answer("liquibase", "8:bb", file) == ChecksumAnswer::same);
  CHECK(answer("liquibase", "8:cc", file) == ChecksumAnswer::edited);
  CHECK(answer("liquibase", "7:cc", file) == ChecksumAnswer::not_comparable);
}

TEST_CASE("Atlas hashes on and on: only the first that differs was edited") {
  const std::vector<Migration> migrations = {
      with_checksum(migration_called("1"), "a1="), with_checksum(migration_called("2"), "b2="),
      with_checksum(migration_called("3"), "c3="), with_checksum(migration_called("4"), "d4=")};
  const auto matched = match_log(*runner_called("atlas"),
                                 log_of({{"1", "a1=", false, ""},
                                         {"2", "x2=", false, ""},
                                         {"3", "x3=", false, ""},
                                         {"4", "", false, ""}}),
                                 migrations);
  CHECK(matched.of[0].checksum == ChecksumAnswer::same);
  CHECK(matched.of[1].checksum == ChecksumAnswer::edited);
  CHECK(matched.of[2].checksum == ChecksumAnswer::not_comparable);
  CHECK(matched.of[3].checksum == ChecksumAnswer::not_comparable);
}

TEST_CASE("a failed row is a mark, and does not take a good one back") {
  const auto migrations = migrations_called({"1_a", "2_b"});
  CHECK(match("prisma", log_of({{"1_a", "", false, ""}, {"2_b", "", true, ""}}), migrations) ==
        Matched{"1_a 2_b!", ""});
  const auto matched =
      match_log(*runner_called("prisma"), log_of({{"1_a", "", true, ""}, {"1_a", "", false, ""}}),
                migrations);
  CHECK(matched.of[0].recorded);
  CHECK(matched.of[0].dirty);
}

}  // namespace
}  // namespace plumbline
