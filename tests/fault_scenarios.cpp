#include "tests/fault_scenarios.hpp"

#include <cstdlib>
#include <fstream>

#include "analyzer/sqlite/connection.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// `count` rows of the SELECT list `values`, in which n is 1, 2, ….
std::string rows_into(const std::string& table, const std::string& values, int count) {
  return "WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < " +
         std::to_string(count) + ") INSERT INTO " + table + " SELECT " + values + " FROM r;\n";
}

FaultScenario alters() {
  return {"alters",
          "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, nick TEXT);\n"
          "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, old TEXT);\n"
          "CREATE INDEX notes_old ON notes(old);\n" +
              rows_into("users", "n, 'u' || n || '@example.com', NULL", 60) +
              rows_into("notes", "n, printf('%060d', n), 'o' || n", 60),
          "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, nick TEXT, seen INTEGER NOT NULL "
          "DEFAULT 0);\n"
          "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);\n"
          "CREATE INDEX users_mail ON users(mail);\n"
          "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);\n"
          "CREATE VIEW loud AS SELECT id, upper(mail) AS mail FROM users;\n",
          {},
          {Hazard::drop_column}};
}

FaultScenario rebuild() {
  const std::string around =
      "CREATE TABLE members (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES teams(id) ON "
      "DELETE CASCADE);\n"
      "CREATE TABLE scores (team INTEGER REFERENCES teams(id) ON DELETE SET NULL, points);\n"
      "CREATE TABLE audit (what TEXT);\n"
      "CREATE TRIGGER teams_gone AFTER DELETE ON teams BEGIN INSERT INTO audit VALUES ('gone ' || "
      "old.id); END;\n"
      "CREATE TRIGGER teams_new AFTER INSERT ON teams BEGIN INSERT INTO audit VALUES ('new ' || "
      "new.id); END;\n";
  return {"rebuild with references and triggers",
          "CREATE TABLE teams (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, motto TEXT);\n" +
              around + rows_into("teams", "n * 3, 'team ' || n, NULL", 40) +
              rows_into("members", "n, 3 * (1 + n % 40)", 80) +
              rows_into("scores", "3 * (1 + n % 40), n * 1.5", 40),
          "CREATE TABLE teams (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL CHECK "
          "(name <> ''), motto TEXT NOT NULL DEFAULT '-');\n" +
              around,
          {},
          {Hazard::fill_null}};
}

FaultScenario half_done() {
  return {"half-done migration and its log row",
          "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);\n"
          "INSERT INTO schema_migrations VALUES ('001');\n"
          "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT);\n" +
              rows_into("users", "n, 'U' || n", 50) +
              "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n",
          "",
          {{"001_users.sql",
            "-- migrate:up\nCREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT);\n"},
           {"002_tags.sql",
            "-- migrate:up transaction:false\n"
            "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
            "CREATE INDEX tags_name ON tags(name);\n"
            "INSERT INTO tags(name) SELECT lower(mail) FROM users;\n"
            "CREATE TABLE tagged (user REFERENCES users(id), tag REFERENCES tags(id));\n"}}};
}

/// The size of the cache is kept in the file:
/// https://sqlite.org/pragma.html#pragma_default_cache_size
FaultScenario spills() {
  return {"more pages than the cache holds",
          "PRAGMA page_size=512; PRAGMA auto_vacuum=FULL; PRAGMA default_cache_size=10;\n"
          "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, size INTEGER);\n"
          "CREATE INDEX things_name ON things(name);\n" +
              rows_into("things", "n, printf('%040d', n * 7919), n % 9", 250),
          "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, size INTEGER NOT "
          "NULL DEFAULT 0);\nCREATE INDEX things_name ON things(name);\n",
          {},
          {Hazard::change_collation}};
}

