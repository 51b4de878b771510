// Every kind of source a target can be, and what a bad one is told.
#include "analyzer/source.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

void write_file(const fs::path& file, const std::string& text) {
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

Schema declared(const std::string& sql) {
  write_file("target.sql", sql);
  return open_source("target.sql", {}).schema;
}

std::string complaint(const std::string& sql, const Options& options = {}) {
  write_file("target.sql", sql);
  try {
    open_source("target.sql", options);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::vector<std::string> names_of(const Schema& schema) {
  std::vector<std::string> names;
  for (const auto& [name, table] : schema.tables) names.push_back(name.text());
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a dump, a structure.sql and a transaction left open just run") {
  const ScenarioFolder folder;
  CHECK(names_of(declared("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE a(x);\n"
                          "INSERT INTO a VALUES('b;c');\nCOMMIT;\n")) == Names{"a"});
  CHECK(names_of(declared("\xEF\xBB\xBF"
                          "BEGIN;\r\nCREATE TABLE a(x);\r\n")) == Names{"a"});
  CHECK(names_of(declared("CREATE TABLE a(x); VACUUM; ANALYZE; CREATE TABLE b(x)")) ==
        Names{"a", "b"});
  const Schema dump = declared(
      "PRAGMA writable_schema=ON;\nINSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)"
      "VALUES('table','docs','docs',0,'CREATE VIRTUAL TABLE docs USING fts5(body)');\n"
      "CREATE TABLE IF NOT EXISTS 'docs_data'(id INTEGER PRIMARY KEY, block BLOB);\n"
      "PRAGMA writable_schema=OFF;\n");
  CHECK(find_table(dump, Identifier("docs")) != nullptr);
}

TEST_CASE("a target states the settings that it sets, and no others") {
  const ScenarioFolder folder;
  CHECK_FALSE(declared("CREATE TABLE a(x)").user_version);
  CHECK(declared("PRAGMA user_version=3").user_version == 3);
  CHECK(declared("PRAGMA main.user_version = 0").user_version == 0);
  CHECK_FALSE(declared("PRAGMA user_version=3").application_id);
}

TEST_CASE("an error names file, line and column") {
  const ScenarioFolder folder;
  CHECK(complaint("CREATE TABLE a(x);\n\nCREATE INDEX i ON a(emial);\n") ==
        "target.sql:3:21: no such column: emial");
  CHECK(complaint("CREATE TABLE a(x);\n  CREATE\n   TABEL b(x);\n") ==
        "target.sql:3:4: near \"TABEL\": syntax error");
  CHECK(complaint("CREATE TABLE a(x)\nCREATE TABLE b(x)") ==
        "target.sql:2:1: near \"CREATE\": syntax error");
}

TEST_CASE("what reaches outside is refused and leaves nothing behind") {
  const ScenarioFolder folder;
  for (const char* sql :
       {"ATTACH 'other.db' AS other", "VACUUM INTO 'copy.db'", "SELECT load_extension('x')",
        "VACUUM main INTO 'copy.db'", "PRAGMA temp_store_directory='.'"}) {
    CAPTURE(sql);
    CHECK(complaint(sql).starts_with("target.sql:1:"));
    CHECK(std::distance(fs::directory_iterator("."), fs::directory_iterator()) == 1);
  }
}

TEST_CASE("what does not end is interrupted at the deadline") {
  const ScenarioFolder folder;
  Options options;
  options.deadline = Deadline(0.05);
  CHECK(complaint("CREATE TABLE a AS WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)"
                  " SELECT i FROM n",
                  options)
            .find("--deadline") != std::string::npos);
}

TEST_CASE("the clock of a shadow stands still and its random numbers repeat") {
  const ScenarioFolder folder;
  const std::string sql = "CREATE TABLE a(x); INSERT INTO a VALUES (datetime('now'))";
  write_file("target.sql", sql + ", (random()), (hex(randomblob(8)))");
  const Source first = open_source("target.sql", {});
  const Source second = open_source("target.sql", {});
  const std::string all = "SELECT group_concat(x) FROM a";
  CHECK(first.connection.text(all) == second.connection.text(all));
  CHECK(first.connection.text("SELECT x FROM a") == "2000-01-01 00:00:00");
}

TEST_CASE("a plan in the directory says the order, where no log in a database could") {
  const Source source = open_source("snapshots/runners/sqitch", {});
  const Table* users = find_table(source.schema, Identifier("users"));
  REQUIRE(users != nullptr);
  CHECK(users->columns.back().name == Identifier("created_at"));  // by name it would come first
  CHECK(source.schema.views.contains(Identifier("user_posts")));
}

TEST_CASE("a directory of migrations runs in order, forward parts only") {
  const ScenarioFolder folder;
  write_file("m/10_c.sql",
             "-- migrate:up\nALTER TABLE b ADD COLUMN c;\n-- migrate:down\nDROP TABLE b;\n");
  write_file("m/9_b.sql", "-- +goose Up\nCREATE TABLE b(a);\n-- +goose Down\nDROP TABLE b;\n");
  write_file("m/9_b.down.sql", "DROP TABLE b;");
  write_file("m/notes.txt", "no SQL");
  const Schema schema = open_source("m", {}).schema;
  CHECK(schema.tables.at(Identifier("b")).columns.size() == 2);
  write_file("dirs/2026-01-02_b/up.sql", "CREATE TABLE two(x)");
  write_file("dirs/2026-01-02_b/down.sql", "DROP TABLE two");
  write_file("dirs/2026-01-01_a/up.sql", "CREATE TABLE one(x)");
  CHECK(names_of(open_source("dirs", {}).schema) == Names{"one", "two"});
  fs::create_directory("none");
  CHECK_THROWS_AS(open_source("none", {}), Error);
}

}  // namespace plumbline
