// Asking through a shell command: how it is run, how it ends, and how SQL gets through shells.
#include "analyzer/via/remote.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "model/error.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

void write_script(const std::string& name, const std::string& body) {
  std::ofstream(name, std::ios::binary) << "#!/bin/sh\n" << body;
  chmod(name.c_str(), 0700);
}

std::string complaint(const std::string& command, const std::string& sql = "SELECT 1 AS a",
                      const std::optional<Deadline>& deadline = std::nullopt) {
  try {
    Remote(command, deadline).ask(sql);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string first_value(const std::string& command, const std::string& sql) {
  const auto answer = Remote(command, std::nullopt).ask(sql);
  return answer.rows.at(0).at(0).value_or("NULL");
}

/// Behind the words that say what --via needs.
std::string asked_for_one_row(const std::string& command) {
  const std::string text = complaint(command);
  const std::string mark = "Asked for one row: ";
  return text.substr(std::min(text.find(mark), text.size() - mark.size()) + mark.size());
}

const std::string shell = "sqlite3 -json :memory:";
const std::string odd = "SELECT '$(touch pwned) `touch pwned` \"b\" \\ ''c'' \n;|&<>*' AS odd";
const std::string odd_value = "$(touch pwned) `touch pwned` \"b\" \\ 'c' \n;|&<>*";

}  // namespace

TEST_CASE("a command is asked: its rows, its output, its errors, its end") {
  Remote remote(shell, std::nullopt);
  const Ask ask = [&](const std::string& sql) { return remote.ask(sql); };
  const auto answer = ask("SELECT 1 AS a, NULL AS b UNION ALL SELECT 'x', 2");
  CHECK(answer.columns == std::vector<std::string>{"a", "b"});
  REQUIRE(answer.rows.size() == 2);
  CHECK(answer.rows[0] == std::vector<std::optional<std::string>>{"1", std::nullopt});
  CHECK(answer.rows[1] == std::vector<std::optional<std::string>>{"x", "2"});
  CHECK(ask("SELECT 1 AS a WHERE 0").rows.empty());
  CHECK(
      complaint(shell, "SELECT * FROM nope")
          .find(
              "sqlite3 -json :memory:: the command ended with exit status 1: Error: in prepare, no "
              "such table: nope") == 0);
  const ShellAnswer both = ask_shell("printf '%s|' out; echo err >&2; exit 7 #", "x", "n", {});
  CHECK(both.output == "out|");
  CHECK(both.errors == "err\n");
  CHECK(both.end.exit_status == 7);
  CHECK(ask_shell("printf %s", "a 'b' \"c\" $d \n", "n", {}).output == "a 'b' \"c\" $d \n");
  CHECK(ask_shell("cat; test -t 0 || echo none #", "x", "n", {}).output == "none\n");
  CHECK(ask_shell("kill -9 $$ #", "x", "n", {}).end.signal == 9);
}

TEST_CASE("what a command leaves running is not waited for") {
  const auto begin = std::chrono::steady_clock::now();
  const ShellAnswer answer = ask_shell("sleep 20 & echo $! #", "x", "n", {});
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  const pid_t left = std::stoi(answer.output);
  CHECK(kill(left, 0) == 0);
  kill(left, SIGKILL);
}

TEST_CASE("a command that hangs is ended at the deadline, with all that it has started") {
  const ScenarioFolder folder;
  const std::string text = complaint("(echo begun >begun; sleep 1.5; echo late >late) & sleep 60 #",
                                     "SELECT 1 AS a", Deadline(0.5));
  CHECK(text.find("has not answered when the time was over; --deadline SECONDS gives more") !=
        std::string::npos);
  CHECK(fs::exists("begun"));
  std::this_thread::sleep_for(std::chrono::seconds(2));
  CHECK_FALSE(fs::exists("late"));
}

TEST_CASE("a command that never ends its answer is ended") {
  CHECK(asked_for_one_row("yes '[' #").find("printed more than 64 MB to one question") !=
        std::string::npos);
}

TEST_CASE("what does not answer as it should is told with what it said") {
  CHECK(complaint("false") ==
        "false: does not answer as --via needs it: the command gets SQL as its last word, and has "
        "to print the rows as JSON, as in sqlite3 -readonly -json app.db. Asked for one row: the "
        "command ended with exit status 1");
  CHECK(asked_for_one_row("echo hello #") == "the command printed no JSON: hello");
  CHECK(asked_for_one_row("echo '[{\"probe\":1}]' #") == "it printed other rows, of 1");
  CHECK(asked_for_one_row("true") == "it printed no rows");
  CHECK(asked_for_one_row("/no/such/program").find("the command ended with exit status 127: ") ==
        0);
  CHECK(asked_for_one_row("echo '{\"error\":\"Unauthorized\"}'; exit 1 #") == "Unauthorized");
  CHECK(complaint("echo " + std::string(100, 'y') + "\xC3\xA9 #").find("echo yyy") == 0);
  CHECK(Remote(" a\n  b ", std::nullopt).name() == "a b");
  CHECK(Remote(std::string(59, 'x') + "\xC3\xA9" + "z", std::nullopt).name() ==
        std::string(59, 'x') + "\xE2\x80\xA6");
}

TEST_CASE("SQL is quoted as often as shells take it apart") {
  const ScenarioFolder folder;
  // As ssh does: the words are joined, and another shell splits them.
  write_script("remotely", "exec sh -c \"$*\"\n");
  CHECK(first_value(shell, odd) == odd_value);
  CHECK(first_value("./remotely " + shell, odd) == odd_value);
  CHECK(first_value("./remotely ./remotely " + shell, odd) == odd_value);
  CHECK(complaint("./remotely ./remotely ./remotely " + shell).find("does not answer") !=
        std::string::npos);
  CHECK_FALSE(fs::exists("pwned"));
  CHECK(quoted_for_a_shell("it's") == "'it'\\''s'");
}

TEST_CASE("where a shell would act on SQL, none is sent that it could act on") {
  const ScenarioFolder folder;
  // Between double quotes, which a name in double quotes ends.
  write_script("between", "exec sh -c \"" + shell + " \\\"$1\\\"\"\n");
  CHECK(complaint("./between", odd).find("does not answer") != std::string::npos);
  // The same with double quotes escaped: $ and ` still act.
  write_script("escaped", "q=$(printf %s \"$1\" | sed 's/\"/\\\\\"/g')\nexec sh -c \"" + shell +
                              " \\\"$q\\\"\"\n");
  CHECK(first_value("./escaped", "SELECT 'a > \"b\"' AS fine") == "a > \"b\"");
  CHECK(complaint("./escaped", odd)
            .find("changes $, `, \\ or line ends in the SQL that it is given") !=
        std::string::npos);
  // Words that are joined and not taken apart again lose their spaces.
  write_script("joining", "exec " + shell + " \"$(echo $1)\"\n");
  CHECK(asked_for_one_row("./joining").find("it printed other rows, of a \"b\" c") == 0);
  CHECK_FALSE(fs::exists("pwned"));
}

}  // namespace plumbline
