#include "tools/plumbline/command_line.hpp"

#include <doctest/doctest.h>

#include "analyzer/sqlite/connection.hpp"
#include "model/options.hpp"

namespace plumbline {

namespace {

using Words = std::vector<std::string>;

Command command_of(const Words& words) {
  const auto parsed = parse_command_line(words);
  REQUIRE(std::holds_alternative<Command>(parsed));
  return std::get<Command>(parsed);
}

/// Where there is no file of settings.
Reply reply_to(const Words& words) {
  const auto parsed = parse_command_line(words);
  if (const Reply* reply = std::get_if<Reply>(&parsed)) return *reply;
  const auto missing = missing_words(std::get<Command>(parsed));
  REQUIRE(missing);
  return *missing;
}

}  // namespace

TEST_CASE("every parse error is 64 and says which words to try") {
  const std::vector<Words> wrong = {
      {},
      {"bogus"},
      {"inspect"},
      {"inspect", ""},
      {"inspect", "a", "b"},
      {"inspect", "a", "--bogus"},
      {"inspect", "a", "--format", "xml"},
      {"inspect", "a", "--format"},
      {"inspect", "a", "--runtime", "mysql-8"},
      {"inspect", "a", "--rows", "some"},
      {"inspect", "a", "--foreign-keys", "maybe"},
      {"inspect", "a", "--deadline", "-1"},
      {"inspect", "a", "--deadline", "nan"},
      {"inspect", "a", "--set", "NAME"},
      {"diff", "a"},
      {"diff", "-", "-"},
      {"diff", "a", "b", "--fail-on", "note"},
      {"diff", "a", "b", "--rename", "users"},
      {"diff", "a", "b", "--rename", "users.:x"},
      {"diff", "a", "b", "--rename", "a:b:c"},
      {"diff", "a", "b", "--rename", "\"a:b"},
      {"repair", "a"},
      {"repair", "a", "--to", "x", "--allow", "drop"},
      {"repair", "a", "--to", "x", "--allow", "drop-table,"},
      {"repair", "a", "--to", "x", "--to", "y"},
      {"repair", "a", "--to", "x", "--finish"},
      {"repair", "a", "--to="},
      {"repair", "a", "--to", "x", "-o", "--apply"},
      {"status", "a"},
      {"status", "a", "-d", "m", "--resume-at", "0007:3"},
      {"check", "a", "-d", "m", "--resume-at", "0007:3"},
      {"check", "a", "-d", "m", "--through", "0007"},
      {"lint", "m", "--resume-at", "0007:3"},
      {"lint", "m", "--through", "0007"},
      {"status", "a", "-d", "m", "--allow", "all"},
      {"status", "a", "-d", "m", "--format", "html"},
      {"repair", "a", "-d", "m", "--resume-at", "0007"},
      {"repair", "a", "-d", "m", "--resume-at", "0007:0"},
      {"repair", "a", "-d", "m", "--resume-at", "0007:3", "--undo"},
      {"repair", "a", "-d", "m", "--resume-at", "0007:3", "--log-only"},
      {"repair", "a", "-d", "m", "--resume-at", "0007:3", "--to", "t"},
      {"repair", "a", "-d", "m", "--undo", "--log-only"},
      {"repair", "a", "-d", "m", "--undo", "--through", "x"},
      {"repair", "a", "--finish"},
      {"repair", "a", "--undo"},
      {"repair", "a", "--through", "x"},
      {"repair", "a", "--to", "t", "--log", "kysely"},
      {"repair", "a", "--to", "t", "--log-table", "l"},
      {"repair", "a", "--to", "t", "--log-key", "k"},
      {"explain"},
      {"explain", "x", "-c", "y"},
      {"status"},
      {"lint"},
      {"status", "a", "-d", "m", "-c", "x", "--no-config"},
  };
  for (const Words& words : wrong) {
    CAPTURE(words.size());
    const Reply reply = reply_to(words);
    CHECK(reply.exit_code == 64);
    CHECK(reply.text.find("plumbline: ") == 0);
    CHECK(reply.text.find("--help") != std::string::npos);
  }
}

TEST_CASE("help and version are answers, for the program and for each verb") {
  CHECK(reply_to({"--version"}).text ==
        "plumbline 0.1.0\nSQLite " + sqlite_library_version() + "\n");
  CHECK(reply_to({"diff", "--version"}).exit_code == 0);
  CHECK(reply_to({"--help"}).text.find("inspect") != std::string::npos);
  CHECK(reply_to({"repair", "--help"}).text.find("--allow") != std::string::npos);
  CHECK(reply_to({"repair", "--help"}).exit_code == 0);
}

TEST_CASE("a verb has its default format and takes the others") {
  CHECK(command_of({"inspect", "a"}).format == Format::text);
  CHECK(command_of({"inspect", "a", "--format=dot"}).format == Format::dot);
  CHECK(command_of({"repair", "a", "--to", "b"}).format == Format::sql);
  CHECK(command_of({"check", "a", "--format", "html"}).format == Format::html);
}

TEST_CASE("sources are words as they are") {
  CHECK(command_of({"inspect", "-"}).sources == Words{"-"});
  CHECK(command_of({"inspect", "[a,b]"}).sources == Words{"[a,b]"});
  CHECK(command_of({"inspect", "--", "-odd"}).sources == Words{"-odd"});
  CHECK(command_of({"diff", "inspect", "repair"}).sources == Words{"inspect", "repair"});
  CHECK(command_of({"audit", "a", "b", "c"}).sources == Words{"a", "b", "c"});
}

TEST_CASE("a repeatable flag takes one word and leaves the sources alone") {
  const Command command = command_of(
      {"diff", "--rename", "users:people", "--rename", "\"a.b\".\"c\"\"\":d", "from", "to"});
  CHECK(command.sources == Words{"from", "to"});
  REQUIRE(command.options.renames.size() == 2);
  CHECK(command.options.renames[0].table.text() == "users");
  CHECK_FALSE(command.options.renames[0].column);
  CHECK(command.options.renames[0].to.text() == "people");
  CHECK(command.options.renames[1].table.text() == "a.b");
  REQUIRE(command.options.renames[1].column);
  CHECK(command.options.renames[1].column->text() == "c\"");
  CHECK(command.options.renames[1].to.text() == "d");
}

TEST_CASE("hazards add up, and all is all of them") {
  const Words base = {"repair", "db", "--to", "t", "--allow", "drop-table,fill-null"};
  CHECK(command_of(base).options.allow == std::set{Hazard::drop_table, Hazard::fill_null});
  Words more = base;
  more.insert(more.end(), {"--allow", "all"});
  CHECK(command_of(more).options.allow.size() == all_hazards().size());
}

TEST_CASE("the flags of the contract reach the options") {
  const Command command = command_of({"check",
                                      "db",
                                      "-d",
                                      "m",
                                      "--to",
                                      "t",
                                      "--set",
                                      "A=",
                                      "--set",
                                      "B=c=d",
                                      "--rows",
                                      "sample",
                                      "--exact",
                                      "--column-order",
                                      "--drop-extra",
                                      "--show-values",
                                      "--foreign-keys",
                                      "off",
                                      "--include",
                                      "a*",
                                      "--exclude",
                                      "[b]*",
                                      "--deadline",
                                      "2.5",
                                      "--log",
                                      "kysely",
                                      "--log-table",
                                      "l",
                                      "--log-key",
                                      "k",
                                      "--startup",
                                      "migrations",
                                      "--startup",
                                      "s.sql",
                                      "--baseline",
                                      "f",
                                      "-c",
                                      "c.yaml",
                                      "--fail-on",
                                      "never",
                                      "-o",
                                      "out"});
  const Options& options = command.options;
  CHECK(options.placeholders.at("A").empty());
  CHECK(options.placeholders.at("B") == "c=d");
  CHECK(options.rows == Rows::sample);
  CHECK(options.exact);
  CHECK(options.column_order);
  CHECK(options.drop_extra);
  CHECK(options.show_values);
  CHECK_FALSE(options.foreign_keys);
  CHECK(options.include == Words{"a*"});
  CHECK(options.exclude == Words{"[b]*"});
  CHECK(options.deadline->seconds == 2.5);
  CHECK(command.log.runner == "kysely");
  CHECK(command.startup == Words{"migrations", "s.sql"});
  CHECK(command.fail_on == FailOn::never);
  CHECK(command.output == "out");
}

TEST_CASE("the mode of a repair") {
  CHECK(command_of({"repair", "db", "-d", "m"}).mode == RepairMode::unstated);
  CHECK(command_of({"repair", "db", "-d", "m", "--undo"}).mode == RepairMode::undo);
  CHECK(command_of({"repair", "db", "-d", "m", "--finish", "--through", "x"}).mode ==
        RepairMode::through);
  CHECK(command_of({"repair", "db", "-d", "m", "--to", "t"}).mode == RepairMode::to);
}

TEST_CASE("flags that need the migrations say so") {
  CHECK(reply_to({"status", "a"}).text ==
        "plumbline: status: say where the migrations are: -d DIR\nTry: plumbline status --help\n");
  CHECK(reply_to({"repair", "a", "--to", "t", "--log-key", "k"}).text ==
        "plumbline: repair: --log-key needs the migrations: -d DIR\n"
        "Try: plumbline repair --help\n");
  CHECK(reply_to({"repair", "a", "-d", "m", "--undo", "--resume-at", "x:1"}).text ==
        "plumbline: repair: --resume-at goes with --finish and --through only\n"
        "Try: plumbline repair --help\n");
}

TEST_CASE("a status and a repair by migrations take the log's flags") {
  const Command status = command_of({"status", "db", "-d", "m", "--log", "goose", "--log-table",
                                     "l", "--log-key", "k", "--set", "A=b"});
  CHECK(status.format == Format::text);
  CHECK(status.migrations == "m");
  CHECK(status.log.runner == "goose");
  CHECK(status.log.table == "l");
  CHECK(status.log.key_column == "k");
  CHECK(status.options.placeholders.at("A") == "b");
  const Command repair =
      command_of({"repair", "db", "-d", "m", "--through", "x", "--resume-at", "0007:3"});
  CHECK(repair.mode == RepairMode::through);
  CHECK(repair.through == "x");
  REQUIRE(repair.resume_at);
  CHECK(repair.resume_at->migration == "0007");
  CHECK(repair.resume_at->statement == 3);
}

TEST_CASE("runtimes by name, and back") {
  for (const char* const name : {"sqlite-3.40", "sqlite-3.40.1", "sqlite-3.8.11", "d1", "libsql"}) {
    const auto runtime = runtime_named(name);
    REQUIRE(runtime);
    CHECK(to_string(*runtime) == name);
  }
  CHECK(runtime_named("sqlite-3.40.1")->version == 3040001);
  for (const char* const name : {"", "sqlite", "sqlite-", "sqlite-3", "sqlite-3.", "sqlite-2.8",
                                 "sqlite-3.40.1.2", "sqlite-3.-1", "sqlite-3.1000", "D1"}) {
    CHECK_FALSE(runtime_named(name));
  }
}

}  // namespace plumbline
