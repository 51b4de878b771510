#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/child_program.hpp"
#include "tests/fleet_samples.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/fleet/fleet_lines.hpp"
#include "tools/plumbline/fleet/fleet_words.hpp"
#include "tools/plumbline/fleet/render_fleet.hpp"

namespace plumbline {

namespace {

using Words = std::vector<std::string>;

const Words fleet_words = {"tenants", "-d", "migrations"};

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

const FleetAnswer& answer_of(const Fleet& fleet, const std::string& path) {
  const auto file = std::ranges::find(fleet.files, path, &FleetFile::path);
  REQUIRE(file != fleet.files.end());
  REQUIRE_MESSAGE(fleet.answers.contains(file->answer), path, ": ", file->error);
  return fleet.answers.at(file->answer);
}

}  // namespace

TEST_CASE("fleet: every file has the label of its state") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const Fleet fleet = asked(fleet_words);
  CHECK(fleet.complete);
  CHECK(labels_of(fleet) ==
        Words{"tenants/a1.db: at 003_teams", "tenants/a2.db: at 003_teams",
              "tenants/a3.db: at 003_teams", "tenants/a4.db: at 003_teams",
              "tenants/a5.db: at 003_teams", "tenants/b1.db: partial 003_teams (2/4)",
              "tenants/b2.db: partial 003_teams (2/4)", "tenants/c1.db: at 001_users",
              "tenants/c2.db: partial 002_levels (2/3)", "tenants/c3.db: at 001_users",
              "tenants/d1.db: at 003_teams, 1 error",
              "tenants/e1.db: file is not a database, or it is encrypted"});
  CHECK(headline_of(fleet) ==
        "5 at 003_teams · 2 partial 003_teams (2/4) · 2 at 001_users · 1 at 003_teams, 1 error · "
        "1 partial 002_levels (2/3) · 1 not answered");
}

TEST_CASE("fleet: a state is asked once, and each file of it where rows have a say") {
  const ScenarioFolder folder;
  lay_out_fleet();
  const Fleet fleet = asked(fleet_words);
  CHECK_FALSE(answer_of(fleet, "tenants/a3.db").each);
  CHECK(answer_of(fleet, "tenants/a3.db").of == "tenants/a1.db");
  CHECK(answer_of(fleet, "tenants/b2.db").each);
  // The first of its state is settled; the second, of the same schema and log, is not.
  CHECK(answer_of(fleet, "tenants/c1.db").each);
  CHECK(answer_of(fleet, "tenants/c1.db").state == answer_of(fleet, "tenants/c2.db").state);
  CHECK(answer_of(fleet, "tenants/c3.db").id == answer_of(fleet, "tenants/c1.db").id);
  CHECK(answer_of(fleet, "tenants/c2.db").id != answer_of(fleet, "tenants/c1.db").id);
  const Fleet by_data = asked(with(fleet_words, {"--data"}));
  CHECK(answer_of(by_data, "tenants/a3.db").each);
}

TEST_CASE("fleet: the answer does not depend on how many threads ask") {
  const ScenarioFolder folder;
  lay_out_fleet();
  for (int i = 0; i < 40; ++i) {
    const bool first = i % 3 == 0;
    make_tenant({"tenants/x" + std::to_string(i) + ".db", first ? 1 : 3,
                 i % 7 == 0 ? "INSERT INTO users(mail) VALUES ('x')" : "", "11"});
  }
  const Words words = with(fleet_words, {"--scripts", "s"});
  const Fleet alone = asked(with(words, {"--jobs", "1"}));
  const std::string lines = render_fleet_lines(alone);
  CHECK(alone.files.size() == 52);
  for (const char* const jobs : {"2", "3", "8", "33"}) {
    const Fleet fleet = asked(with(words, {"--jobs", jobs}));
    CHECK_MESSAGE(render_fleet_lines(fleet) == lines, jobs);
    CHECK(render_fleet_text(fleet, "s", plain_style()) ==
          render_fleet_text(alone, "s", plain_style()));
  }
}

