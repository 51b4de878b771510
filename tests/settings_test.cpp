// plumbline.yaml: what it says, what it must not say, and how the words of a command go with it.
#include "tools/plumbline/settings.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "model/error.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

using Words = std::vector<std::string>;

constexpr const char* full = R"(# all that can be said
database: data/app.db
target: schema.sql
migrations: ./migrations/
log: {runner: kysely, table: _log, key: name}
startup: [ddl/before.sql, migrations, ./migrations]
foreign_keys: off
runtime: sqlite-3.40
rows: sample
placeholders: {TENANT: acme, EMPTY: "", NUMBER: 007}
severities: {extra-table: error, cosmetic-edit: off}
include: ["app_*"]
exclude: ["cache_*", x]
allow: [fill-null, drop-table]
rename: ["users:people", users.mail:email]
fail_on: warning
baseline: /etc/baseline.yaml
deadline: 2.5
show_values: true
)";

std::string complaint_of(const std::string& yaml) {
  try {
    read_settings(yaml, "p.yaml");
    return "none";
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::bad_yaml);
    return error.what();
  }
}

Command command_of(const Words& words) {
  const auto parsed = parse_command_line(words);
  REQUIRE(std::holds_alternative<Command>(parsed));
  return std::get<Command>(parsed);
}

Command together(const Words& words, const std::string& yaml) {
  return with_settings(command_of(words), read_settings(yaml, "plumbline.yaml"));
}

}  // namespace

TEST_CASE("settings: every key is read, paths start from the file") {
  const Settings settings = read_settings(full, "../p/plumbline.yaml");
  CHECK(settings.file == "../p/plumbline.yaml");
  CHECK(settings.database == "../p/data/app.db");
  CHECK(settings.target == "../p/schema.sql");
  CHECK(settings.migrations == "../p/migrations/");
  CHECK(settings.baseline == "/etc/baseline.yaml");
  CHECK(settings.log.runner == "kysely");
  CHECK(settings.log.table == "_log");
  CHECK(settings.log.key_column == "name");
  CHECK(settings.startup == Words{"../p/ddl/before.sql", "migrations", "../p/migrations"});
  CHECK(settings.foreign_keys == false);
  CHECK(to_string(*settings.runtime) == "sqlite-3.40");
  CHECK(settings.rows == Rows::sample);
  CHECK(settings.placeholders ==
        std::map<std::string, std::string>{{"EMPTY", ""}, {"NUMBER", "007"}, {"TENANT", "acme"}});
  CHECK(settings.severities.at("extra-table").severity == Severity::error);
  CHECK(settings.severities.at("extra-table").by == "../p/plumbline.yaml:11");
  CHECK_FALSE(settings.severities.at("cosmetic-edit").severity);
  CHECK(settings.include == Words{"app_*"});
  CHECK(settings.exclude == Words{"cache_*", "x"});
  CHECK(settings.allow == std::set{Hazard::fill_null, Hazard::drop_table});
  REQUIRE(settings.renames.size() == 2);
  CHECK(settings.renames[1].column->text() == "mail");
  CHECK(settings.fail_on == FailOn::warning);
  CHECK(settings.deadline_seconds == 2.5);
  CHECK(settings.show_values == true);
}

TEST_CASE("settings: an empty file says nothing, and short forms are read") {
  for (const char* const yaml : {"", "# nothing\n", "---\n", "{}"}) {
    CHECK(read_settings(yaml, "p.yaml").database.empty());
  }
  CHECK(read_settings("log: goose\n", "p.yaml").log.runner == "goose");
  CHECK(read_settings("foreign_keys: true\n", "p.yaml").foreign_keys == true);
  CHECK(read_settings("database: a\r\ntarget: b\r\n", "p.yaml").database == "a");
  CHECK(read_settings("\xEF\xBB\xBF"
                      "database: a\n",
                      "p.yaml")
            .database == "a");
  CHECK(read_settings("startup: [./migrations]", "p.yaml").startup == Words{"./migrations"});
  CHECK(read_settings("startup: [migrations]", "p.yaml").startup == Words{"migrations"});
}

