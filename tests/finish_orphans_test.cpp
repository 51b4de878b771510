// The rest of a migration that leaves orphans does so in the repair as well, and the repair says
// it. No case under snapshots/stopped/: those hold that a repair leaves no new complaint of SQLite.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/run_program.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

TEST_CASE("finish: orphans that the migration itself leaves are told") {
  const ScenarioFolder folder;
  const std::string made =
      "CREATE TABLE users (id INTEGER PRIMARY KEY);\n"
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INT REFERENCES users(id));\n";
  make_database("app.db",
                made +
                    "INSERT INTO users VALUES (1); INSERT INTO notes VALUES (1, 1);"
                    "CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, "
                    "timestamp varchar(255) NOT NULL);"
                    "INSERT INTO kysely_migration VALUES ('0001_notes', "
                    "'2026-01-01T00:00:00.000Z'); CREATE TABLE tags (id INTEGER PRIMARY KEY)");
  std::filesystem::create_directory("migrations");
  std::ofstream("migrations/0001_notes.sql") << made;
  std::ofstream("migrations/0002_seed.sql") << "CREATE TABLE tags (id INTEGER PRIMARY KEY);\n"
                                               "INSERT INTO notes VALUES (2, 7);\n"
                                               "CREATE INDEX notes_user ON notes(user_id);\n";
  const ProgramAnswer answer =
      run_program({"repair", "app.db", "-d", "migrations", "--foreign-keys", "off"});
  CHECK(answer.exit_code == 0);
  CHECK_MESSAGE(answer.out.find("-- 1 row of notes will reference no row: the migration itself "
                                "leaves them so\n") != std::string::npos,
                answer.out, answer.err);
}

}  // namespace plumbline
