// Every answer in SARIF, whatever the names in it, holds against the JSON schema of the standard.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/check_samples.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"
#include "tests/status_samples.hpp"
#include "tools/plumbline/next_step.hpp"
#include "tools/plumbline/renderers.hpp"

namespace plumbline {

namespace {

namespace fs = std::filesystem;

/// What is wrong with all files *.sarif of the current folder, a line each; "" where nothing is.
std::string complaints_of(const std::string& validator) {
  const std::string command = "python3 -B " + shell_word(validator) + " *.sarif >complaints 2>&1";
  const int status = std::system(command.c_str());
  const bool failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
  std::string text = read_bytes("complaints");
  return failed && text.empty() ? "validate.py did not say why it failed" : text;
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

/// Of the verbs that a database with migrations has, the words that ask for SARIF.
std::vector<std::string> words_for(const std::string& verb) {
  if (verb == "lint") return {"lint", "migrations", "--format", "sarif"};
  return {verb, "app.db", "-d", "migrations", "--to", "schema.sql", "--format", "sarif"};
}

/// A table with quotes, newlines, tags and bytes that are no UTF-8 in its name; a half-done
/// migration in a file with such a name; a second one that drops the table.
void make_hostile_project() {
  // A path takes any byte but "/" and NUL; SQL text in a file has to be UTF-8 for us to read it.
  const std::string name = "a\"\"'`\n<script>alert(1)</script>\x1b[31m\xe2\x80\xae";
  const std::string create = "CREATE TABLE \"" + name + "\" (id INTEGER PRIMARY KEY, \"" + name +
                             "2\" TEXT NOT NULL DEFAULT 'x')";
  make_database("app.db", create + ";\nCREATE TABLE \"\xff\xc3(\" (id);\nINSERT INTO \"" + name +
                              "\" (id) VALUES (1), (2)");
  fs::create_directory("migrations");
  write("migrations/001_<script>'\"`\n\x1b %0A [a](b).sql",
        create + ";\nCREATE INDEX \"i" + name + "\" ON \"" + name + "\" (id);\n");
  write("migrations/002_\xff\xc3(.sql", "\n\nDROP TABLE \"" + name + "\";\n");
  write("schema.sql", create + ";\nCREATE VIEW \"v" + name + "\" AS SELECT 1;\n");
}

}  // namespace

TEST_CASE("SARIF of reports made by hand is valid, hostile names and all") {
  const std::string validator = fs::absolute("tests/sarif/validate.py");
  const ScenarioFolder folder;
  Report clean = foretold(ForecastOutcome::succeeds);
  clean.accepted = accepted_findings();
  const std::vector<Report> reports = {Report(),          clean,           stopped_half_way(),
                                       foretold_losses(), linted(),        foretold_failure(),
                                       foretold_drift(),  hostile_report()};
  for (std::size_t i = 0; i < reports.size(); ++i) {
    write("report-" + std::to_string(i) + ".sarif", render_report_sarif(reports[i]));
  }
  CHECK(complaints_of(validator) == "");
}

TEST_CASE("SARIF of the program itself is valid on hostile names") {
  const std::string validator = fs::absolute("tests/sarif/validate.py");
  const ScenarioFolder folder;
  make_hostile_project();
  for (const std::string verb : {"diff", "status", "check", "lint"}) {
    const ProgramAnswer answer =
        run_program(verb == "diff" ? std::vector<std::string>{"diff", "app.db", "schema.sql",
                                                              "--format", "sarif"}
                                   : words_for(verb));
    CAPTURE(answer.err);
    CHECK(answer.exit_code == 2);
    CHECK(nlohmann::json::parse(answer.out)["runs"][0]["results"].size() > 0);
    write(verb + ".sarif", answer.out);
  }
  CHECK(complaints_of(validator) == "");
}

TEST_CASE("the validator sees what is wrong") {
  const std::string validator = fs::absolute("tests/sarif/validate.py");
  const ScenarioFolder folder;
  const auto sound = nlohmann::json::parse(render_report_sarif(foretold_failure()));
  const auto complaint_on = [&](const auto& spoil) {
    auto spoiled = sound;
    spoil(spoiled["runs"][0]);
    write("spoiled.sarif", spoiled.dump());
    return complaints_of(validator);
  };
  CHECK(complaint_on([](auto&) {}) == "");
  CHECK(complaint_on([](auto& run) { run["results"][0]["level"] = "fatal"; }) ==
        "spoiled.sarif: runs/0/results/0/level: 'fatal' is not one of ['none', 'note', 'warning', "
        "'error']\n");
  CHECK(complaint_on([](auto& run) { run["tool"]["driver"].erase("name"); }) ==
        "spoiled.sarif: runs/0/tool/driver: 'name' is a required property\n");
  CHECK(complaint_on([](auto& run) { run["results"][0]["ruleIndex"] = 7; }) ==
        "spoiled.sarif: ruleIndex 7 does not lead to 'deploy-fails'\n");
  CHECK(complaint_on([](auto& run) {
          run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b";
        }) == "spoiled.sarif: no URI reference: 'a b'\n");
  CHECK(complaint_on([](auto& run) { run["results"].push_back(run["results"][0]); }) ==
        "spoiled.sarif: two results have one fingerprint\n");
  write("spoiled.sarif", "{\"version\": \"2.1.0\", \"version\": \"2.1.0\"}");
  CHECK(complaints_of(validator) == "spoiled.sarif: no JSON: given twice: ['version']\n");
  write("spoiled.sarif", "\"\xff\"");
  CHECK(holds(complaints_of(validator), "no JSON: 'utf-8' codec can't decode byte 0xff"));
}

}  // namespace plumbline
