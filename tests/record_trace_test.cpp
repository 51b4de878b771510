// Which statements of a run are whose.
#include <doctest/doctest.h>

#include "analyzer/history/recorded/read_trace.hpp"
#include "tests/traced_run.hpp"

namespace plumbline {

namespace {

using Words = std::vector<std::string>;

const std::string users = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)";

}  // namespace

TEST_CASE("trace: SQL with semicolons, comments and triggers; JSON Lines") {
  const std::vector<TracedStatement> sql = read_trace(
      "SELECT 1 -- one\n;\n-- TRIGGER t\n;\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n"
      "  DELETE FROM b; END\n;\n;\nINSERT INTO a VALUES ('x;y');\n",
      "trace");
  REQUIRE(sql.size() == 3);
  CHECK(sql[0] == TracedStatement{"SELECT 1", ""});
  CHECK(sql[1].sql.starts_with("CREATE TRIGGER"));
  CHECK(sql[2].sql == "INSERT INTO a VALUES ('x;y')");
  const std::vector<TracedStatement> json = read_trace(
      "{\"sql\": \"INSERT INTO a VALUES (?, ?);\", \"parameters\": [1, \"x\"]}\r\n\n"
      "{\"parameters\":[],\"sql\":\"SELECT 1\",\"level\":\"query\"}\n"
      "{\"sql\":\"SELECT 2\",\"parameters\":null}",
      "trace");
  REQUIRE(json.size() == 3);
  CHECK(json[0] == TracedStatement{"INSERT INTO a VALUES (?, ?)", "[1,\"x\"]"});
  CHECK(json[1] == TracedStatement{"SELECT 1", ""});
  CHECK(json[2] == TracedStatement{"SELECT 2", ""});
  CHECK(read_trace(" \n", "trace").empty());
}

TEST_CASE("trace: a line that is no JSON has its number") {
  for (const std::string line : {"{\"sql\": 1}", "{\"sql\": \"SELECT 1\"", "SELECT 1", "[]",
                                 "{\"sql\":\"SELECT ?\",\"parameters\":{\"a\":1}}"}) {
    CAPTURE(line);
    try {
      read_trace("{\"sql\": \"SELECT 1\"}\n" + line + "\n", "trace");
      FAIL("it was read");
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find("trace:2: is no JSON object with \"sql\"") == 0);
    }
  }
}

TEST_CASE("trace: what is the migration's, and nothing of its runner's") {
  const TellingRun run{"",
                       "SELECT name FROM kysely_migration;"
                       "UPDATE kysely_migration_lock SET is_locked = 1;" +
                           users +
                           ";SELECT name FROM sqlite_schema;"
                           "INSERT INTO users(email) VALUES ('ada');"
                           "CREATE TABLE IF NOT EXISTS users (id);"
                           "PRAGMA table_info(users);"
                           "PRAGMA user_version = 3;" +
                           record_of("001") + "UPDATE kysely_migration_lock SET is_locked = 0;"};
  CHECK(kept(run) ==
        Words{users, "INSERT INTO users(email) VALUES ('ada')", "PRAGMA user_version = 3"});
  const ProvenRun one = proven(run);
  CHECK(one.migrations.front().transaction == TransactionMode::none);
  CHECK(one.migrations.front().schema.tables.size() == 1);
}

TEST_CASE("trace: what failed, or was rolled back, did not run") {
  CHECK(kept({users + ";",
              "INSERT INTO users VALUES (1, 'a');"
              "INSERT INTO users VALUES (1, 'again');"
              "INSERT INTO nowhere VALUES (1);" +
                  record_of("001")}) == Words{"INSERT INTO users VALUES (1, 'a')"});
  const Words one = {"INSERT INTO users VALUES (1, 'a')", "INSERT INTO users VALUES (5, 'e')"};
  CHECK(kept({users + ";",
              "BEGIN; INSERT INTO users VALUES (1, 'a');"
              "SAVEPOINT s; INSERT INTO users VALUES (2, 'b');"
              "SAVEPOINT \"S\"; INSERT INTO users VALUES (3, 'c'); RELEASE s; ROLLBACK TO s;"
              "INSERT INTO users VALUES (4, 'd'); ROLLBACK TO s; RELEASE s;"
              "INSERT INTO users VALUES (5, 'e');" +
                  record_of("001") + "COMMIT;"}) == one);
  CHECK(kept({users + ";",
              "BEGIN; INSERT INTO users VALUES (9, 'x'); ROLLBACK;"
              "BEGIN; INSERT INTO users VALUES (8, 'x'); " +
                  record_of("000") +
                  " INSERT OR ROLLBACK INTO users VALUES (8, 'y');"
                  "INSERT INTO users VALUES (1, 'a'); INSERT INTO users VALUES (5, 'e');" +
                  record_of("001") + "BEGIN; INSERT INTO users VALUES (7, 'g');"}) == one);
}