FaultScenario without_rowid() {
  return {"WITHOUT ROWID and full text",
          "CREATE TABLE places (country TEXT, city TEXT, people INTEGER, PRIMARY KEY (country, "
          "city)) WITHOUT ROWID;\n" +
              rows_into("places", "'c' || (n % 7), 'city ' || n, n * 1000", 60) +
              "CREATE VIRTUAL TABLE found USING fts5(city);\n"
              "INSERT INTO found SELECT city FROM places;\n",
          "CREATE TABLE places (country TEXT NOT NULL, city TEXT NOT NULL, people INTEGER NOT NULL "
          "DEFAULT 0 CHECK (people >= 0), PRIMARY KEY (country, city)) WITHOUT ROWID;\n"
          "CREATE VIRTUAL TABLE found USING fts5(city);\n"
          "CREATE VIRTUAL TABLE notes USING fts5(body, tokenize = 'porter');\n"};
}

Options options_of(const FaultScenario& scenario) {
  Options options;
  options.allow = scenario.allow;
  return options;
}

}  // namespace

const std::vector<FaultScenario>& fault_scenarios() {
  static const std::vector<FaultScenario> all = {alters(), rebuild(), half_done(), spills(),
                                                 without_rowid()};
  return all;
}

bool all_faults_asked_for() { return std::getenv("PLUMBLINE_FAULTS") != nullptr; }

FaultScenario large_scenario() {
  const int rows = all_faults_asked_for() ? 6000 : 3000;
  return {"some megabytes",
          "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, filling TEXT);\n"
          "CREATE INDEX things_name ON things(name);\n"
          "CREATE TABLE parts (id INTEGER PRIMARY KEY, thing REFERENCES things(id));\n" +
              rows_into("things", "n, printf('%020d', n * 7919), printf('%0400d', n)", rows) +
              rows_into("parts", "n, n", rows),
          "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL, filling TEXT NOT NULL "
          "DEFAULT '');\nCREATE INDEX things_name ON things(name);\n"
          "CREATE INDEX things_filling ON things(filling);\n"
          "CREATE TABLE parts (id INTEGER PRIMARY KEY, thing REFERENCES things(id), note TEXT);\n"};
}

std::string to_string(JournalKind journal) {
  switch (journal) {
    case JournalKind::rollback:
      return "rollback journal";
    case JournalKind::wal:
      return "WAL";
    case JournalKind::wal_with_frames:
      return "WAL left by a dead writer";
  }
  return "?";
}

fs::path fault_folder() { return "disk"; }
std::string fault_database() { return (fault_folder() / "app.db").string(); }

void lay_out(const FaultScenario& scenario, JournalKind journal) {
  write_image(fault_folder(), {});
  std::ofstream("target.sql") << scenario.target;
  fs::create_directory("migrations");
  for (const auto& [name, text] : scenario.migrations)
    std::ofstream(fs::path("migrations") / name) << text;
  const bool frames = journal == JournalKind::wal_with_frames;
  make_database(fault_database(), journal == JournalKind::rollback || frames ? scenario.live : "");
  if (journal == JournalKind::rollback) return;
  const Connection writer =
      Connection::open_read_write("file:" + fault_database(), fault_database());
  writer.execute("PRAGMA synchronous=OFF");
  if (!frames) writer.execute(scenario.live);
  writer.execute("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;");
  if (!frames) return;
  writer.execute("PRAGMA user_version=7; CREATE TABLE late (x); DROP TABLE late;");
  const DiskImage image = read_image(fault_folder());
  write_image(fault_folder(), image);
}

std::vector<std::string> repair_words(const FaultScenario& scenario, const std::string& database) {
  std::vector<std::string> words = {"repair", database};
  if (scenario.migrations.empty()) {
    words.insert(words.end(), {"--to", "target.sql"});
  } else {
    words.insert(words.end(), {"-d", "migrations"});
  }
  for (const Hazard hazard : scenario.allow)
    words.insert(words.end(), {"--allow", to_string(hazard)});
  return words;
}

Plan plan_for(const FaultScenario& scenario, const std::string& database) {
  RepairRequest request;
  request.migrations = "migrations";
  const Options options = options_of(scenario);
  Repair answer = scenario.migrations.empty() ? repair(database, "target.sql", options)
                                              : repair(database, request, options);
  if (const auto* refused = std::get_if<Refused>(&answer.planning)) {
    throw Error(
        Error::Kind::failed, {database, 0, 0},
        "refused: " + refused->refusals.front().reason + "; " + refused->refusals.front().remedy);
  }
  return std::get<Plan>(std::move(answer.planning));
}

}  // namespace plumbline
