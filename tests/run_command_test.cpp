// The command that `record` runs: its words, how it is started, and the files it leads to.
#include "analyzer/history/recorded/run_command.hpp"

#include <doctest/doctest.h>

#include <map>

#include "analyzer/history/recorded/write_history.hpp"
#include "tests/scenario.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

namespace {

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("record: the words of its command are the command's alone") {
  const auto parsed =
      parse_command_line({"record", "-o", "h", "--db", "s.db", "--log", "kysely", "--log-key", "k",
                          "--", "[a,b]", "--help", "--", "-o=x", "--empty="});
  REQUIRE(std::holds_alternative<Command>(parsed));
  const Command& command = std::get<Command>(parsed);
  CHECK(command.program == Words{"[a,b]", "--help", "--", "-o=x", "--empty="});
  CHECK(command.output == "h");
  CHECK(command.scratch == "s.db");
  CHECK(command.log.runner == "kysely");
  CHECK(command.log.key_column == "k");
  const std::map<Words, std::string> wrong = {
      {{"record"}, "--db is required"},
      {{"record", "-o", "h", "--", "x"}, "--db is required"},
      {{"record", "--db", "d", "--", "x"}, "--output is required"},
      {{"record", "-o", "h", "--db", "d"}, "record: say what goes one migration up"},
      {{"record", "-o", "h", "--db", "d", "--"}, "record: say what goes one migration up"},
      {{"record", "-o", "h", "--db", "d", "--", ""}, "record: say what goes one migration up"},
      {{"record", "-o", "h", "--db", "d", "x"},
       "'x' is not expected here; the command goes behind --"},
      {{"record", "-o", "h", "--db", "--", "x"}, "--db"}};
  for (const auto& [words, message] : wrong) {
    const auto answer = parse_command_line(words);
    REQUIRE(std::holds_alternative<Reply>(answer));
    CHECK(std::get<Reply>(answer).exit_code == 64);
    CHECK(std::get<Reply>(answer).text.find(message) != std::string::npos);
  }
  const auto help = parse_command_line({"record", "--help"});
  CHECK(std::get<Reply>(help).text.find("plumbline record [OPTIONS] -- COMMAND ARG…\n") !=
        std::string::npos);
}

TEST_CASE("a command is run as it is, and its end told") {
  const ScenarioFolder folder;
  CHECK(run_command({"sh", "-c", "exit 7"}).exit_status == 7);
  CHECK(to_string(run_command({"sh", "-c", "kill -9 $$"})) == "was ended by signal 9");
  CHECK(run_command({"touch", "a b", "$HOME"}).exit_status == 0);
  CHECK(std::filesystem::exists("a b"));
  CHECK(std::filesystem::exists("$HOME"));
  // Standard input is at its end: a question is not waited for.
  CHECK(run_command({"sh", "-c", "read answer"}).exit_status == 1);
  CHECK_THROWS_WITH_AS(run_command({"./no-such-program"}),
                       "./no-such-program: cannot be started: No such file or directory", Error);
}

TEST_CASE("names of snapshots fit any file system") {
  CHECK(snapshot_file_name(16, "016_api_tokens") == "0016-016_api_tokens.yaml");
  CHECK(snapshot_file_name(1, "../a b/\xc3\xa9:x.sql") == "0001-.._a_b____x.sql.yaml");
  CHECK(snapshot_file_name(12345, "") == "12345-.yaml");
  CHECK(snapshot_file_name(1, std::string(500, 'x')).size() == 5 + 100 + 5);
}

}  // namespace plumbline
