// "-- plumbline: ignore RULE reason": where it may stand, and what it covers.
#include "analyzer/sql_text/ignore_comments.hpp"

#include <doctest/doctest.h>

#include "analyzer/sql_text/comments.hpp"

namespace plumbline {

namespace {

std::string shown(const IgnoreComment& comment) {
  const std::string what =
      comment.fault.empty() ? comment.rule + " (" + comment.reason + ")" : comment.fault;
  return std::to_string(comment.line) + ": " + what + " " + std::to_string(comment.first_line) +
         "-" + std::to_string(comment.last_line) + (comment.whole_file ? " file" : "");
}

std::vector<std::string> shown_all(std::string_view sql) {
  std::vector<std::string> lines;
  for (const IgnoreComment& comment : ignore_comments(sql)) lines.push_back(shown(comment));
  return lines;
}

using Lines = std::vector<std::string>;

std::string only(std::string_view sql) {
  const Lines lines = shown_all(sql);
  REQUIRE(lines.size() == 1);
  return lines.front();
}

}  // namespace

TEST_CASE("comments are what SQLite takes for comments") {
  const std::string_view sql =
      "-- a\nSELECT '-- no', \"/* no */\", [--no] /* b\nc */ - 1 -- d\r\n; /*e*//*f*/ --";
  Lines texts;
  for (const Comment& comment : comments_of(sql)) {
    texts.emplace_back(comment.text);
    CHECK(sql.substr(comment.offset + 2).starts_with(comment.text));
  }
  CHECK(texts == Lines{" a", " b\nc ", " d\r", "e", "f", ""});
  CHECK(comments_of("").empty());
  CHECK(comments_of("SELECT 1 - 2 / 3").empty());
  REQUIRE(comments_of("SELECT 1 /* never closed").size() == 1);
  CHECK(comments_of("SELECT 1 /* never closed")[0].text == " never closed");
}

TEST_CASE("an ignore comment covers the statement that follows it") {
  CHECK(only("CREATE TABLE a (x);\n-- plumbline: ignore only-copy we have backups\n\nDROP TABLE\n"
             "  a;\nDROP TABLE b;") == "2: only-copy (we have backups) 4-5");
  CHECK(only("-- plumbline: ignore only-copy x\n-- another\nDROP TABLE a;") ==
        "1: only-copy (x) 3-3 file");
}

TEST_CASE("an ignore comment covers the statement that stands on its line") {
  CHECK(only("SELECT 1;\nDROP TABLE\n a; -- plumbline: ignore only-copy x\nSELECT 2;") ==
        "3: only-copy (x) 2-3");
  CHECK(only("SELECT 1;\nDROP TABLE a\n; -- plumbline: ignore only-copy x\nSELECT 2;") ==
        "3: only-copy (x) 2-3");
  CHECK(only("DROP TABLE a; DROP TABLE\nb; -- plumbline: ignore only-copy x\nSELECT 2;") ==
        "2: only-copy (x) 1-2");
  CHECK(only("SELECT 1;\n/* plumbline: ignore only-copy x */ DROP TABLE a;\nSELECT 2;") ==
        "2: only-copy (x) 2-2");
}

TEST_CASE("inside a trigger it covers the trigger") {
  CHECK(only("SELECT 1;\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\n"
             "  -- plumbline: ignore only-copy x\n  DELETE FROM c;\nEND;\nSELECT 2;") ==
        "4: only-copy (x) 2-6");
}

TEST_CASE("before the first statement it covers the file as well") {
  CHECK(only("-- plumbline: ignore empty-migration given up") ==
        "1: empty-migration (given up) 0-0 file");
  CHECK(only("\xEF\xBB\xBF-- plumbline: ignore only-copy x\r\nSELECT 1;\r\n") ==
        "1: only-copy (x) 2-2 file");
  CHECK(only("SELECT 1;\n-- plumbline: ignore only-copy x\n") == "2: only-copy (x) 0-0");
}

TEST_CASE("words in strings, and other comments, ignore nothing") {
  CHECK(shown_all("INSERT INTO a VALUES ('\n-- plumbline: ignore only-copy x\n');").empty());
  CHECK(shown_all("SELECT \"-- plumbline: ignore only-copy x\";").empty());
  CHECK(shown_all("-- see plumbline: ignore only-copy x\nSELECT 1;").empty());
  CHECK(shown_all("-- plumbline ignore only-copy x\nSELECT 1;").empty());
}

TEST_CASE("it is read in the ways in which people write it") {
  for (const char* const sql : {"--plumbline:ignore only-copy a  b\nSELECT 1;",
                                "--- Plumbline: IGNORE only-copy: a b\n;;SELECT 1;",
                                "-- plumbline: ignore only-copy - a b\r\nSELECT 1;",
                                "/* plumbline:\n ignore only-copy\n a\n b */SELECT 1;",
                                "/** plumbline: ignore only-copy a b **/ SELECT 1;"}) {
    CAPTURE(sql);
    const auto comments = ignore_comments(sql);
    REQUIRE(comments.size() == 1);
    CHECK(comments[0].fault == "");
    CHECK(comments[0].rule == "only-copy");
    CHECK(comments[0].reason == "a b");
    CHECK(comments[0].first_line > 0);
  }
}

TEST_CASE("what is wrong with it is said") {
  const std::string how = "; write -- plumbline: ignore RULE reason 2-2 file";
  CHECK(only("-- plumbline:\nSELECT 1;") == "1: '' is no word behind plumbline:" + how);
  CHECK(only("-- plumbline: ignored only-copy x\nSELECT 1;") ==
        "1: 'ignored' is no word behind plumbline:" + how);
  CHECK(only("-- plumbline: ignore\nSELECT 1;") == "1: names no rule" + how);
  CHECK(only("-- plumbline: ignore only-copy\r\nSELECT 1;") ==
        "1: gives no reason why only-copy may stand" + how);
  CHECK(only("-- plumbline: ignore only-copy: -\nSELECT 1;") ==
        "1: gives no reason why only-copy may stand" + how);
}

TEST_CASE("several rules take a comment each, and bytes of any kind are survived") {
  CHECK(shown_all("-- plumbline: ignore a x\n-- plumbline: ignore b y\nSELECT 1;") ==
        Lines{"1: a (x) 3-3 file", "2: b (y) 3-3 file"});
  CHECK(shown_all("-- plumbline: ignore a \xFF\xFE\nSELECT ${x} {{y}} 'open").size() == 1);
  // Ten megabytes without a comment are read once, not once for each token.
  std::string long_text;
  for (int i = 0; i < 40'000; ++i)
    long_text += "INSERT INTO a VALUES (1, '" + std::string(215, 'w') + "');\n";
  CHECK(comments_of(long_text).empty());
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "-- plumbline: ignore a x\nSELECT 1;\n";
  CHECK(shown(ignore_comments(many).back()) == "39999: a (x) 40000-40000");
}

}  // namespace plumbline
