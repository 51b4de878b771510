#include "analyzer/history/recorded/record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "analyzer/diff/diff.hpp"
#include "analyzer/history/recorded/read_history.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "tests/recorded.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

Schema schema_of(const std::string& sql) {
  const Connection connection = Connection::in_memory("expected");
  connection.execute(sql);
  return introspect(connection);
}

Words of_drift(const Schema& from, const Schema& to) {
  Words words;
  for (const Change& change : diff(from, to, {})) {
    if (change.severity == ChangeClass::drift) words.push_back(describe(change));
  }
  return words;
}

}  // namespace

TEST_CASE("record: a snapshot behind every migration, without the runner's own tables") {
  const Workshop shop;
  const ProgramAnswer ran = record(shop, "history", {}, {});
  CAPTURE(ran.err);
  REQUIRE(ran.exit_code == 0);
  CHECK(ran.out.empty());
  CHECK(ran.err ==
        "migrated 001_init\nmigrated 002_add_teams\nmigrated 003_seed/teams\n"
        "migrated 004_search\nrecorded 4 migrations into history\n");
  CHECK(names_in("history") == Words{"0001-001_init.yaml", "0002-002_add_teams.yaml",
                                     "0003-003_seed_teams.yaml", "0004-004_search.yaml",
                                     "history.yaml"});
  CHECK(names_in(".") == Words{"history", "scratch.db"});

  const History history = read_history("history");
  CHECK(history.runner == "kysely");
  CHECK(history.migrations.notes.empty());
  const std::vector<Migration>& list = history.migrations.list;
  REQUIRE(list.size() == 4);
  CHECK(list[2].key == "003_seed/teams");
  const std::string first =
      "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);"
      "CREATE TABLE \"odd \"\"name\" (a, b DEFAULT 'x: # y');";
  const std::string second =
      first +
      "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE);"
      "ALTER TABLE users ADD COLUMN team_id INTEGER REFERENCES teams(id);"
      "CREATE INDEX users_team ON users(team_id DESC) WHERE team_id IS NOT NULL;";
  const Words expected[] = {of_drift(schema_of(first), *list[0].snapshot),
                            of_drift(schema_of(second), *list[1].snapshot),
                            of_drift(schema_of(second), *list[2].snapshot)};
  for (const Words& drift : expected) CHECK(drift == Words{});
  CHECK(list[0].snapshot->tables.size() == 2);
  CHECK(list[2].snapshot->tables.size() == 3);
  CHECK_FALSE(list[2].snapshot->user_version);

  const Schema live = introspect(open_database("scratch.db").connection);
  CHECK(of_drift(live, *list[3].snapshot) == Words{});
  CHECK(of_drift(*list[3].snapshot, live) == Words{});
  CHECK(list[3].snapshot->views.size() == 1);
  CHECK(list[3].snapshot->triggers.size() == 1);
  CHECK(list[3].snapshot->user_version == 7);
  CHECK(find_table(*list[3].snapshot, Identifier("docs")) != nullptr);
  CHECK(find_table(*list[3].snapshot, Identifier("kysely_migration_lock")) == nullptr);
}

TEST_CASE("record: the same migrations give the same bytes, also into an empty directory") {
  const Workshop shop;
  REQUIRE(record(shop, "first", {}, {}).exit_code == 0);
  fs::create_directory("second");
  fs::permissions("second", fs::perms::owner_all);
  REQUIRE(record(shop, "second/", {}, {}).exit_code == 0);
  CHECK(files_in("first").size() == 5);
  CHECK(files_in("first") == files_in("second"));
  CHECK(fs::status("second").permissions() == fs::perms::owner_all);
}

TEST_CASE("record: a log under another name, of its own choice or told") {
  const Workshop shop;
  const ProgramAnswer found = record(shop, "found", {}, {"log=_app_steps"});
  CAPTURE(found.err);
  REQUIRE(found.exit_code == 0);
  REQUIRE(record(shop, "told", {"--log", "kysely", "--log-table", "_app_steps"}, {"log=_app_steps"})
              .exit_code == 0);
  CHECK(files_in("found").size() == 5);
  CHECK(files_in("found") == files_in("told"));
  for (const auto& [name, text] : files_in("told")) {
    CAPTURE(name);
    CHECK(text.find("_app_steps") == std::string::npos);
  }
}

TEST_CASE("record: a trigger on the log cannot be in a snapshot without the log") {
  const Workshop shop;
  const ProgramAnswer ran = record(shop, "history", {}, {"watch"});
  CHECK(ran.exit_code == 0);
  CHECK(ends_with_line(ran.err,
                       "note: trigger watch fires on kysely_migration, which is the runner's: it "
                       "is in no snapshot\nrecorded 4 migrations into history"));
  CHECK(read_bytes("history/0001-001_init.yaml").find("watch") == std::string::npos);
}

