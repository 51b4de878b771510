// Recorded histories: the grammar of history.yaml, and what a history is read as.
#include "analyzer/history/recorded/read_history.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>

#include "analyzer/diff/diff.hpp"
#include "analyzer/history/files/fields_of_key.hpp"
#include "analyzer/history/recorded/history_yaml.hpp"
#include "analyzer/source.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const std::string head = "format: plumbline.history/1\n";

HistoryFile read(const std::string& text) { return read_history_yaml(text, "history.yaml"); }

std::string error_of(const std::string& text) {
  try {
    read(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

std::string error_of_directory(const fs::path& directory) {
  try {
    read_history(directory);
  } catch (const Error& error) {
    return to_string(error.kind()) + " " + error.what();
  }
  return "";
}

std::vector<std::string> names_of(const Schema& schema) {
  std::vector<std::string> names;
  for (const auto& [name, table] : schema.tables) names.push_back(name.text());
  return names;
}

using Names = std::vector<std::string>;
using Fields = std::map<std::string, std::string>;

/// What the log row of `key` takes, by the runner's own description.
Fields fields(const std::string& runner, const std::string& key) {
  return fields_of_key(*runners_named(runner).front(), key);
}

const fs::path token_history = fs::path("snapshots") / "histories-recorded" / "api-tokens";

}  // namespace

TEST_CASE("a history reads as its migrations, each with the schema behind it") {
  CHECK(is_history(token_history));
  CHECK_FALSE(is_history("snapshots"));
  const History history = read_history(token_history);
  CHECK(history.runner == "kysely");
  CHECK(history.migrations.directory == token_history.string());
  const std::vector<Migration>& list = history.migrations.list;
  REQUIRE(list.size() == 5);

  CHECK(list[0].id == "014_users");
  CHECK(list[0].key == "014_users");
  CHECK(list[0].file == (token_history / "0001-014_users.yaml").string());
  CHECK_FALSE(list[0].has_sql);
  CHECK(list[0].up.empty());
  REQUIRE(list[0].snapshot);
  CHECK(names_of(*list[0].snapshot) == Names{"_emdash_users"});
  CHECK_FALSE(list[0].snapshot->user_version);

  CHECK_FALSE(list[1].snapshot);
  CHECK_FALSE(list[1].has_sql);
  CHECK(list[1].file == (token_history / "history.yaml").string());
  CHECK(history.migrations.notes == Names{"015_sessions was recorded in one run with "
                                          "016_api_tokens: what each of them did is not known "
                                          "apart"});

  REQUIRE(list[2].snapshot);
  CHECK(names_of(*list[2].snapshot) ==
        Names{"_emdash_api_tokens", "_emdash_sessions", "_emdash_users"});
  CHECK(find_index(*list[2].snapshot, Identifier("idx_api_tokens_user_id")) != nullptr);

  REQUIRE(list[3].snapshot);
  CHECK(list[3].has_sql);
  REQUIRE(list[3].up.size() == 2);
  CHECK(list[3].up[0].sql == "CREATE VIRTUAL TABLE _emdash_search USING fts5(title, body)");
  CHECK(list[3].up[0].line == 10);
  CHECK(list[3].up[1].sql == "UPDATE _emdash_users SET name = 'a;b'");
  CHECK(list[3].up[1].line == 11);
  CHECK(list[3].file == (token_history / "history.yaml").string());
  // The shadow tables are not in the snapshot: SQLite has made them.
  const Table* shadow = find_table(*list[3].snapshot, Identifier("_emdash_search_data"));
  REQUIRE(shadow != nullptr);
  CHECK(shadow->kind == TableKind::shadow);

  CHECK_FALSE(list[4].snapshot);
  CHECK(list[4].has_sql);
  CHECK(list[4].fields == Fields{{"app", "shop"}, {"stem", "018_roles"}});
}

TEST_CASE("a history under a log of heads: each migration follows the one before it") {
  const ScenarioFolder folder;
  fs::create_directory("revisions");
  write_file("revisions/history.yaml",
             head +
                 "runner: alembic\nmigrations:\n"
                 "  - { key: a1, sql: [\"CREATE TABLE one (id)\"] }\n"
                 "  - { key: b2, sql: [\"CREATE TABLE two (id)\"] }\n"
                 "  - { key: c3, sql: [], fields: { parents: a1 } }\n"
                 "  - { key: d4, sql: [], fields: { parents: \"b2, c3\" } }\n"
                 "  - { key: e5, sql: [] }\n");
  Names parents;
  for (const Migration& migration : read_history("revisions").migrations.list) {
    parents.push_back(migration.fields.at("parents"));
  }
  CHECK(parents == Names{"", "a1", "a1", "b2, c3", "d4"});
}

TEST_CASE("a history as a source is the schema behind its last migration") {
  const Source source = open_source(token_history.string(), {});
  CHECK(source.kind == SourceKind::directory);
  const Table* users = find_table(source.schema, Identifier("_emdash_users"));
  REQUIRE(users != nullptr);
  CHECK(find_column(*users, Identifier("role")) != nullptr);
  CHECK(find_table(source.schema, Identifier("_emdash_api_tokens")) != nullptr);
}

TEST_CASE("what history.yaml says is written and read back") {
  HistoryFile history;
  history.runner = "kysely";
  history.migrations = {
      {"001: \"odd\" # key", "", "0002", false, {}, {}, {}},
      {"0002", "0002-0002.yaml", "", false, {}, {{"app", "a b"}, {"-", "null"}}, {}},
      {"3",
       "",
       "",
       true,
       {{"CREATE TABLE t (a DEFAULT 'x\ny')", 1, 1}, {"SELECT 1", 1, 1}},
       {},
       {}},
      {"n\xc3\xa9", "", "", true, {}, {}, {}}};
  const std::string text = write_history_yaml(history);
  CHECK(text.find("runner: kysely\nmigrations:\n  - { key: ") != std::string::npos);
  const HistoryFile back = read(text);
  CHECK(write_history_yaml(back) == text);
  CHECK(back.runner == "kysely");
  REQUIRE(back.migrations.size() == 4);
  CHECK(back.migrations[0].key == "001: \"odd\" # key");
  CHECK(back.migrations[0].with == "0002");
  CHECK(back.migrations[1].key == "0002");
  CHECK(back.migrations[1].fields == history.migrations[1].fields);
  CHECK(back.migrations[2].sql[0].sql == "CREATE TABLE t (a DEFAULT 'x\ny')");
  CHECK(back.migrations[3].has_sql);
  CHECK(back.migrations[3].sql.empty());

  history.migrations[0].key = "\xff";
  CHECK_THROWS_WITH_AS(write_history_yaml(history), doctest::Contains("not UTF-8"), Error);
}

TEST_CASE("history.yaml: every mistake has its line and column") {
  const std::string list = head + "migrations:\n";
  CHECK(error_of("migrations: []\n") ==
        "history.yaml:1:1: the key \"format\" is missing; it is: format: plumbline.history/1");
  CHECK(error_of("format: plumbline.schema/1\nmigrations: []\n") ==
        "history.yaml:1:9: format is \"plumbline.schema/1\"; this reads plumbline.history/1");
  CHECK(error_of(head + "runer: kysely\n").find("history.yaml:2:1: unknown key \"runer\"") == 0);
  CHECK(error_of(head).find("migrations") != std::string::npos);
  CHECK(error_of(head + "migrations: []\n") == "history.yaml:2:13: lists no migration");
  CHECK(error_of(head + "migrations: {}\n").find("history.yaml:2:13: migrations must be") == 0);
  CHECK(error_of(head + "runner: a\nrunner: b\n") ==
        "history.yaml:3:1: duplicate key \"runner\"; first on line 2");
  CHECK(error_of(list + "  - { key: a, snapshots: b.yaml }\n")
            .find("history.yaml:3:15: unknown key \"snapshots\" in a migration; did you mean "
                  "\"snapshot\"?") == 0);
  CHECK(error_of(list + "  - { snapshot: b.yaml }\n").find("key") != std::string::npos);
  CHECK(error_of(list + "  - { key: \"\", snapshot: b.yaml }\n") ==
        "history.yaml:3:12: key is empty");
  CHECK(error_of(list + "  - { key: a, snapshot: a.yaml }\n  - { key: a, snapshot: b.yaml }\n") ==
        "history.yaml:4:5: migration \"a\" is listed twice; first on line 3");
  CHECK(error_of(list + "  - { key: a }\n") ==
        "history.yaml:3:5: migration \"a\" needs a snapshot, sql or with");
  for (const char* const name : {"../a.yaml", "/etc/passwd", "a/b.yaml", "..", "\"\""}) {
    CHECK(error_of(list + "  - { key: a, snapshot: " + name + " }\n") ==
          "history.yaml:3:25: snapshot must be the name of a file beside history.yaml");
  }
  CHECK(error_of(list + "  - { key: a, sql: [ SELECT 1; SELECT 2 ] }\n") ==
        "history.yaml:3:22: holds more than one statement; one an item");
  CHECK(error_of(list + "  - { key: a, sql: [ \"-- nothing\" ] }\n") ==
        "history.yaml:3:22: holds no statement");
}

TEST_CASE("history.yaml: a migration without anything of its own is recorded with the next") {
  const std::string list = head + "migrations:\n";
  CHECK(error_of(list + "  - { key: a, with: b }\n") ==
        "history.yaml:3:21: with must name the next migration that has a snapshot or sql of its "
        "own; there is none");
  CHECK(error_of(list +
                 "  - { key: a, with: c }\n  - { key: b, sql: [] }\n  - { key: c, sql: [] }") ==
        "history.yaml:3:21: with must name the next migration that has a snapshot or sql of its "
        "own: b");
  CHECK(error_of(list + "  - { key: a, sql: [] }\n  - { key: b, with: a }\n")
            .find("history.yaml:4:21: ") == 0);
  CHECK(error_of(list + "  - { key: a, with: a }\n").find("history.yaml:3:21: ") == 0);
  CHECK(error_of(list + "  - { key: a, with: b, sql: [] }\n  - { key: b, sql: [] }\n") ==
        "history.yaml:3:5: \"with\" is for a migration that has neither snapshot nor sql");
  CHECK(error_of(list +
                 "  - { key: a, with: c }\n  - { key: b, with: c }\n  - { key: c, sql: [] }\n") ==
        "");
}

TEST_CASE("a history whose snapshots cannot be read says which, and where") {
  const ScenarioFolder folder;
  fs::create_directory("h");
  CHECK(error_of_directory("h") == "unreadable h/history.yaml: no such file");
  write_file("h/history.yaml", head + "runner: nobody\nmigrations:\n  - { key: a, sql: [] }\n");
  CHECK(error_of_directory("h") == "bad-yaml h/history.yaml:2:9: no runner is called \"nobody\"");
  write_file("h/history.yaml", head + "migrations:\n  - { key: a, snapshot: a.yaml }\n");
  CHECK(error_of_directory("h") ==
        "unreadable h/history.yaml:3:25: snapshot a.yaml: no such file in h");
  write_file("h/a.yaml", "format: plumbline.schema/1\nsql:\n  - CREATE TABLE t (a, a)\n");
  CHECK(error_of_directory("h") == "bad-sql h/a.yaml:3:5: duplicate column name: a");
  write_file("h/a.yaml", "format: plumbline.schema/1\ntabels: {}\n");
  CHECK(error_of_directory("h").find("bad-yaml h/a.yaml:2:1: unknown key \"tabels\"") == 0);
}

TEST_CASE("a key is taken apart into what the log row needs") {
  CHECK(fields("django", "shop.0001_initial") == Fields{{"app", "shop"}, {"stem", "0001_initial"}});
  CHECK(fields("django", "shop").empty());
  CHECK(fields("typeorm", "AddUsers21690000000000") ==
        Fields{{"name", "AddUsers2"}, {"ts", "1690000000000"}});
  CHECK(fields("typeorm", "short").empty());
  CHECK(fields("kysely", "001_init") == Fields{{"stem", "001_init"}});
  CHECK(fields("db-migrate", "/2025-x") == Fields{{"stem", "2025-x"}});
  CHECK(fields("db-migrate", "2025-x").empty());
  CHECK(fields("diesel", "20250101").empty());
  CHECK(fields("fluentmigrator", "1").empty());
}

TEST_CASE("80 snapshots are read in well under a second") {
  const ScenarioFolder folder;
  fs::create_directory("h");
  std::string tables;
  std::string list = head + "migrations:\n";
  for (int at = 1; at <= 80; ++at) {
    const std::string name = std::to_string(at);
    tables += "  t" + name + ":\n    columns:\n      id: { type: INTEGER, primary_key: true }\n" +
              "      a: { type: TEXT, not_null: true }\n      b: { type: TEXT, default: \"1\" }\n" +
              "    indexes: { i" + name + ": { columns: [a] } }\n";
    write_file("h/" + name + ".yaml", "format: plumbline.schema/1\ntables:\n" + tables);
    list += "  - { key: m" + name + ", snapshot: " + name + ".yaml }\n";
  }
  write_file("h/history.yaml", list);
  const auto start = std::chrono::steady_clock::now();
  const History history = read_history("h");
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  REQUIRE(history.migrations.list.size() == 80);
  CHECK(history.migrations.list[79].snapshot->tables.size() == 80);
  MESSAGE("80 snapshots of 1 to 80 tables: ", seconds.count(), " s");
  CHECK(seconds.count() < 5);  // on a busy machine, with sanitizers
}

}  // namespace plumbline
