#include "analyzer/sql_text/split_statements.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <random>

using namespace plumbline;

namespace {

std::string shown(std::string_view script) {
  std::string result;
  for (const ScriptStatement& part : split_statements(script)) {
    result += std::to_string(part.line) + ":" + std::to_string(part.column) + " " + part.sql + "\n";
  }
  return result;
}

/// How many statements end with a semicolon, by SQLite's own account, and the text behind them.
std::pair<std::size_t, std::string> split_by_sqlite(const std::string& script) {
  std::size_t count = 0;
  std::size_t begin = 0;
  for (std::size_t end = 1; end <= script.size(); ++end) {
    if (script[end - 1] != ';') continue;
    const std::string part = script.substr(begin, end - begin);
    if (sqlite3_complete(part.c_str()) == 0) continue;
    count += split_statements(part).empty() ? 0 : 1;
    begin = end;
  }
  return {count, script.substr(begin)};
}

const std::string trigger =
    "CREATE TRIGGER tr AFTER INSERT ON t BEGIN\n"
    "  UPDATE t SET a = CASE WHEN a > 1 THEN 2 ELSE 3 END;\n"
    "  SELECT a AS end FROM t; -- ; END;\n"
    "END";

}  // namespace

TEST_CASE("a script is cut at its semicolons") {
  CHECK(shown("a; b ;\n  c") == "1:1 a\n1:4 b\n2:3 c\n");
  CHECK(shown("SELECT ';' /* ; */ , \"a;b\" -- ;\n, [;];x") ==
        "1:1 SELECT ';' /* ; */ , \"a;b\" -- ;\n, [;]\n2:7 x\n");
  CHECK(shown("").empty());
  CHECK(shown(";; -- nothing\n;/* here */").empty());
  CHECK(shown("-- first\n\n  a -- behind\n;") == "3:3 a\n");
  CHECK(shown("a /* open").starts_with("1:1 a\n"));
  CHECK(shown(" /* open ;").empty());
  CHECK(shown("a 'open ; b") == "1:1 a 'open ; b\n");
  CHECK(shown(".headers on\na;") == "1:1 .headers on\na\n");
}

TEST_CASE("a byte order mark and CRLF do not move places") {
  CHECK(shown("\xEF\xBB\xBF"
              "a;\r\nb;\r\n\r\n c") == "1:1 a\n2:1 b\n4:2 c\n");
  CHECK(place_of("ab\r\ncd", 5).line == 2);
  CHECK(place_of("ab\r\ncd", 5).column == 2);
  CHECK(place_of("ab", 99).line == 1);
  CHECK(place_of("", 0).column == 1);
}

TEST_CASE("a trigger is one statement") {
  for (const std::string head : {"", "EXPLAIN ", "EXPLAIN QUERY PLAN "}) {
    CHECK(split_statements(head + trigger + "; SELECT 1;").size() == 2);
  }
  std::string temporary = trigger;
  temporary.replace(0, 6, "create Temp");
  CHECK(split_statements(temporary + ";\nSELECT 1").size() == 2);
  CHECK(split_statements(trigger).front().sql == trigger);
  CHECK(split_statements("CREATE TRIGGER x BEGIN SELECT 1; SELECT 2").size() == 1);
  CHECK(split_statements("CREATE TABLE trigger(a); SELECT 1").size() == 2);
  CHECK(split_statements("CREATE TRIGGER x BEGIN SELECT 1; END /* ; */ ; SELECT 2").size() == 2);
}

TEST_CASE("statements end where sqlite3_complete() says so") {
  const std::vector<std::string> pieces = {
      "CREATE", "TEMP",  "TEMPORARY", "TRIGGER", "END",      "EXPLAIN", ";", ";",  ";",
      " ",      "\n",    "'",         "\"",      "`",        "[",       "]", "--", "/*",
      "*/",     "BEGIN", "CASE",      "a",       "1",        "(",       ")", ",",  "x'ab'",
      "'b'",    ".",     "QUERY",     "PLAN",    "\xC3\xA9", "-",       "/", "*",  ":a"};
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string script;
    const auto length = random() % 24;
    for (std::size_t i = 0; i < length; ++i) script += pieces[random() % pieces.size()] + " ";
    CAPTURE(script);
    const auto [count, rest] = split_by_sqlite(script);
    const std::size_t open = split_statements(rest).empty() ? 0 : 1;
    CHECK(split_statements(script).size() == count + open);
  }
}

TEST_CASE("ten thousand statements are cut in one pass") {
  std::string script;
  for (int i = 0; i < 10000; ++i) script += "INSERT INTO t VALUES (1, 'x');\n";
  const auto parts = split_statements(script);
  REQUIRE(parts.size() == 10000);
  CHECK(parts.back().line == 10000);
}
