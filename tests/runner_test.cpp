// The descriptions of the migration runners: that they are all in the program, byte for byte, and
// mean what they say.
#include "analyzer/history/runner/runner.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "analyzer/history/runner/runner_files.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/error.hpp"
#include "model/identifier.hpp"

namespace plumbline {
namespace {

const std::filesystem::path folder = "analyzer/history/runners";

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> names_for(const std::string& word) {
  std::vector<std::string> names;
  for (const Runner* runner : runners_named(word)) names.push_back(runner->name);
  return names;
}

const Runner& runner_called(const std::string& name) {
  const auto found = std::ranges::find(all_runners(), name, &Runner::name);
  REQUIRE(found != all_runners().end());
  return *found;
}

std::string message_for(const std::string& yaml) {
  try {
    read_runner(yaml, "x.yaml");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("runners: every file is in the program as it is on disk") {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.insert(entry.path().filename());
  }
  CHECK(files.size() == 45);
  CHECK(runner_file_count == files.size());
  for (std::size_t i = 0; i < runner_file_count; ++i) {
    CAPTURE(runner_files[i].file);
    CHECK(files.contains(runner_files[i].file));
    CHECK(text_of(folder / runner_files[i].file) == runner_files[i].text);
  }
}

TEST_CASE("runners: the name is that of the file, and all are there once") {
  REQUIRE(all_runners().size() == runner_file_count);
  std::set<std::string> names;
  for (const Runner& runner : all_runners()) {
    CAPTURE(runner.name);
    CHECK(std::filesystem::exists(folder / (runner.name + ".yaml")));
    CHECK_FALSE(runner.title.empty());
    names.insert(runner.name);
  }
  CHECK(names.size() == all_runners().size());
  CHECK(std::ranges::is_sorted(all_runners(), {}, &Runner::name));
}

TEST_CASE("runners: their SQL compiles over the columns that they name") {
  for (const Runner& runner : all_runners()) {
    CAPTURE(runner.name);
    CHECK(
        (runner.files.glob.empty() || !runner.files.regex.empty() || !runner.files.parse.empty()));
    if (runner.columns.empty()) continue;
    const Connection connection = Connection::in_memory("log");
    std::string columns;
    for (const std::string& column : runner.columns) {
      columns += (columns.empty() ? "" : ", ") + Identifier(column).quoted();
    }
    connection.execute("CREATE TABLE log(" + columns + ")");
    const std::string from =
        runner.mode == LogMode::user_version ? "pragma_user_version" : std::string("log");
    std::string sql = "SELECT " + runner.key + ", " + runner.ok + ", " + runner.failed + ", " +
                      runner.ignored + (runner.at.empty() ? "" : ", " + runner.at) +
                      (runner.checksum ? ", " + runner.checksum->column : "") + " FROM " + from;
    for (std::size_t at = 0; (at = sql.find("{table}", at)) != std::string::npos;) {
      sql.replace(at, 7, "log");
    }
    if (!runner.newest_row_by.empty()) sql += " ORDER BY " + runner.newest_row_by;
    const auto failure = connection.try_prepare(sql);
    CHECK_MESSAGE(!failure, sql, ": ", failure ? failure->message : "");
  }
}

TEST_CASE("runners: a word of --log means what people call the runner") {
  using Names = std::vector<std::string>;
  CHECK(names_for("kysely") == Names{"kysely"});
  CHECK(names_for("drizzle") == Names{"drizzle", "drizzle-1"});
  CHECK(names_for("drizzle-0") == Names{"drizzle"});
  CHECK(names_for("drizzle_1") == Names{"drizzle-1"});
  CHECK(names_for("golang_migrate") == Names{"golang-migrate"});
  CHECK(names_for("Golang-Migrate") == Names{"golang-migrate"});
  CHECK(names_for("wrangler") == Names{"d1"});
  CHECK(names_for("umzug") == Names{"sequelize"});
  CHECK(names_for("sequel") == Names{"sequel-int", "sequel-ts"});
  CHECK(names_for("user_version") == Names{"user-version"});
  CHECK(names_for("kyseli").empty());
  CHECK(names_for("").empty());
}

TEST_CASE("runners: what is written in the file is what the program reads") {
  const Runner& goose = runner_called("goose");
  CHECK(goose.title == "goose");
  CHECK(goose.columns == std::vector<std::string>{"id", "version_id", "is_applied", "tstamp"});
  CHECK(goose.newest_row_by == "id");
  CHECK(goose.late == Late::refuse);
  CHECK(goose.sections == Sections::goose);
  CHECK(goose.files.regex == R"(^(?<version>\d+)_(?<name>.*)\.(?:sql|go)$)");
  const Runner& drizzle = runner_called("drizzle");
  CHECK(drizzle.watermark);
  CHECK(drizzle.checksum->algorithm == "sha256");
  CHECK(drizzle.insert == R"(INSERT INTO {table}("hash","created_at") VALUES({checksum},{key}))");
  CHECK(runner_called("doctrine").file_key == "{stem}");
  CHECK(runner_called("liquibase").locks.at("DATABASECHANGELOGLOCK") == "LOCKED <> 0");
  CHECK(runner_called("sequelize").columns == std::vector<std::string>{"name"});
  CHECK(runner_called("sequelize").declared.contains("createdAt"));
}

TEST_CASE("runners: a description with a mistake is refused with its place") {
  CHECK(message_for("name: x") == "x.yaml:1:1: the key \"title\" is missing");
  CHECK(message_for("name: x\ntitle: X\nmode: row\n") ==
        "x.yaml:3:7: mode: row is none of rows, single_version, heads, user_version");
  CHECK(message_for("name: x\ntitle: X\nlocks: {a: \"1\"}\n") ==
        "x.yaml:3:9: locks: a is none of the side_tables");
  CHECK(message_for("name: x\ntitle: X\nwatermarks: true\n").starts_with("x.yaml:3:1: "));
}

}  // namespace plumbline
