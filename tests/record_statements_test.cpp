// What `record` makes of a trace: the statements in history.yaml, and the other verbs on them.
#include <doctest/doctest.h>

#include "analyzer/history/recorded/read_history.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "tests/recorded.hpp"

namespace plumbline {

namespace {

using Words = std::vector<std::string>;

Words statements_of(const Migration& migration) {
  Words words;
  for (const MigrationStatement& statement : migration.up) words.push_back(statement.sql);
  return words;
}

void execute_on(const std::string& database, const std::string& sql) {
  Connection::open_read_write("file:" + database, database).execute(sql);
}

}  // namespace

TEST_CASE("record: what a run tells of its statements is kept, in SQL or in JSON") {
  const Workshop shop;
  for (const std::string how : {"trace", "trace=json"}) {
    CAPTURE(how);
    const ProgramAnswer ran = record(shop, how, {}, {how});
    CHECK(ran.err ==
          "migrated 001_init\nmigrated 002_add_teams\nmigrated 003_seed/teams\n"
          "migrated 004_search\nrecorded 4 migrations into " +
              how + "\n");
    CHECK(names_in(how).size() == 5);
    const std::vector<Migration> list = read_history(how).migrations.list;
    REQUIRE(list.size() == 4);
    CHECK(statements_of(list[0]) ==
          Words{"CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE)",
                "CREATE TABLE \"odd \"\"name\" (a, b DEFAULT 'x: # y')"});
    CHECK(statements_of(list[1]).size() == 3);
    CHECK(statements_of(list[2]) == Words{"INSERT INTO teams(name) VALUES ('red')",
                                          "INSERT INTO teams(name) VALUES ('blue')"});
    CHECK(statements_of(list[3]).back() == "PRAGMA user_version = 7");
    CHECK(list[3].snapshot->user_version == 7);
    CHECK(list[1].up[1].line == list[1].up[0].line + 1);  // a line of history.yaml each
    for (const auto& [name, text] : files_in(how)) {
      CAPTURE(name);
      CHECK(text.find("2025-01-0") == std::string::npos);  // the log's times
      CHECK(text.find("kysely_migration") == std::string::npos);
    }
  }
  CHECK(files_in("trace") == files_in("trace=json"));
}

TEST_CASE("record: one run of several migrations, told statement by statement") {
  const Workshop shop;
  REQUIRE(record(shop, "apart", {}, {"trace"}).exit_code == 0);
  const ProgramAnswer ran = record(shop, "together", {}, {"trace", "by=9"});
  CHECK(ends_with_line(ran.err, "recorded 4 migrations into together"));
  CHECK(ran.err.find("note:") == std::string::npos);
  CHECK(files_in("apart") == files_in("together"));
}

TEST_CASE("record: what cannot be believed is left out, and why is said") {
  const Workshop shop;
  const ProgramAnswer half = record(shop, "half", {}, {"trace=half"});
  CHECK(half.exit_code == 0);
  CHECK(half.err.find("note: 003_seed/teams: its statements are left out: the statements that "
                      "it told do not lead to what it left (its log says something else)") !=
        std::string::npos);
  for (const Migration& migration : read_history("half").migrations.list) {
    CHECK_FALSE(migration.has_sql);
    CHECK(migration.snapshot);
  }
  const ProgramAnswer reads = record(shop, "reads", {}, {"trace", "reads"});
  CHECK(reads.err.find("note: 002_add_teams: its statements are left out: its runner reads rows, "
                       "and may do something else where there are others: SELECT count(*) FROM "
                       "users\n") != std::string::npos);
  const std::vector<Migration> list = read_history("reads").migrations.list;
  CHECK_FALSE(list[1].has_sql);
  CHECK(list[1].snapshot->tables.size() == 3);
  CHECK(list[2].has_sql);
  const ProgramAnswer bad = run_program(
      {"record", "-o", "bad", "--db", "scratch2.db", "--", "sh", "-c",
       "echo '{' >> \"$PLUMBLINE_TRACE\"; exec python3 -B \"$0\" scratch2.db", shop.runner});
  CHECK(bad.exit_code == 0);
  CHECK(bad.err.find("note: no statements are known of this run: PLUMBLINE_TRACE:1: is no JSON "
                     "object") != std::string::npos);
}

TEST_CASE("record: what was in the database before is not in the first migration's statements") {
  const Workshop shop;
  make_database("scratch.db", "CREATE TABLE before (a)");
  REQUIRE(run_program({"record", "-o", "history", "--db", "scratch.db", "--", "python3", "-B",
                       shop.runner, "scratch.db", "trace"})
              .exit_code == 0);
  const std::vector<Migration> list = read_history("history").migrations.list;
  CHECK_FALSE(list[0].has_sql);
  CHECK(list[1].has_sql);
}

TEST_CASE("record: status, repair and lint on statements and snapshots, mixed") {
  const Workshop shop;
  REQUIRE(record(shop, "history", {}, {"trace", "reads"}).exit_code == 0);  // 002 has no statements
  make_database("app.db",
                "CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, "
                "timestamp varchar(255) NOT NULL);"
                "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);"
                "CREATE TABLE \"odd \"\"name\" (a, b DEFAULT 'x: # y');"
                "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE);"
                "ALTER TABLE users ADD COLUMN team_id INTEGER REFERENCES teams(id);"
                "CREATE INDEX users_team ON users(team_id DESC) WHERE team_id IS NOT NULL;"
                "INSERT INTO kysely_migration VALUES ('001_init', '2025-01-01'), ('002_add_teams', "
                "'2025-01-02');");
  CHECK(run_program({"status", "app.db", "-d", "history"}).exit_code == 0);
  execute_on("app.db",
             "INSERT INTO kysely_migration VALUES ('003_seed/teams', '2025-01-03');"
             "INSERT INTO teams(name) VALUES ('red'), ('blue');"
             "CREATE VIEW members AS SELECT email, name FROM users JOIN teams ON team_id = "
             "teams.id; CREATE VIRTUAL TABLE docs USING fts5(body)");
  const ProgramAnswer half = run_program({"status", "app.db", "-d", "history"});
  CAPTURE(half.out);
  CHECK(half.exit_code == 2);
  CHECK(half.out.find("004_search: partial, 2 of 4 statements applied") != std::string::npos);
  const ProgramAnswer repair = run_program({"repair", "app.db", "-d", "history"});
  CAPTURE(repair.err);
  CHECK(repair.exit_code == 0);
  CHECK(repair.out.find("\nCREATE TRIGGER users_ai AFTER INSERT ON users BEGIN") !=
        std::string::npos);
  CHECK(repair.out.find("CREATE VIEW members") == std::string::npos);
  execute_on("app.db", repair.out);
  CHECK(run_program({"status", "app.db", "-d", "history"}).exit_code == 0);
  CHECK(run_program({"diff", "app.db", "scratch.db"}).exit_code == 0);
  const ProgramAnswer lint = run_program({"lint", "history"});
  CAPTURE(lint.out);
  // In a line of its own each, under the migration whose it is.
  const std::string search = lint.out.substr(lint.out.find("\n004_search (history"));
  CHECK(lint.out.find("rerun-fails: history/history.yaml:7: 001_init: ") != std::string::npos);
  CHECK(search.find("001_init") == std::string::npos);
  CHECK(search.find("rerun-fails: history/history.yaml:") != std::string::npos);
}

}  // namespace plumbline
