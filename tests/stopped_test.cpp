// Migrations that stopped half-way and logs that disagree with their database: every case under
// snapshots/incidents/ and snapshots/stopped/, through the program as its user runs it. What is
// expected was written by hand, from what happened, never taken from the output.
#include <doctest/doctest.h>
#include <fnmatch.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "model/error.hpp"
#include "tests/run_program.hpp"
#include "tests/scenario.hpp"
#include "tests/stopped_case.hpp"
#include "tests/stopped_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Texts = std::vector<std::string>;
using Json = nlohmann::json;

Texts status_words(const StoppedCase& stopped) {
  Texts words = {"status", "app.db", "-d", "migrations"};
  words.insert(words.end(), stopped.flags.begin(), stopped.flags.end());
  return words;
}

Texts with_words(Texts words, const Texts& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Texts repair_words(const StoppedCase& stopped, const ExpectedRepair& repair) {
  Texts words = status_words(stopped);
  words.front() = "repair";
  return with_words(words, repair.flags);
}

/// "recorded partial 1/9 dirty"; without the counts where the expectation has none.
std::string shown_migration(const Json& migration, bool with_counts) {
  std::string shown = migration.at("recorded").get<bool>() ? "recorded " : "";
  shown += migration.at("state").get<std::string>();
  if (with_counts) {
    const Json& statements = migration.at("statements");
    shown += " " + statements.at("applied").dump() + "/" + statements.at("total").dump();
  }
  Texts flags = migration.at("flags").get<Texts>();
  std::ranges::sort(flags);
  for (const std::string& flag : flags) shown += " " + flag;
  return shown;
}

using ExpectedMigrations = std::vector<std::pair<std::string, std::string>>;

Texts shown_migrations(const Json& report, const ExpectedMigrations& expected) {
  Texts lines;
  for (const Json& migration : report.at("migrations")) {
    const bool with_counts = lines.size() < expected.size() &&
                             expected[lines.size()].second.find('/') != std::string::npos;
    lines.push_back(migration.at("id").get<std::string>() + ": " +
                    shown_migration(migration, with_counts));
  }
  return lines;
}

std::string joined(const Texts& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// A * in an expectation stands for anything; what fits it is put in its place.
void check_migrations(const Json& report, const ExpectedMigrations& expected) {
  const Texts shown = shown_migrations(report, expected);
  Texts lines;
  for (const auto& [id, state] : expected) {
    const std::string line = id + ": " + state;
    const std::size_t i = lines.size();
    const bool fits = i < shown.size() && fnmatch(line.c_str(), shown[i].c_str(), 0) == 0;
    lines.push_back(fits ? shown[i] : line);
  }
  CHECK(joined(shown) == joined(lines));
}

std::string shown_cuts(const Json& report) {
  std::string shown;
  for (const Json& cut : report.at("cuts")) {
    shown += cut.at("migration").get<std::string>() + ":" + cut.at("after_statement").dump() + "\n";
  }
  return shown;
}

/// The first lines of a text that are not empty: what a reader in a hurry reads.
std::string head_of(const std::string& text) {
  std::istringstream in(text);
  std::string head;
  int lines = 0;
  for (std::string line; lines < 3 && std::getline(in, line);) {
    if (line.empty()) continue;
    head += line + "\n";
    ++lines;
  }
  return head;
}

void check_holds(const std::string& text, const Texts& words) {
  for (const std::string& word : words) {
    CHECK_MESSAGE(text.find(word) != std::string::npos, "'", word, "' is not said in:\n", text);
  }
}

void check_report(const Json& report, const ExpectedStatus& expected) {
  CHECK(report.at("format") == "plumbline.report/1");
  if (expected.migrations) check_migrations(report, *expected.migrations);
  if (expected.cuts) CHECK(shown_cuts(report) == joined(*expected.cuts));
}

/// Where `status` finds nothing, `check` has nothing to say but what the next start does.
void check_no_alarm(const StoppedCase& stopped) {
  Texts words = status_words(stopped);
  words.front() = "check";
  INFO(shown_command(words));
  const ProgramAnswer answer = run_program(with_words(words, {"--format", "json"}));
  const Json report = Json::parse(answer.out, nullptr, false);
  if (report.is_discarded() || !report.contains("findings")) {
    FAIL_CHECK("no report: ", answer.out, answer.err);
    return;
  }
  for (const Json& finding : report.at("findings")) {
    const bool of_start = finding.at("rule").get<std::string>().starts_with("deploy-");
    CHECK_MESSAGE((of_start || finding.at("severity") != "error"), finding.dump());
  }
}

void check_status(const StoppedCase& stopped, const ExpectedStatus& expected) {
  const Texts words = status_words(stopped);
  INFO(shown_command(words));
  const std::string before = read_bytes("app.db");
  const ProgramAnswer text = run_program(words);
  const ProgramAnswer json = run_program(with_words(words, {"--format", "json"}));
  INFO(text.out, text.err);
  if (expected.exit_code) CHECK(text.exit_code == *expected.exit_code);
  if (expected.exit_code == 0) check_no_alarm(stopped);
  CHECK(json.exit_code == text.exit_code);
  check_holds(text.out + text.err, expected.says);
  check_holds(head_of(text.out), expected.says_first);
  CHECK_MESSAGE(read_bytes("app.db") == before, "asking changed the database");
  const Json report = Json::parse(json.out, nullptr, false);
  // No REQUIRE: it would end the test case, and with it all the cases behind this one.
  if (report.is_discarded() || !report.contains("migrations")) {
    FAIL_CHECK("no report: ", json.out, json.err);
    return;
  }
  check_report(report, expected);
}

/// The statements of a script, without its commentary.
std::string without_commentary(const std::string& script) {
  std::istringstream in(script);
  std::string statements;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("--")) statements += line + "\n";
  }
  return statements;
}

