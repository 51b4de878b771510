// What a run tells of its statements, against what it did.
#include <doctest/doctest.h>

#include "tests/traced_run.hpp"

namespace plumbline {

namespace {

using Words = std::vector<std::string>;

const std::string users = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)";

}  // namespace

TEST_CASE("trace: what does not lead to what is there is not believed") {
  const std::string record = record_of("001");
  const ProvenRun rows =
      proven({users + ";", "INSERT INTO users VALUES (1, 'a');" + record, record});
  CHECK(rows.migrations.empty());
  CHECK(says(rows.notes,
             "001: its statements are left out: the statements that it told do not lead "
             "to what it left (the rows of users differ)"));
  CHECK(says(proven({"", users + ";" + record, record}).notes, "(users: "));
  CHECK(says(proven({"", users + ";" + record, users}).notes, "(its log says something else)"));
  // The record itself changes the application's rows.
  const ProvenRun trigger = proven({users + ";CREATE TRIGGER t AFTER INSERT ON kysely_migration "
                                            "BEGIN INSERT INTO users(email) VALUES ('t'); END;",
                                    "CREATE TABLE a (b);" + record});
  REQUIRE(trigger.migrations.size() == 1);
  CHECK_FALSE(trigger.migrations[0].has_sql);
  CHECK(says(trigger.notes, "its statements alone do not lead to what was there"));
}

TEST_CASE("trace: the clock and chance are no difference") {
  CHECK(kept({"CREATE TABLE t (a, at DEFAULT CURRENT_TIMESTAMP, r);",
              "INSERT INTO t(a, r) VALUES (1, random());" + record_of("001")})
            .size() == 1);
  const ProvenRun run = proven({"CREATE TABLE t (a, at DEFAULT CURRENT_TIMESTAMP);",
                                "INSERT INTO t(a) VALUES (1);" + record_of("001"),
                                "INSERT INTO t(a) VALUES (2);" + record_of("001")});
  CHECK(run.migrations.empty());
}

TEST_CASE("trace: what a trigger makes some drivers tell again") {
  const std::string tables = users +
                             ";CREATE TABLE copies (email);"
                             "CREATE TRIGGER t AFTER INSERT ON users BEGIN"
                             " INSERT INTO copies VALUES (new.email); END;";
  const std::string insert = "INSERT INTO users(email) VALUES ('a')";
  const std::string three = insert + ";" + insert + ";" + insert + ";";
  CHECK(kept({tables, insert + ";" + record_of("001"), three + record_of("001")}) == Words{insert});
  CHECK(kept({tables, three + record_of("001")}) == Words{insert, insert, insert});
}

TEST_CASE("trace: parameters that are told apart are put in") {
  const auto line = [](const std::string& sql, const std::string& parameters) {
    return "{\"sql\": \"" + sql + "\", \"parameters\": " + parameters + "}\n";
  };
  const std::string told = line("INSERT INTO users VALUES (?, ?)", "[1, \"it's; \"]") +
                           line("INSERT INTO users VALUES (?2, ?1)", "[null, 2]") +
                           line("INSERT INTO users VALUES (3, ?)", "[true]") +
                           line("INSERT INTO kysely_migration VALUES (?, ?)", "[\"001\", \"now\"]");
  const std::string ran =
      "INSERT INTO users VALUES (1, 'it''s; '); INSERT INTO users VALUES (2, NULL);"
      "INSERT INTO users VALUES (3, 1);" +
      record_of("001");
  CHECK(kept({users + ";", ran, told}) == Words{"INSERT INTO users VALUES (1, 'it''s; ')",
                                                "INSERT INTO users VALUES (2, NULL)",
                                                "INSERT INTO users VALUES (3, 1)"});
  for (const std::string parameters : {"[1]", "[1, 2, 3]", "[1, {\"type\": \"Buffer\"}]"}) {
    CHECK_THROWS_AS(proven({users + ";", ran, line("INSERT INTO users VALUES (?, ?)", parameters)}),
                    Error);
  }
}

TEST_CASE("trace: TEMP tables, virtual tables and VACUUM") {
  CHECK(kept({users + ";",
              "CREATE TEMP TABLE kept AS SELECT * FROM users;"
              "INSERT INTO kept VALUES (4, 'd'); VACUUM;"
              "INSERT INTO users SELECT * FROM kept; DROP TABLE kept;" +
                  record_of("001")}) ==
        Words{"CREATE TEMP TABLE kept AS SELECT * FROM users", "INSERT INTO kept VALUES (4, 'd')",
              "INSERT INTO users SELECT * FROM kept", "DROP TABLE kept"});
  CHECK(kept({"",
              "CREATE VIRTUAL TABLE docs USING fts5(body);"
              "INSERT INTO docs VALUES ('hello');" +
                  record_of("001")}) ==
        Words{"CREATE VIRTUAL TABLE docs USING fts5(body)", "INSERT INTO docs VALUES ('hello')"});
}

}  // namespace plumbline