TEST_CASE("settings: what is wrong is named with its place, and the nearest word") {
  CHECK(
      complaint_of("databse: x\n")
          .starts_with(
              "p.yaml:1:1: unknown key \"databse\" in p.yaml; did you mean \"database\"? known: "));
  CHECK(complaint_of("database: a\n\ndatabase: b\n") ==
        "p.yaml:3:1: duplicate key \"database\"; first on line 1");
  CHECK(complaint_of("severities:\n  extra-tabel: off\n") ==
        "p.yaml:2:3: there is no rule \"extra-tabel\"; did you mean \"extra-table\"? findings show "
        "the names of theirs");
  CHECK(
      complaint_of("severities:\n  half-done: off\n") ==
      "p.yaml:2:3: there is no rule \"half-done\"; did you mean \"half-done-migration\"? findings "
      "show the names of theirs");
  CHECK(complaint_of("severities: {extra-table: eror}") ==
        "p.yaml:1:27: extra-table cannot be \"eror\"; did you mean \"error\"? known: error, "
        "warning, note, off");
  CHECK(complaint_of("allow: [drop-tabel]") ==
        "p.yaml:1:9: an entry of allow cannot be \"drop-tabel\"; did you mean \"drop-table\"? "
        "known: all, drop-table, drop-column, delete-rows, fill-null, convert-value, "
        "change-collation, reset-sequence, renumber-rowid");
  CHECK(complaint_of("rename:\n - users")
            .starts_with("p.yaml:2:4: rename users: write OLD:NEW or TABLE.OLD:NEW"));
  CHECK(complaint_of("runtime: mysql") ==
        "p.yaml:1:10: runtime mysql: write sqlite-3.40, sqlite-3.40.1, d1 or libsql");
  CHECK(complaint_of("log: kisely")
            .starts_with("p.yaml:1:6: no runner \"kisely\" is known; did you mean \"kysely\"? "
                         "write auto, or one of: "));
  CHECK(complaint_of("target: '-'") ==
        "p.yaml:1:9: target: a file of settings cannot name standard input");
}

TEST_CASE("settings: wrong types") {
  for (const auto& [yaml, place] :
       std::map<std::string, std::string>{{"[database]", "1:1"},
                                          {"database: [a]", "1:11"},
                                          {"database: ''", "1:11"},
                                          {"allow: drop-table", "1:8"},
                                          {"exclude: [[a]]", "1:11"},
                                          {"exclude: ['']", "1:11"},
                                          {"startup: migrations", "1:10"},
                                          {"foreign_keys: maybe", "1:15"},
                                          {"show_values: 'true'", "1:14"},
                                          {"rows: some", "1:7"},
                                          {"fail_on: note", "1:10"},
                                          {"deadline: 0", "1:11"},
                                          {"deadline: 1e999", "1:11"},
                                          {"deadline: 5s", "1:11"},
                                          {"placeholders: [a]", "1:15"},
                                          {"placeholders: {a: }", "1:19"},
                                          {"placeholders: {'': a}", "1:16"},
                                          {"rename: [{users: people}]", "1:10"},
                                          {"log: {runner: kysely, tabel: x}", "1:23"},
                                          {"log: [kysely]", "1:6"},
                                          {"severities: [extra-table]", "1:13"},
                                          {"severities: {extra-table: false}", "1:27"},
                                          {"severities:\n\textra-table: off", "2:13"},
                                          {"database: a\n---\ndatabase: b", "2:1"},
                                          {"database: a\xFF", "1:12"}}) {
    CAPTURE(yaml);
    CHECK(complaint_of(yaml).starts_with("p.yaml:" + place + ": "));
  }
}

TEST_CASE("settings: aliases cannot explode") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string of = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + of;
    for (int j = 1; j < 10; ++j) bomb += ", " + of;
    bomb += "]\n";
  }
  CHECK(complaint_of(bomb).find("more values than 100000, aliases expanded") != std::string::npos);
  CHECK(complaint_of(std::string(100, '[')).find("nested deeper") != std::string::npos);
}

TEST_CASE("settings fill what the words leave out") {
  const Command command = together({"check"}, full);
  CHECK(command.sources == Words{"data/app.db"});
  CHECK(command.to == "schema.sql");
  CHECK(command.migrations == "migrations/");
  CHECK(command.log.table == "_log");
  CHECK(command.startup == Words{"ddl/before.sql", "migrations", "./migrations"});
  CHECK_FALSE(command.options.foreign_keys);
  CHECK(command.options.rows == Rows::sample);
  CHECK(command.options.show_values);
  CHECK(command.fail_on == FailOn::warning);
  CHECK(command.baseline == "/etc/baseline.yaml");
  CHECK(command.severities.size() == 2);
  CHECK(command.settings == "plumbline.yaml");
  CHECK_FALSE(missing_words(command));
}

