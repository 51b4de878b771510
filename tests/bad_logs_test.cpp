// Logs and databases as they should not be: what can be read is read, the rest is said.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/bad_input.hpp"
#include "tests/stopped_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const std::string sound = "001_users: recorded applied 1/1\n";

const std::string log_of_goose =
    "DROP TABLE kysely_migration; CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY "
    "AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP "
    "DEFAULT (datetime('now'))); INSERT INTO goose_db_version (version_id, is_applied) "
    "VALUES (0, 1);";

}  // namespace

TEST_CASE("a log with a column more is read as ever") {
  const SoundProject project;
  project.run("ALTER TABLE kysely_migration ADD COLUMN ran_by TEXT");
  const ProgramAnswer answer = ask_status({"--log", "kysely"});
  INFO(answer.err);
  CHECK(answer.exit_code == 0);
  CHECK(shown_status(answer) == sound);
}

TEST_CASE("a log with a column less, or under another name, is read as far as it goes") {
  const SoundProject project;
  SUBCASE("less") { project.run("ALTER TABLE kysely_migration DROP COLUMN timestamp"); }
  SUBCASE("renamed") {
    project.run("ALTER TABLE kysely_migration RENAME COLUMN timestamp TO done_at");
  }
  check_says(ask_status({"--log", "kysely", "--log-table", "kysely_migration"}), "timestamp");
}

TEST_CASE("a log without its key is no answer") {
  const SoundProject project;
  project.run("ALTER TABLE kysely_migration RENAME COLUMN name TO title");
  const ProgramAnswer answer = ask_status({"--log", "kysely", "--log-table", "kysely_migration"});
  INFO(answer.out, answer.err);
  CHECK(answer.exit_code != 0);
  CHECK((answer.out + answer.err).find("name") != std::string::npos);
}

TEST_CASE("keys that are NULL are left out and said, rows that come twice are marked") {
  const SoundProject project;
  project.run(
      "DROP TABLE kysely_migration; CREATE TABLE kysely_migration (name varchar(255), timestamp "
      "varchar(255)); INSERT INTO kysely_migration VALUES "
      "('001_users', '2026-01-01T00:00:00.000Z')");
  SUBCASE("NULL") {
    project.run("INSERT INTO kysely_migration VALUES (NULL, '2026-01-02T00:00:00.000Z')");
    check_says(ask_status({"--log", "kysely"}), "NULL");
  }
  SUBCASE("twice") {
    project.run("INSERT INTO kysely_migration VALUES ('001_users', '2026-01-02T00:00:00.000Z')");
    const ProgramAnswer answer = ask_status({"--log", "kysely"});
    CHECK(shown_status(answer) == "001_users: recorded applied 1/1 duplicate-record\n");
  }
  SUBCASE("a blob that is no text") {
    project.run("INSERT INTO kysely_migration VALUES (x'00ff', '2026-01-02T00:00:00.000Z')");
    const ProgramAnswer answer = ask_status({"--log", "kysely"});
    INFO(answer.err);
    CHECK(answer.exit_code == 2);
    CHECK(shown_status(answer).find(sound) == 0);
  }
}

TEST_CASE("a log of a million rows") {
  const SoundProject project;
  project.run(log_of_goose);
  write_bytes("migrations/001_users.sql",
              "-- +goose Up\nCREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);\n");
  // Old releases of goose add a row for every up and every down; the newest counts.
  project.run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000001) "
      "INSERT INTO goose_db_version (version_id, is_applied, tstamp) "
      "SELECT 1, i % 2, '2026-01-01 00:00:00' FROM n");
  const ProgramAnswer answer = ask_status();
  INFO(answer.err);
  CHECK(answer.exit_code == 0);
  CHECK(shown_status(answer) == sound);
}

TEST_CASE("a log of names that no file has") {
  const SoundProject project;
  project.run(
      "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
      "INSERT INTO kysely_migration SELECT printf('%03d_gone', i), '2026-01-02T00:00:00.000Z' "
      "FROM n");
  const ProgramAnswer answer = ask_status();
  CHECK(answer.exit_code == 2);
  CHECK(shown_status(answer).find(sound) == 0);
  CHECK(shown_status(answer).find("1000_gone: recorded ") != std::string::npos);
  CHECK(shown_status(answer).find(" missing-file\n") != std::string::npos);
}

TEST_CASE("which log is meant is never guessed") {
  const SoundProject project;
  SUBCASE("two logs") {
    project.run(
        "CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, "
        "applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL); "
        "INSERT INTO d1_migrations (name) VALUES ('001_users.sql')");
    const ProgramAnswer answer = run_program({"status", "app.db", "-d", "migrations"});
    INFO(answer.out, answer.err);
    CHECK(answer.exit_code != 0);
    CHECK((answer.out + answer.err).find("d1_migrations") != std::string::npos);
    CHECK((answer.out + answer.err).find("kysely_migration") != std::string::npos);
    const ProgramAnswer told = ask_status({"--log", "d1"});
    CHECK(told.exit_code == 0);
    CHECK(shown_status(told) == sound);
  }
  SUBCASE("no log") {
    project.run("DROP TABLE kysely_migration");
    const ProgramAnswer answer = ask_status();
    INFO(answer.out, answer.err);
    CHECK((answer.exit_code == 1 || answer.exit_code == 2));
    CHECK((answer.out + answer.err).find("log") != std::string::npos);
  }
  SUBCASE("a runner that nobody knows") {
    const ProgramAnswer answer = ask_status({"--log", "liquidbase"});
    CHECK(answer.exit_code == 64);
    CHECK(answer.err.find("liquidbase") != std::string::npos);
  }
  SUBCASE("a table that is not there") {
    check_no_answer(ask_status({"--log", "kysely", "--log-table", "migrated"}), "migrated");
  }
  SUBCASE("a column that is not there") {
    check_no_answer(ask_status({"--log-table", "kysely_migration", "--log-key", "step"}), "step");
  }
}

TEST_CASE("databases that cannot be read are no answer, and are not made") {
  const SoundProject project;
  SUBCASE("missing") {
    fs::remove("app.db");
    check_no_answer(ask_status(), "app.db");
    CHECK_FALSE(fs::exists("app.db"));
  }
  SUBCASE("not a database") {
    write_bytes("app.db", std::string(8192, 'x'));
    check_no_answer(ask_status(), "app.db");
  }
  SUBCASE("a folder") {
    fs::remove("app.db");
    fs::create_directory("app.db");
    check_no_answer(ask_status(), "app.db");
  }
  SUBCASE("locked by a writer") {
    const Connection writer = open_as_application("app.db");
    writer.execute("BEGIN EXCLUSIVE; INSERT INTO users VALUES (2, 'bob@example.com')");
    check_no_answer(ask_status(), "locked");
  }
}

}  // namespace plumbline
