// The workflow in README.md: every command of ours in it is run, on migrations that are sound and
// on some that are not.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "analyzer/declare/yaml_values.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"
#include "tests/status_samples.hpp"

namespace plumbline {

namespace {

namespace fs = std::filesystem;

/// The block of YAML in that section of README.md.
std::string workflow_of(const std::string& section) {
  std::ifstream readme("README.md");
  std::string block;
  bool in_section = false;
  bool in_block = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("## ")) in_section = line == "## " + section;
    if (in_block && line == "```") break;
    if (in_block) block += line + "\n";
    if (in_section && line == "```yaml") in_block = true;
  }
  return block;
}

std::vector<YamlNode> steps_of(const YamlNode& workflow) {
  std::vector<YamlNode> steps;
  for (const YamlEntry& job : entries_of(need_value(workflow, "jobs"), "jobs")) {
    const std::vector<YamlNode>& list = items_of(need_value(job.value, "steps"), "steps");
    steps.insert(steps.end(), list.begin(), list.end());
  }
  return steps;
}

using Words = std::vector<std::string>;

/// Our own commands among the lines of a step, without the word plumbline. They hold nothing that a
/// shell would have to read.
std::vector<Words> commands_of(const YamlNode& step) {
  std::vector<Words> commands;
  std::istringstream lines(find_text(step, "run").value_or(""));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream text(line);
    Words words;
    for (std::string word; text >> word;) words.push_back(word);
    if (words.empty() || words.front() != "plumbline") continue;
    CHECK(line.find_first_of("'\"$|&;<>*?\\") == std::string::npos);
    commands.emplace_back(words.begin() + 1, words.end());
  }
  return commands;
}

std::vector<Words> all_commands() {
  std::vector<Words> commands;
  for (const YamlNode& step :
       steps_of(read_yaml_tree(workflow_of("In your pipeline"), "README.md"))) {
    const std::vector<Words> more = commands_of(step);
    commands.insert(commands.end(), more.begin(), more.end());
  }
  return commands;
}

/// Those that have a say in whether the step fails, and the others.
bool decides(const Words& words) { return std::ranges::find(words, "never") == words.end(); }

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

/// A runner without a transaction around a migration (Kysely), and one pending migration.
void make_project(const std::string& pending) {
  make_database("production-copy.db",
                "CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp "
                "varchar(255) NOT NULL);\n"
                "INSERT INTO kysely_migration VALUES ('001_init', '2026-01-01T00:00:00.000Z');\n"
                "CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT);\n"
                "INSERT INTO users VALUES (1, 'ada')");
  fs::create_directory("migrations");
  write("migrations/001_init.sql",
        "CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT);\n");
  write("migrations/002_next.sql", pending);
}

std::string shown(const ProgramAnswer& answer) { return answer.out + answer.err; }

}  // namespace

TEST_CASE("README: the workflow runs what it says it runs") {
  const YamlNode workflow = read_yaml_tree(workflow_of("In your pipeline"), "README.md");
  std::set<std::string> made;
  std::set<std::string> used;
  for (const YamlNode& step : steps_of(workflow)) {
    // A step does something, one way or the other.
    CHECK((find_value(step, "run") != nullptr) != (find_value(step, "uses") != nullptr));
    for (const Words& words : commands_of(step)) {
      const auto output = std::ranges::find(words, "-o");
      if (output != words.end()) made.insert(*(output + 1));
    }
    const YamlNode* const with = find_value(step, "with");
    if (with == nullptr) continue;
    if (const auto file = find_text(*with, "sarif_file")) used.insert(*file);
    const std::string script = find_text(*with, "script").value_or("");
    for (const char* const file : {"check.md", "lint.md"}) {
      if (holds(script, file)) used.insert(file);
    }
  }
  CHECK(made == std::set<std::string>{"check.md", "check.sarif", "lint.md", "lint.sarif"});
  CHECK(used == made);
  const std::vector<Words> commands = all_commands();
  REQUIRE(commands.size() == 6);
  CHECK(std::ranges::count_if(commands, decides) == 2);
}

TEST_CASE("README: the workflow lets sound migrations pass") {
  const std::vector<Words> commands = all_commands();
  const ScenarioFolder folder;
  make_project("CREATE TABLE IF NOT EXISTS teams (id INTEGER PRIMARY KEY);\n");
  for (const Words& words : commands) {
    const ProgramAnswer answer = run_program(words);
    CAPTURE(shown_command(words));
    CHECK_MESSAGE(answer.exit_code == 0, shown(answer));
  }
  CHECK(read_bytes("check.md")
            .starts_with("**the next deploy of production\\-copy.db succeeds: 1 migration runs, "
                         "nothing is lost"));
  CHECK(read_bytes("lint.md").starts_with("**2 migrations looked at: nothing unsafe"));
}

TEST_CASE("README: the workflow stops a migration that fails on the rows that are there") {
  const std::vector<Words> commands = all_commands();
  const ScenarioFolder folder;
  make_project(
      "CREATE TABLE teams (id INTEGER PRIMARY KEY);\n"
      "ALTER TABLE users ADD COLUMN team INTEGER NOT NULL DEFAULT 1 REFERENCES teams(id);\n");
  std::string annotations;
  for (const Words& words : commands) {
    const ProgramAnswer answer = run_program(words);
    CAPTURE(shown_command(words));
    CHECK_MESSAGE(answer.exit_code == (decides(words) ? 2 : 0), shown(answer));
    annotations += answer.out;
  }
  CHECK(holds(annotations, "::error title=deploy-fails,file=migrations/002_next.sql,line=2::"));
  CHECK(holds(read_bytes("check.md"),
              "Cannot add a REFERENCES column with non\\-NULL default value"));
  CHECK(holds(read_bytes("lint.md"), "migrations/002\\_next.sql:2"));
  for (const char* const file : {"check.sarif", "lint.sarif"}) {
    const auto results = nlohmann::json::parse(read_bytes(file))["runs"][0]["results"];
    CHECK(results.size() > 0);
  }
}

}  // namespace plumbline