TEST_CASE("trace: a transaction with the record in it is the runner's, any other its own") {
  const std::string insert = "INSERT INTO users VALUES (1, 'a')";
  const ProvenRun wrapped =
      proven({users + ";", "BEGIN IMMEDIATE;" + insert + ";" + record_of("001") + "COMMIT;"});
  REQUIRE(wrapped.migrations.size() == 1);
  CHECK(wrapped.migrations[0].sql == Words{insert});
  CHECK(wrapped.migrations[0].transaction == TransactionMode::per_migration);
  const ProvenRun own =
      proven({users + ";", "CREATE TABLE a (b); SAVEPOINT s;" + insert + "; RELEASE s;" +
                               "CREATE TABLE c (d);" + record_of("001")});
  REQUIRE(own.migrations.size() == 1);
  CHECK(own.migrations[0].sql ==
        Words{"CREATE TABLE a (b)", "BEGIN", insert, "COMMIT", "CREATE TABLE c (d)"});
  CHECK(own.migrations[0].transaction == TransactionMode::none);
}

TEST_CASE("trace: foreign keys that a runner switches off around a migration") {
  const std::string family = users +
                             ";CREATE TABLE posts (user_id REFERENCES users ON DELETE CASCADE);"
                             "INSERT INTO users VALUES (1, 'a'); INSERT INTO posts VALUES (1);";
  const TellingRun outside{family,
                           "SELECT name FROM kysely_migration; PRAGMA foreign_keys = OFF; BEGIN;"
                           "DELETE FROM users;" +
                               record_of("001") + "COMMIT; PRAGMA foreign_keys = ON;"};
  const Words around = {"PRAGMA foreign_keys=OFF", "BEGIN", "DELETE FROM users", "COMMIT",
                        "PRAGMA foreign_keys=ON"};
  CHECK(kept(outside) == around);
  // Nobody told how the connection was opened, but one row of posts is left.
  CHECK(kept({family, "DELETE FROM users;" + record_of("001"), "", "PRAGMA foreign_keys=OFF"}) ==
        Words{"PRAGMA foreign_keys=OFF", "DELETE FROM users", "PRAGMA foreign_keys=ON"});
  CHECK(kept({family, "DELETE FROM users;" + record_of("001"), "", "PRAGMA foreign_keys=ON"}) ==
        Words{"DELETE FROM users"});
  // Inside a transaction it does nothing, and is kept for that to be told.
  CHECK(kept({family,
              "SELECT name FROM kysely_migration; BEGIN; PRAGMA foreign_keys = OFF;"
              "DELETE FROM users WHERE id = 7;" +
                  record_of("001") + "COMMIT;",
              "", "PRAGMA foreign_keys=ON"}) ==
        Words{"PRAGMA foreign_keys = OFF", "DELETE FROM users WHERE id = 7"});
  CHECK(kept({family,
              "SELECT name FROM kysely_migration; BEGIN; CREATE TABLE a (b);"
              "PRAGMA foreign_keys = OFF; DELETE FROM users;" +
                  record_of("001") + "COMMIT;",
              "", "PRAGMA foreign_keys=ON"}) ==
        Words{"CREATE TABLE a (b)", "PRAGMA foreign_keys = OFF", "DELETE FROM users"});
  // The next migration of the same run switches them off again at once.
  const ProvenRun two = proven({family,
                                "SELECT name FROM kysely_migration; PRAGMA foreign_keys = OFF;"
                                "DELETE FROM users;" +
                                    record_of("001") +
                                    "PRAGMA foreign_keys = ON; PRAGMA foreign_keys = OFF;"
                                    "CREATE TABLE a (b);" +
                                    record_of("002") + "PRAGMA foreign_keys = ON;"});
  REQUIRE(two.migrations.size() == 2);
  CHECK(two.migrations[0].sql ==
        Words{"PRAGMA foreign_keys=OFF", "DELETE FROM users", "PRAGMA foreign_keys=ON"});
  CHECK(two.migrations[1].sql ==
        Words{"PRAGMA foreign_keys=OFF", "CREATE TABLE a (b)", "PRAGMA foreign_keys=ON"});
  // What the migration leaves off, it leaves off here, too.
  CHECK(kept({family,
              "SELECT name FROM kysely_migration; PRAGMA foreign_keys = OFF;"
              "DELETE FROM users;" +
                  record_of("001")}) == Words{"PRAGMA foreign_keys=OFF", "DELETE FROM users"});
}