TEST_CASE("fleet: one bad file costs one line") {
  const ScenarioFolder folder;
  lay_out_fleet();
  std::filesystem::copy_file("tenants/a1.db", "tenants/a0.db");
  {
    std::fstream file("tenants/a0.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);  // the first page of the schema
    file << std::string(300, '\x07');
  }
  make_tenant({"tenants/a00.db", 3});
  std::filesystem::create_directory("tenants/dir.db");
  const LockHolder writer("tenants/a00.db", "BEGIN EXCLUSIVE");
  const Words words = {"tenants/a0.db", "tenants/a00.db",  "tenants/a1.db",
                       "tenants/e1.db", "tenants/gone.db", "-d",
                       "migrations"};
  const Fleet fleet = asked(with(words, {"--jobs", "3"}));
  CHECK(labels_of(fleet) ==
        Words{"tenants/a0.db: database disk image is malformed",
              "tenants/a00.db: database is locked (a writer holds it; try again when it is done)",
              "tenants/a1.db: at 003_teams",
              "tenants/e1.db: file is not a database, or it is encrypted",
              "tenants/gone.db: no such file"});
  CHECK(fleet.complete);
}

TEST_CASE("fleet: what is wrong with the question is no answer about a file") {
  const ScenarioFolder folder;
  lay_out_fleet();
  CHECK_THROWS_AS(asked(with(fleet_words, {"--log", "nobodys"})), Error);
}

TEST_CASE("fleet: scripts are handed out for the files on which they were proven") {
  const ScenarioFolder folder;
  lay_out_fleet();
  make_tenant({"tenants/b3.db", 2,
               "CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);"
               "CREATE TABLE members(team INTEGER REFERENCES teams(id), user INTEGER);"
               "INSERT INTO members VALUES (7, 7)"});
  const Fleet fleet = asked(with(fleet_words, {"--scripts", "s"}));
  const FleetAnswer& two = answer_of(fleet, "tenants/b1.db");
  REQUIRE(two.repair);
  CHECK(two.repair->name == "partial-003_teams-2-of-4-" + two.id.substr(0, 6));
  CHECK(two.repair->script.find("003_teams") != std::string::npos);
  CHECK(answer_of(fleet, "tenants/b2.db").id == two.id);
  CHECK_FALSE(answer_of(fleet, "tenants/a1.db").repair);
  REQUIRE(answer_of(fleet, "tenants/c2.db").repair);
  CHECK_FALSE(answer_of(fleet, "tenants/c1.db").repair);
}

TEST_CASE("fleet: to a target, too, each file has a script that was proven on it, or a reason") {
  const ScenarioFolder folder;
  std::filesystem::create_directory("t");
  const std::string users = "CREATE TABLE users(id INTEGER PRIMARY KEY, mail TEXT);";
  for (const char* const name : {"t/a.db", "t/b.db"}) {
    make_database(name, users + "INSERT INTO users(mail) VALUES ('x')");
  }
  make_database("t/c.db", users + "INSERT INTO users(mail) VALUES (NULL)");
  make_database("t/d.db", "CREATE TABLE users(id INTEGER PRIMARY KEY, mail TEXT NOT NULL)");
  std::ofstream("schema.sql") << "CREATE TABLE users(id INTEGER PRIMARY KEY, mail TEXT NOT NULL);";
  const Words words = {"t", "--to", "schema.sql"};
  const Fleet fleet = asked(words);
  CHECK(headline_of(fleet) ==
        "3 drifted · 1 at schema " + answer_of(fleet, "t/d.db").schema.substr(0, 8));
  CHECK_FALSE(answer_of(fleet, "t/a.db").each);
  const Fleet mended = asked(with(words, {"--scripts", "s"}));
  CHECK(answer_of(mended, "t/a.db").id == answer_of(mended, "t/b.db").id);
  CHECK_FALSE(answer_of(mended, "t/a.db").repair->script.empty());
  const FleetRepair& refused = *answer_of(mended, "t/c.db").repair;
  CHECK(refused.script.empty());
  REQUIRE(refused.refusals.size() == 1);
  CHECK(refused.refusals[0].find("1 row has NULL in mail") != std::string::npos);
}

}  // namespace plumbline