TEST_CASE("record: what one run did to several migrations is known of all together") {
  const Workshop shop;
  const ProgramAnswer ran = record(shop, "history", {}, {"by=3"});
  REQUIRE(ran.exit_code == 0);
  CHECK(ran.err.find("note: one run recorded 3 migrations, 001_init to 003_seed/teams: ") !=
        std::string::npos);
  CHECK(ends_with_line(ran.err, "recorded 4 migrations into history"));
  CHECK(names_in("history") ==
        Words{"0003-003_seed_teams.yaml", "0004-004_search.yaml", "history.yaml"});
  const std::vector<Migration> list = read_history("history").migrations.list;
  REQUIRE(list.size() == 4);
  CHECK_FALSE(list[0].snapshot);
  CHECK_FALSE(list[1].snapshot);
  REQUIRE(list[2].snapshot);
  CHECK(list[2].snapshot->tables.size() == 3);
}

TEST_CASE("record: a command that fails leaves no history, and says how far it came") {
  const Workshop shop;
  const ProgramAnswer third = record(shop, "history", {}, {"fail-at=3"});
  CHECK(third.exit_code == 1);
  CHECK(third.err.find("plumbline: python3: ended with exit status 1 in run 3, after 2 "
                       "migrations (the last: 002_add_teams); no history was written.") !=
        std::string::npos);
  CHECK(third.out.empty());
  const ProgramAnswer first = record(shop, "history", {}, {"fail-at=1"});
  CHECK(first.exit_code == 1);
  CHECK(ends_with_line(first.err,
                       "plumbline: python3: ended with exit status 1 in run 1, before any "
                       "migration was recorded"));
  CHECK(names_in(".") == Words{"scratch.db"});
}

TEST_CASE("record: a migration that hides its failure is found by what it left") {
  const Workshop shop;
  const ProgramAnswer ran =
      run_program({"record", "-o", "history", "--db", "scratch.db", "--", "sh", "-c",
                   "python3 -B \"$0\" scratch.db fail-at=3 || true", shop.runner});
  CHECK(ran.exit_code == 1);
  CHECK(ran.err.find("plumbline: scratch.db: the last run recorded nothing and yet changed the "
                     "schema (table half_done: ") != std::string::npos);
  CHECK(names_in(".") == Words{"scratch.db"});
  const ProgramAnswer forgets = record(shop, "history", {}, {"forget=2"});
  CHECK(forgets.exit_code == 1);
  CHECK(forgets.err.find("(table teams: ") != std::string::npos);
}

TEST_CASE("record: a log that is not there, or does not grow") {
  const Workshop shop;
  CHECK(record(shop, "history", {}, {"idle"}).err ==
        "plumbline: scratch.db: is not there after the first run of python3: is it the database "
        "that the command migrates?\n");
  CHECK(record(shop, "history", {"--log-table", "nope"}, {})
            .err.find("scratch.db: holds no table \"nope\" after the first run of python3") !=
        std::string::npos);
  CHECK(record(shop, "history", {}, {"forget=1"})
            .err.find("scratch.db: its log has no record after python3 has run: is it the "
                      "command that goes "
                      "one migration up?") != std::string::npos);
  const ProgramAnswer unknown = record(shop, "history", {"--log", "nobodys"}, {});
  CHECK(unknown.exit_code == 64);
  CHECK(names_in(".") == Words{});  // the command has not run
  const ProgramAnswer again = run_program({"record", "-o", "history", "--db", "scratch.db", "--",
                                           "sh", "-c", "python3 -B \"$0\" other.db", shop.runner});
  CHECK(again.exit_code == 1);
  CHECK(names_in(".") == Words{"other.db"});
  fs::copy_file("other.db", "scratch.db");
  const ProgramAnswer used =
      run_program({"record", "-o", "history", "--db", "scratch.db", "--", "true"});
  CHECK(used.err ==
        "plumbline: scratch.db: holds 1 migration already; a history is recorded from an empty "
        "database on\n");
}

TEST_CASE("record: a database that holds something before counts for the first migration") {
  const Workshop shop;
  make_database("scratch.db", "CREATE TABLE before (a)");
  const ProgramAnswer ran = run_program({"record", "-o", "history", "--db", "scratch.db", "--",
                                         "python3", "-B", shop.runner, "scratch.db"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.find("note: scratch.db was not empty: what it held counts as the first "
                     "migration's\n") != std::string::npos);
  const std::vector<Migration> list = read_history("history").migrations.list;
  CHECK(find_table(*list[0].snapshot, Identifier("before")) != nullptr);
}

TEST_CASE("record: where a history may go is asked before the command runs") {
  const Workshop shop;
  fs::create_directory("full");
  std::ofstream("full/file").close();
  std::ofstream("file").close();
  const std::map<std::string, std::string> refused = {
      {"full", "plumbline: full: is not empty; a history goes into a new or an empty directory\n"},
      {"file", "plumbline: file: is not a directory; a history is a new or an empty one\n"},
      {"no/such", "plumbline: no/such: no such directory: " + fs::absolute("no").string() + "\n"}};
  for (const auto& [output, message] : refused) {
    const ProgramAnswer ran = record(shop, output, {}, {});
    CHECK(ran.exit_code == 1);
    CHECK(ran.err == message);
    CHECK_FALSE(fs::exists("scratch.db"));
  }
  fs::create_directory("empty");
  const ProgramAnswer inside =
      run_program({"record", "-o", "empty", "--db", "empty/s.db", "--", "true"});
  CHECK(inside.exit_code == 64);
  CHECK(inside.err.find("must not lie in the directory of the history") != std::string::npos);
}

}  // namespace plumbline