TEST_CASE("trace: several migrations of one run are parted by their records") {
  const ProvenRun run = proven({"", users + ";" + record_of("001") +
                                        "CREATE TABLE teams (id); CREATE INDEX i ON teams(id);" +
                                        record_of("002") + record_of("003")});
  REQUIRE(run.migrations.size() == 3);
  CHECK(run.notes == Words{});
  CHECK(run.migrations[0].sql == Words{users});
  CHECK(run.migrations[0].schema.tables.size() == 1);
  CHECK(run.migrations[1].sql == Words{"CREATE TABLE teams (id)", "CREATE INDEX i ON teams(id)"});
  CHECK(run.migrations[1].schema.tables.size() == 2);
  CHECK(run.migrations[2].key == "003");
  CHECK(run.migrations[2].has_sql);
  CHECK(run.migrations[2].sql == Words{});
}

TEST_CASE("trace: records that part nothing") {
  const ProvenRun at_once =
      proven({"", users + ";INSERT INTO kysely_migration VALUES ('001', '1'), ('002', '2');"});
  CHECK(at_once.migrations.empty());
  CHECK(at_once.notes == Words{"001, 002: its statements are left out: 001 and 002 were recorded "
                               "by one statement"});
  const ProvenRun first = proven({"", record_of("001") + users + ";"});
  CHECK(first.migrations.empty());
  CHECK(says(first.notes, "behind the record of 001 the run goes on"));
  const ProvenRun in_transaction = proven(
      {users + ";", "BEGIN;" + record_of("001") + "INSERT INTO users VALUES (1, 'a'); COMMIT;"});
  CHECK(in_transaction.migrations.empty());
}

TEST_CASE("trace: rows that come behind the record are not the migration's") {
  const ProvenRun run =
      proven({"CREATE TABLE types (name);", users + ";" + record_of("001") +
                                                "INSERT INTO types VALUES ('user');"
                                                "INSERT INTO types VALUES ('group');"});
  REQUIRE(run.migrations.size() == 1);
  CHECK(run.migrations[0].sql == Words{users});
  CHECK(run.notes == Words{"001: 2 statements behind its record do not count as its own, the "
                           "first: INSERT INTO types VALUES ('user')"});
}

TEST_CASE("trace: a runner that reads rows may do something else where there are others") {
  const std::string backfill = "UPDATE users SET email = 'x' WHERE id = 1";
  for (const std::string reading :
       {"SELECT id FROM users", "SELECT count(*) FROM users", "SELECT email FROM v",
        "UPDATE users SET email = 'b' RETURNING id"}) {
    CAPTURE(reading);
    const ProvenRun run = proven({users + ";CREATE VIEW v AS SELECT email FROM users;",
                                  reading + ";" + backfill + ";" + record_of("001")});
    REQUIRE(run.migrations.size() == 1);
    CHECK_FALSE(run.migrations[0].has_sql);
    CHECK(run.migrations[0].schema.tables.size() == 1);
    CHECK(says(run.notes, "001: its statements are left out: its runner reads rows"));
  }
  // Also where what it read was rolled back.
  CHECK(says(proven({users + ";",
                     "BEGIN; SELECT id FROM users; ROLLBACK;" + backfill + ";" + record_of("001")})
                 .notes,
             "its runner reads rows"));
  CHECK(kept({users + ";", "INSERT INTO users SELECT 1, email FROM users;" + record_of("001")}) ==
        Words{"INSERT INTO users SELECT 1, email FROM users"});
}

}  // namespace plumbline