TEST_CASE("words replace values and the startup, and add to the other lists") {
  const Command command = together({"check",      "other.db",    "--to",           "t",
                                    "-d",         "m",           "--log",          "goose",
                                    "--startup",  "s.sql",       "--foreign-keys", "on",
                                    "--rows",     "full",        "--set",          "TENANT=b",
                                    "--allow",    "delete-rows", "--exclude",      "y",
                                    "--rename",   "a:b",         "--fail-on",      "error",
                                    "--deadline", "1",           "--runtime",      "d1",
                                    "--baseline", "b.yaml"},
                                   full);
  CHECK(command.sources == Words{"other.db"});
  CHECK(command.to == "t");
  CHECK(command.migrations == "m");
  CHECK(command.log.runner == "goose");
  CHECK(command.log.table == "_log");
  CHECK(command.startup == Words{"s.sql"});
  CHECK(command.options.foreign_keys);
  CHECK(command.options.rows == Rows::full);
  CHECK(command.options.placeholders.at("TENANT") == "b");
  CHECK(command.options.placeholders.at("NUMBER") == "007");
  CHECK(command.options.allow ==
        std::set{Hazard::delete_rows, Hazard::fill_null, Hazard::drop_table});
  CHECK(command.options.exclude == Words{"y", "cache_*", "x"});
  CHECK(command.options.renames.size() == 3);
  CHECK(command.fail_on == FailOn::error);
  CHECK(command.options.deadline->seconds == 1.0);
  CHECK(to_string(*command.options.runtime) == "d1");
  CHECK(command.baseline == "b.yaml");
}

TEST_CASE("each verb takes of the settings what is its own") {
  CHECK(together({"inspect"}, full).sources == Words{"data/app.db"});
  CHECK(together({"diff"}, full).sources == Words{"data/app.db", "schema.sql"});
  CHECK(together({"diff", "a", "b"}, full).sources == Words{"a", "b"});
  CHECK(together({"lint"}, full).sources == Words{"migrations/"});
  CHECK(together({"status"}, full).to == "schema.sql");
  CHECK(together({"diff"}, full).migrations.empty());
  const Reply one_missing = *missing_words(together({"diff"}, "database: a"));
  CHECK(one_missing.exit_code == 64);
  CHECK(one_missing.text ==
        "plumbline: diff: TO is missing; name it here, or as target: in plumbline.yaml\n"
        "Try: plumbline diff --help\n");
}

TEST_CASE("a target among the settings is no goal of a repair") {
  const Command command = together({"repair"}, full);
  CHECK(command.to.empty());
  CHECK(command.mode == RepairMode::unstated);
  CHECK(command.migrations == "migrations/");
  CHECK_FALSE(missing_words(command));
  CHECK(missing_words(together({"repair"}, "database: a\ntarget: b\n"))->exit_code == 64);
  CHECK(together({"repair", "--to", "t"}, full).mode == RepairMode::to);
}

TEST_CASE("the nearest file of settings is found, upward") {
  const ScenarioFolder folder;
  const std::filesystem::path here = std::filesystem::current_path();
  std::filesystem::create_directories("a/b");
  CHECK(find_settings(here / "a" / "b").empty());
  std::ofstream("plumbline.yaml") << "database: root.db\n";
  CHECK(find_settings(here) == "plumbline.yaml");
  CHECK(find_settings(here / "a" / "b") == "../../plumbline.yaml");
  std::ofstream("a/plumbline.yaml") << "database: a.db\n";
  CHECK(find_settings(here / "a" / "b") == "../plumbline.yaml");

  CHECK(with_file_of_settings(command_of({"inspect"})).sources == Words{"root.db"});
  CHECK(with_file_of_settings(command_of({"inspect", "-c", "a/plumbline.yaml"})).sources ==
        Words{"a/a.db"});
  CHECK(with_file_of_settings(command_of({"inspect", "--no-config"})).sources.empty());
  CHECK(with_file_of_settings(command_of({"explain", "x"})).settings.empty());
}

TEST_CASE("a file of settings that cannot be read is no file that is not there") {
  const ScenarioFolder folder;
  std::filesystem::create_directory("plumbline.yaml");
  CHECK_THROWS_WITH_AS(with_file_of_settings(command_of({"inspect"})),
                       "plumbline.yaml: is not a regular file", Error);
  std::filesystem::remove("plumbline.yaml");
  std::filesystem::create_symlink("nowhere", "plumbline.yaml");
  CHECK_THROWS_WITH_AS(with_file_of_settings(command_of({"inspect"})),
                       "plumbline.yaml: no such file", Error);
}

TEST_CASE("settings: runner and ignore are what a policy calls --log and --exclude") {
  const Settings settings = read_settings(
      "runner: kysely\nlog: {table: _log}\nexclude: [x]\nignore: [\"tmp_*\"]\n", "p.yaml");
  CHECK(settings.log.runner == "kysely");
  CHECK(settings.log.table == "_log");
  CHECK(settings.exclude == Words{"x", "tmp_*"});
  CHECK(complaint_of("runner: kisely\n").starts_with("p.yaml:1:9: no runner \"kisely\" is known"));
}

}  // namespace plumbline