void check_says_not(const std::string& script, const Texts& words) {
  const std::string statements = without_commentary(script);
  for (const std::string& word : words) {
    CHECK_MESSAGE(statements.find(word) == std::string::npos, "the script has ", word);
  }
}

/// Runs it on app.db. A script is for the one state that it was made from: a second run of it must
/// stop and leave everything as it is.
void run_repair_script(const std::string& script) {
  const std::string complaints_before = complaints(open_as_application("app.db"));
  {
    const Connection connection = open_as_application("app.db");
    const auto failure = connection.try_execute(script);
    CHECK_MESSAGE(!failure, failure->message);
    CHECK_FALSE(connection.in_transaction());
  }
  CHECK((complaints(open_as_application("app.db")) == "" ||
         complaints(open_as_application("app.db")) == complaints_before));
  const std::string mended = read_bytes("app.db");
  const bool ran_again = !open_as_application("app.db").try_execute(script);
  CHECK_FALSE_MESSAGE(ran_again, "the script runs a second time");
  CHECK_MESSAGE(read_bytes("app.db") == mended, "the second run changed the database");
}

void check_mended(const StoppedCase& stopped, const ExpectedRepair& repair,
                  const std::string& script) {
  if (!without_commentary(script).empty()) run_repair_script(script);
  for (const auto& [query, expected] : repair.rows) {
    CHECK_MESSAGE(answer_to(open_as_application("app.db"), query) == expected, query);
  }
  check_status(stopped, repair.after);
  for (const std::string& file : repair.next) {
    const auto error = run_migration_file("app.db", file);
    CHECK_MESSAGE(!error, file, ": ", error.value_or(""));
  }
}

void check_repair(const StoppedCase& stopped, const ExpectedRepair& repair) {
  const Texts words = repair_words(stopped, repair);
  INFO(shown_command(words));
  const std::string before = read_bytes("app.db");
  const ProgramAnswer answer = run_program(words);
  INFO(answer.out, answer.err);
  CHECK(answer.exit_code == repair.exit_code);
  CHECK_MESSAGE(read_bytes("app.db") == before, "asking changed the database");
  CHECK(run_program(words).out == answer.out);
  check_holds(answer.out + answer.err, repair.says);
  check_says_not(answer.out, repair.says_not);
  if (repair.exit_code != 0) CHECK(answer.out == "");
  if (answer.exit_code == 0 && repair.exit_code == 0) check_mended(stopped, repair, answer.out);
}

/// The incident itself: without a repair, this is how the next start ends.
void check_rerun(const Rerun& rerun) {
  fs::copy_file("app.db", "rerun.db");
  std::string error;
  for (const std::string& file : rerun.files) {
    if (error.empty()) error = run_migration_file("rerun.db", file).value_or("");
  }
  fs::remove("rerun.db");
  CHECK(error == rerun.error);
}

void check_case(const fs::path& path) {
  const StoppedCase stopped = read_stopped_case(path);
  if (!stopped.status) return;
  const ScenarioFolder folder;
  lay_out(stopped);
  if (stopped.rerun) check_rerun(*stopped.rerun);
  check_status(stopped, *stopped.status);
  fs::copy_file("app.db", "as_found.db");
  for (const ExpectedRepair& repair : stopped.repairs) {
    fs::copy_file("as_found.db", "app.db", fs::copy_options::overwrite_existing);
    check_repair(stopped, repair);
  }
}

}  // namespace

TEST_CASE("stopped migrations") {
  const fs::path snapshots = fs::absolute("snapshots");
  for (const fs::path& path : all_stopped_cases(snapshots)) {
    SUBCASE(path.lexically_relative(snapshots).string().c_str()) {
      try {
        check_case(path);
      } catch (const std::exception& error) {
        FAIL_CHECK(path.string(), ": ", std::string(error.what()));
      }
    }
  }
}

}  // namespace plumbline
