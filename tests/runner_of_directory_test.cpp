#include "analyzer/history/files/runner_of_directory.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "analyzer/sqlite/private_directory.hpp"

namespace plumbline {

namespace {

namespace fs = std::filesystem;

using Texts = std::vector<std::pair<std::string, std::string>>;

std::string name_of(const fs::path& path) {
  const Runner* runner = runner_of_directory(path);
  return runner == nullptr ? "" : runner->name;
}

std::string name_for(const Texts& files) {
  const PrivateDirectory directory = PrivateDirectory::make();
  for (const auto& [name, text] : files) {
    fs::create_directories((directory.path() / name).parent_path());
    std::ofstream(directory.path() / name) << text;
  }
  return name_of(directory.path());
}

}  // namespace

TEST_CASE("runner of a directory: those that real runners have filled") {
  const fs::path runners = "snapshots/runners";
  CHECK(name_of(runners / "drizzle/migrations") == "drizzle");
  CHECK(name_of(runners / "prisma/prisma/migrations") == "prisma");
  CHECK(name_of(runners / "goose/migrations") == "goose");
  CHECK(name_of(runners / "dbmate/migrations") == "dbmate");
  CHECK(name_of(runners / "sql-migrate/migrations") == "sql-migrate");
  CHECK(name_of(runners / "liquibase/changelog.sql") == "liquibase");
  CHECK(name_of(runners / "postgrator/migrations") == "postgrator");
  CHECK(name_of(runners / "sqitch") == "sqitch");
}

TEST_CASE("runner of a directory: the one that keeps its log elsewhere") {
  const Runner* sqitch = runner_with_log_elsewhere("snapshots/runners/sqitch");
  REQUIRE(sqitch != nullptr);
  CHECK(sqitch->log_file == "sqitch.db");
  CHECK(runner_with_log_elsewhere("snapshots/runners/goose/migrations") == nullptr);
}

TEST_CASE("runner of a directory: names that only one runner takes") {
  CHECK(name_for({{"V1__a.sql", ""}, {"V1_2__b.sql", ""}, {"R__views.sql", ""}}) == "flyway");
  CHECK(name_for({{"2024-01-01-000000_a/up.sql", ""}}) == "diesel");
  CHECK(name_for({{"2024-01-01-000000-0000_a/up.sql", ""}}) == "diesel");
  CHECK(name_for({{"01-friend_car/up.sql", ""}, {"02-friend_car/up.sql", ""}}) ==
        "rusqlite-migration");
  CHECK(name_for({{"1.sqm", ""}, {"2.sqm", ""}}) == "sqldelight");
  CHECK(name_for({{"20240101000000_a/migration.sql", ""},
                  {"20240101000000_a/snapshot.json", "{}"}}) == "drizzle-1");
  CHECK(name_for({{"0001_a.sql", ""}, {"atlas.sum", "h1:x"}}) == "atlas");
}

TEST_CASE("runner of a directory: nobody can know") {
  CHECK(name_for({{"0001_a.sql", "CREATE TABLE t(a)"}}) == "");
  // golang-migrate, sqlx, bun
  CHECK(name_for({{"0001_a.up.sql", ""}, {"0001_a.down.sql", ""}}) == "");
  // Prisma without its lock, Drizzle 1.0 without its snapshots
  CHECK(name_for({{"20240101000000_a/migration.sql", ""}}) == "");
  CHECK(name_for({{"V1__a.sql", ""}, {"V2__b.rs", ""}}) == "");
  CHECK(name_for({{"1.sql", "-- +goose Up\nSELECT 1;"}, {"2.sql", "-- migrate:up\n"}}) == "");
  CHECK(name_for({{"meta/_journal.json", "{}"}, {"migration_lock.toml", ""}}) == "");
  CHECK(name_for({}) == "");
  CHECK(runner_of_directory("snapshots/there/is/no/such/folder") == nullptr);
}

TEST_CASE("runner of a directory: a recorded history names it") {
  CHECK(name_of("snapshots/incidents/1-recorded-history/migrations") == "kysely");
}

}  // namespace plumbline
