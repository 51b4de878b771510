// The program with a plumbline.yaml, ignore comments and a baseline, started as its user does.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/run_program.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/policy.hpp"
#include "tools/plumbline/settings.hpp"

namespace plumbline {

namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void write(const std::string& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

/// A log of Kysely with both migrations recorded, the second of which left a table that was changed
/// by hand since.
void make_project() {
  fs::create_directories("project/migrations");
  fs::current_path("project");
  write("migrations/001_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);\n");
  write("migrations/002_notes.sql",
        "-- first\nCREATE TABLE notes (id INTEGER PRIMARY KEY,\n  body TEXT);\n");
  make_database("app.db",
                "CREATE TABLE kysely_migration (name varchar(255) not null primary key, timestamp "
                "varchar(255) not null);"
                "INSERT INTO kysely_migration VALUES ('001_users', '2024-01-01T00:00:00.000Z'),"
                "('002_notes', '2024-01-02T00:00:00.000Z');"
                "CREATE TABLE users (id INTEGER PRIMARY KEY);"
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, body BLOB);");
  write("plumbline.yaml", "database: app.db\nmigrations: migrations\n");
}

class Today {
 public:
  explicit Today(const char* seconds) { setenv("SOURCE_DATE_EPOCH", seconds, 1); }
  ~Today() { unsetenv("SOURCE_DATE_EPOCH"); }
  Today(const Today&) = delete;
  Today& operator=(const Today&) = delete;
};

constexpr const char* day_2026_06_15 = "1781481600";
constexpr const char* day_2026_06_16 = "1781568000";

}  // namespace

TEST_CASE("the examples of a policy in tools/README.md are read") {
  const std::string readme = read_bytes("tools/README.md");
  const auto block = [&](const std::string& first) {
    const std::size_t at = readme.find("```yaml\n" + first);
    REQUIRE(at != std::string::npos);
    return readme.substr(at + 8, readme.find("```", at + 8) - at - 8);
  };
  const Settings settings = read_settings(block("database:"), "plumbline.yaml");
  CHECK(settings.severities.size() == 2);
  CHECK(settings.show_values == false);
  const Baseline baseline = read_baseline(block("format: plumbline.baseline/1"), "baseline.yaml");
  CHECK(baseline.entries.size() == 1);
  const std::size_t sql = readme.find("-- plumbline: ignore masked-create");
  REQUIRE(sql != std::string::npos);
  const auto comments = ignore_comments(readme.substr(sql, readme.find("```", sql) - sql));
  REQUIRE(comments.size() == 1);
  CHECK(comments[0].fault == "");
  CHECK(comments[0].last_line == 2);
}

TEST_CASE("program: in a project the verb alone is enough, also below its root") {
  const ScenarioFolder folder;
  make_project();
  const ProgramAnswer at_root = run_program({"status"});
  CHECK(at_root.exit_code == 2);
  CHECK(has(at_root.out, "error: altered-by-hand: migrations/002_notes.sql:2: table notes: "));
  fs::create_directory("sub");
  fs::current_path("sub");
  const ProgramAnswer below = run_program({"status"});
  CHECK(below.exit_code == 2);
  CHECK(has(below.out, "error: altered-by-hand: ../migrations/002_notes.sql:2: table notes: "));
  CHECK(run_program({"inspect"}).exit_code == 0);
  const ProgramAnswer without = run_program({"status", "--no-config"});
  CHECK(without.exit_code == 64);
  CHECK(without.err ==
        "plumbline: status: DB is missing; name it here, or as database: in plumbline.yaml\n"
        "Try: plumbline status --help\n");
}

TEST_CASE("program: a rule that is off is accepted by the line that says so") {
  const ScenarioFolder folder;
  make_project();
  write("p.yaml",
        "database: app.db\nmigrations: migrations\nseverities:\n  altered-by-hand: off\n");
  const ProgramAnswer off = run_program({"status", "-c", "p.yaml"});
  CHECK(off.exit_code == 0);
  CHECK_FALSE(has(off.out, "error: altered-by-hand"));
  write("p.yaml",
        "database: app.db\nmigrations: migrations\nseverities:\n  altered-by-hand: warning\n");
  CHECK(run_program({"status", "-c", "p.yaml"}).exit_code == 0);
  CHECK(run_program({"status", "-c", "p.yaml", "--fail-on", "warning"}).exit_code == 2);
}

TEST_CASE("program: an ignore comment is obeyed, and a bad one is told of") {
  const ScenarioFolder folder;
  make_project();
  const std::string table = "CREATE TABLE notes (id INTEGER PRIMARY KEY,\n  body TEXT);\n";
  write("migrations/002_notes.sql",
        "-- plumbline: ignore altered-by-hand the blobs are on purpose\r\n" + table);
  CHECK(run_program({"status"}).exit_code == 0);
  write("migrations/002_notes.sql", "-- plumbline: ignore altered-by-hand\n" + table);
  const ProgramAnswer bad = run_program({"status"});
  CHECK(bad.exit_code == 2);
  CHECK(has(bad.out,
            "warning: bad-ignore: migrations/002_notes.sql:1: this comment ignores "
            "nothing: gives no reason why altered-by-hand may stand"));
  write("migrations/002_notes.sql",
        table + "-- plumbline: ignore altered-by-hand the blobs are on purpose\n");
  CHECK(run_program({"status"}).exit_code == 2);
}

TEST_CASE("program: a baseline is written, filled in by a person, and counts until its day") {
  const ScenarioFolder folder;
  make_project();
  write("plumbline.yaml",
        "database: app.db\nmigrations: migrations\nbaseline: ops/baseline.yaml\n");
  fs::create_directory("ops");
  const ProgramAnswer none = run_program({"status"});
  CHECK(none.exit_code == 1);
  CHECK(none.err == "plumbline: ops/baseline.yaml: no such file\n");
  CHECK(run_program({"status", "--format", "baseline", "-o", "ops/baseline.yaml"}).exit_code == 2);
  std::string yaml = read_bytes("ops/baseline.yaml");
  CHECK(has(yaml,
            "  - rule: altered-by-hand\n    object: table notes\n"
            "    file: \"../migrations/002_notes.sql\"\n"));
  const ProgramAnswer unfilled = run_program({"status"});
  CHECK(unfilled.exit_code == 1);
  CHECK(has(unfilled.err, "plumbline: ops/baseline.yaml:8:13: reason is empty"));

  yaml.replace(yaml.find("reason: \"\""), 10, "reason: blobs are on purpose");
  yaml.replace(yaml.find("expires: \"\""), 11, "expires: 2026-06-15");
  write("ops/baseline.yaml", yaml);
  // Lines move; the finding stays the one that was accepted.
  write("migrations/002_notes.sql",
        "\n\n\nCREATE TABLE notes (id INTEGER PRIMARY KEY,\n  body TEXT);\n");
  {
    const Today today(day_2026_06_15);
    CHECK(run_program({"status"}).exit_code == 0);
    fs::create_directory("sub");
    fs::current_path("sub");
    CHECK(run_program({"status"}).exit_code == 0);
    fs::current_path("..");
  }
  const Today tomorrow(day_2026_06_16);
  const ProgramAnswer expired = run_program({"status"});
  CHECK(expired.exit_code == 2);
  CHECK(has(expired.out, "error: altered-by-hand: "));
  CHECK(has(expired.out,
            "note: stale-baseline: ops/baseline.yaml:4: this entry expired on "
            "2026-06-15"));
}

TEST_CASE("program: check reads the startup from the settings and obeys the policy") {
  const ScenarioFolder folder;
  make_project();
  write("plumbline.yaml",
        "database: app.db\nmigrations: migrations\nstartup: [ddl.sql]\n"
        "severities: {altered-by-hand: off}\n");
  write("ddl.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);\n");
  const ProgramAnswer fails = run_program({"check"});
  CHECK(fails.exit_code == 2);
  CHECK(has(fails.out, "error: deploy-fails: ddl.sql:1: "));
  write("ddl.sql",
        "CREATE TABLE users (id INTEGER PRIMARY KEY); -- plumbline: ignore deploy-fails caught\n");
  CHECK(run_program({"check"}).exit_code == 0);
  CHECK(run_program({"check", "-o", "ddl.sql"}).exit_code == 64);
}

TEST_CASE("program: a baseline is not overwritten, and a wrong day in the environment is told") {
  const ScenarioFolder folder;
  make_project();
  write("b.yaml", "format: plumbline.baseline/1\naccepted: []\n");
  const ProgramAnswer over =
      run_program({"status", "--baseline", "b.yaml", "--format", "baseline", "-o", "b.yaml"});
  CHECK(over.exit_code == 64);
  CHECK(read_bytes("b.yaml") == "format: plumbline.baseline/1\naccepted: []\n");
  const Today nonsense("today");
  CHECK(run_program({"status"}).exit_code == 2);
  const ProgramAnswer wrong = run_program({"status", "--baseline", "b.yaml"});
  CHECK(wrong.exit_code == 1);
  CHECK(wrong.err ==
        "plumbline: SOURCE_DATE_EPOCH is \"today\"; it must be a number of seconds since 1970\n");
}

TEST_CASE("program: a bad file of settings is no answer, in every format") {
  const ScenarioFolder folder;
  make_project();
  write("plumbline.yaml", "databse: app.db\n");
  const ProgramAnswer text = run_program({"status"});
  CHECK(text.exit_code == 1);
  CHECK(text.out.empty());
  CHECK(text.err.starts_with("plumbline: plumbline.yaml:1:1: unknown key \"databse\""));
  const ProgramAnswer json = run_program({"status", "--format", "json"});
  CHECK(json.exit_code == 1);
  CHECK(has(json.out, "\"kind\": \"bad-yaml\""));
  fs::remove("plumbline.yaml");
  fs::create_directory("plumbline.yaml");
  CHECK(run_program({"inspect", "app.db"}).err ==
        "plumbline: plumbline.yaml: is not a regular file\n");
  CHECK(run_program({"inspect", "app.db", "--no-config"}).exit_code == 0);
}

TEST_CASE("program: the next command leaves out what the file of settings says") {
  const ScenarioFolder folder;
  make_project();
  fs::remove("app.db");
  make_database("app.db",
                "CREATE TABLE kysely_migration (name varchar(255) not null primary key, timestamp "
                "varchar(255) not null);"
                "INSERT INTO kysely_migration VALUES ('001_users', '2024-01-01T00:00:00.000Z');"
                "CREATE TABLE users (id INTEGER PRIMARY KEY);"
                "CREATE TABLE notes (id INTEGER PRIMARY KEY,\n  body TEXT);");
  CHECK(has(run_program({"status"}).out, "    plumbline repair\n"));
  CHECK(has(run_program({"status", "--no-config", "app.db", "-d", "migrations"}).out,
            "    plumbline repair app.db --no-config -d migrations\n"));
  fs::rename("plumbline.yaml", "p.yaml");
  CHECK(has(run_program({"status", "-c", "p.yaml", "--exclude", "x*"}).out,
            "    plumbline repair -c p.yaml --exclude 'x*'\n"));
  CHECK(run_program({"repair", "-c", "p.yaml"}).exit_code == 0);
}

TEST_CASE("program: --startup is refused where nothing runs it, and in the settings it is not") {
  const ScenarioFolder folder;
  make_project();
  const ProgramAnswer answer = run_program({"status", "--startup", "migrations"});
  CHECK(answer.exit_code == 64);
  CHECK(has(answer.err, "status: --startup is what check runs"));
  write("plumbline.yaml", "database: app.db\nmigrations: migrations\nstartup: [migrations]\n");
  CHECK(run_program({"status", "--fail-on", "never"}).exit_code == 0);
}

}  // namespace plumbline
