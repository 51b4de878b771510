// Files cut into what goes forward, what takes it back, and statements; transactions that a file
// opts out of.
#include "analyzer/history/files/cut_sections.hpp"

#include <doctest/doctest.h>

#include "tests/laid_out_migrations.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

TEST_CASE("sections: lines and columns are those of the file") {
  const ScenarioFolder folder;
  const Migrations goose = read_laid_out(
      "goose", {{"1_a.sql",
                 "-- +goose NO TRANSACTION\n-- +goose Down\nDROP TABLE a;\n"
                 "  --   +GOOSE   Up\r\n-- +goose StatementBegin\nCREATE TABLE a(x);\n"
                 "-- +goose StatementEnd\n  CREATE TRIGGER t AFTER INSERT ON a BEGIN "
                 "SELECT 1; SELECT 2; END;\n"}});
  CHECK(shown(goose.list[0].up) ==
        Names{"6:1 CREATE TABLE a(x)",
              "8:3 CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END"});
  CHECK(shown(goose.list[0].down) == Names{"3:1 DROP TABLE a"});
  CHECK(goose.list[0].transaction == TransactionMode::none);
  const std::string dbmate =
      "\xEF\xBB\xBF-- migrate:up transaction:false\r\nSELECT 1;\r\n"
      "-- migrate:down\r\nSELECT 2;\r\n-- migrate:up\r\nSELECT 3;";
  const Migrations twice = read_laid_out("dbmate", {{"1_a.sql", dbmate}});
  CHECK(shown(twice.list[0].up) == Names{"2:1 SELECT 1", "6:1 SELECT 3"});
  CHECK(shown(twice.list[0].down) == Names{"4:1 SELECT 2"});
  CHECK(twice.list[0].transaction == TransactionMode::none);
  const auto sql_migrate = read_laid_out(
      "sql-migrate", {{"1.sql", "-- +migrate Up notransaction\nSELECT 1;\n-- +migrate Down\nX;"}});
  CHECK(shown(sql_migrate.list[0].up) == Names{"2:1 SELECT 1"});
  CHECK(sql_migrate.list[0].transaction == TransactionMode::none);
  CHECK(read_laid_out("goose", {{"1_a.sql", "-- +goose Up\nSELECT 1;"}}).list[0].transaction ==
        TransactionMode::per_migration);
}

TEST_CASE("sections: a mark means nothing to a runner that does not know it") {
  const ScenarioFolder folder;
  const MigrationTexts files = {
      {"1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n"}};
  CHECK(shown(read_laid_out("d1", files).list[0].up) == Names{"2:1 SELECT 1", "4:1 SELECT 2"});
  CHECK(shown(read_laid_out("", files).list[0].up) == Names{"2:1 SELECT 1"});
  const MigrationTexts down_only = {{"1_a.sql", "SELECT 1;\n-- migrate:down\nSELECT 2;\n"}};
  CHECK(shown(read_laid_out("", down_only).list[0].up) == Names{"1:1 SELECT 1"});
  CHECK(shown(read_laid_out("", down_only).list[0].down) == Names{"3:1 SELECT 2"});
  const Migrations unmarked = read_laid_out("goose", {{"1_a.sql", "SELECT 1;"}});
  CHECK(findings(unmarked) == Names{"error unreadable-migration m/1_a.sql"});
}

TEST_CASE("sections: Drizzle's breakpoints, with more than one statement between two") {
  const ScenarioFolder folder;
  const std::string journal =
      R"({"version":"7","entries":[{"idx":0,"version":"6","when":5,"tag":"0000_b"},)"
      R"({"idx":1,"version":"6","when":7,"tag":"0001_gone"}]})";
  const Migrations migrations =
      read_laid_out("drizzle", {{"meta/_journal.json", journal},
                                {"0000_b.sql",
                                 "CREATE TABLE a(x)\n--> statement-breakpoint\n"
                                 "CREATE TABLE b(x);--> statement-breakpoint\nSELECT 1; SELECT 2"},
                                {"0000_a.sql", "SELECT 1;"}});
  CHECK(keys(migrations) == Names{"5", "7"});
  CHECK(shown(migrations.list[0].up) ==
        Names{"1:1 CREATE TABLE a(x)", "3:1 CREATE TABLE b(x)", "4:1 SELECT 1", "4:11 SELECT 2"});
  CHECK(findings(migrations) == Names{"warning misnamed-migration m/0000_a.sql",
                                      "error unreadable-migration m/0001_gone.sql"});
  CHECK(complaint_of_reading("drizzle", {{"meta/_journal.json", "{]"}, {"0000_a.sql", ""}}) ==
        "unreadable m/meta/_journal.json: is not JSON");
  CHECK(complaint_of_reading("drizzle", {{"meta/_journal.json", "[1]"}, {"0000_a.sql", ""}})
            .starts_with("unreadable m/meta/_journal.json: is no journal"));
}

TEST_CASE("sections: change sets of Liquibase") {
  const ScenarioFolder folder;
  const Migrations migrations = read_laid_out(
      "liquibase",
      {{"a.sql",
        "--liquibase formatted sql logicalFilePath:db/log.sql\n\n"
        "--changeset ada:1 runInTransaction:false\n--comment: the first\n  SELECT 1;\n"
        "--rollback SELECT 9;\n--changeset \"ada b\":\"2 x\" logicalFilePath:other.sql\n"
        "SELECT 2; SELECT 3;\n"},
       {"notes.sql", "SELECT 1;"}});
  CHECK(keys(migrations) == Names{"1::ada::db/log.sql", "2 x::ada b::other.sql"});
  CHECK(shown(migrations.list[0].up) == Names{"5:3 SELECT 1"});
  CHECK(shown(migrations.list[0].down) == Names{"6:12 SELECT 9"});
  CHECK(shown(migrations.list[1].up) == Names{"8:1 SELECT 2", "8:11 SELECT 3"});
  CHECK(migrations.list[0].transaction == TransactionMode::none);
  CHECK(migrations.list[1].transaction == TransactionMode::per_migration);
  CHECK(findings(migrations) == Names{"warning misnamed-migration m/notes.sql:1"});
}

TEST_CASE("a file opts out of its runner's transaction") {
  const ScenarioFolder folder;
  const auto mode = [](const std::string& runner, const MigrationTexts& files) {
    return read_laid_out(runner, files).list.front().transaction;
  };
  const std::string sql = "SELECT 1;\n";
  CHECK(mode("sqlx", {{"1_a.sql", "-- no-transaction\n" + sql}}) == TransactionMode::none);
  CHECK(mode("sqlx", {{"1_a.sql", "\n-- no-transaction\n" + sql}}) ==
        TransactionMode::per_migration);
  CHECK(mode("atlas", {{"1.sql", "-- atlas:txmode none\n\n" + sql}}) == TransactionMode::none);
  CHECK(mode("diesel", {{"1_a/up.sql", sql}, {"1_a/metadata.toml", "run_in_transaction = true"}}) ==
        TransactionMode::per_migration);
  CHECK(mode("diesel", {{"1_a/up.sql", sql}, {"1_a/metadata.toml", ""}}) == TransactionMode::none);
  CHECK(mode("flyway", {{"V1__a.sql", sql}, {"V1__a.sql.conf", "executeInTransaction=false"}}) ==
        TransactionMode::none);
  CHECK(mode("rails", {{"1_a.rb", "class A\n  disable_ddl_transaction!\n"}}) ==
        TransactionMode::none);
  CHECK(mode("", {{"1.sql", sql}}) == TransactionMode::unknown);
}

}  // namespace plumbline
