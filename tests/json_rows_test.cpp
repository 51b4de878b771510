// Rows out of what commands print: every shape that is known, what is around it, and what is none.
#include "analyzer/via/json_rows.hpp"

#include <doctest/doctest.h>

namespace plumbline {

namespace {

/// "a b | 1 NULL | 2 x": columns, and each row.
std::string shown(const std::string& printed) {
  const PrintedRows rows = read_printed_rows(printed);
  std::string text;
  for (const std::string& column : rows.answer.columns) text += (text.empty() ? "" : " ") + column;
  for (const auto& row : rows.answer.rows) {
    text += " |";
    for (const auto& cell : row) text += " " + cell.value_or("NULL");
  }
  return rows.complaint.empty() ? text : text + "! " + rows.complaint;
}

}  // namespace

TEST_CASE("rows as each command prints them") {
  // sqlite3 -json: one list for each statement, nothing for no rows
  CHECK(shown("[{\"a\":1,\"b\":null},\n{\"a\":2,\"b\":\"x\"}]\n") == "a b | 1 NULL | 2 x");
  CHECK(shown("[{\"a\":1}]\n[{\"a\":2}]\n") == "a | 1 | 2");
  CHECK(shown("") == "");
  CHECK_FALSE(read_printed_rows("").is_json);
  CHECK(shown("{\"a\":1}\n{\"a\":2}\n") == "a | 1 | 2");
  // wrangler, D1 over HTTP
  CHECK(shown("[\n  {\n    \"results\": [\n      {\n        \"a\": 1\n      }\n    ],\n"
              "    \"success\": true,\n    \"meta\": {\n      \"duration\": 1\n    }\n  }\n]\n") ==
        "a | 1");
  CHECK(shown("{\"errors\":[],\"messages\":[],\"success\":true,\"result\":[{\"results\":[{\"a\":"
              "\"z\"}],\"success\":true}]}") == "a | z");
  CHECK(shown("[{\"results\":[],\"success\":true,\"meta\":{}}]") == "");
  CHECK(read_printed_rows("[{\"results\":[],\"success\":true,\"meta\":{}}]").is_json);
  // rqlite, both forms
  CHECK(shown("{\"results\":[{\"columns\":[\"a\",\"b\"],\"types\":[\"integer\",\"text\"],"
              "\"values\":[[1,\"x\"],[null,\"y\"]]}]}") == "a b | 1 x | NULL y");
  CHECK(shown("{\"results\":[{\"columns\":[\"a\"],\"types\":[\"\"]}],\"time\":0.01}") == "a");
  CHECK(shown("{\"results\":[{\"types\":{\"a\":\"integer\"},\"rows\":[{\"a\":1},{\"a\":2}]}]}") ==
        "a | 1 | 2");
  // Turso and libSQL
  CHECK(shown("{\"columns\":[\"a\",\"b\"],\"rows\":[[1,null]]}") == "a b | 1 NULL");
  CHECK(shown("[{\"results\":{\"columns\":[\"a\"],\"rows\":[[\"x\"]]}}]") == "a | x");
  CHECK(shown("{\"results\":[{\"type\":\"ok\",\"response\":{\"type\":\"execute\",\"result\":{"
              "\"cols\":[{\"name\":\"a\",\"decltype\":null},{\"name\":\"b\"}],\"rows\":[[{\"type\":"
              "\"integer\",\"value\":\"9007199254740993\"},{\"type\":\"null\"}]]}}},{\"type\":"
              "\"ok\",\"response\":{\"type\":\"close\"}}]}") == "a b | 9007199254740993 NULL");
}

TEST_CASE("values of JSON as text") {
  CHECK(
      shown("[{\"a\":9223372036854775807,\"b\":-1,\"c\":0.5,\"d\":true,\"e\":\"\",\"f\":[1,2]}]") ==
      "a b c d e f | 9223372036854775807 -1 0.5 1  [1,2]");
  CHECK(shown("[{\"a\":\"\\u00e9 \\ud83d\\ude00\"}]") == "a | \xC3\xA9 \xF0\x9F\x98\x80");
  CHECK(shown("[{\"a\":\"x\xFF\xC3y\"}]") == "a | x\xEF\xBF\xBD\xEF\xBF\xBDy");
  // Columns that not all rows have, in another order.
  CHECK(shown("[{\"a\":1,\"b\":2},{\"b\":4},{\"c\":9,\"b\":6,\"a\":5}]") ==
        "a b | 1 2 | NULL 4 | 5 6");
  // Columns of a table may have any names.
  CHECK(shown("[{\"error\":\"boom\",\"id\":1},{\"error\":null,\"id\":2}]") ==
        "error id | boom 1 | NULL 2");
  CHECK(shown("[{\"success\":\"no\",\"rows\":3}]") == "success rows | no 3");
}

TEST_CASE("what is printed around the rows is passed over") {
  CHECK(shown("\n \xE2\x9B\x85 wrangler 4.45.0\n-----\n[WARN] slow {\n{not json}\n"
              "[{\"a\":\"]}[{\"}]\nbye [\n") == "a | ]}[{");
  CHECK(shown("[custom build] done\n[{\"a\":1}] trailing\n") == "a | 1");
  CHECK_FALSE(read_printed_rows("Error: no such table: t\n").is_json);
  CHECK_FALSE(read_printed_rows("[{\"a\":1").is_json);
  CHECK_FALSE(read_printed_rows("{\"a\":\"unfinished").is_json);
  const std::string deep(100000, '[');
  CHECK_FALSE(read_printed_rows(deep).is_json);
  std::string lines;
  for (int i = 0; i < 100000; ++i) lines += "[\n";
  CHECK_FALSE(read_printed_rows(lines).is_json);
}

TEST_CASE("errors in JSON are told in their own words") {
  CHECK(shown("{\n  \"error\": {\n    \"text\": \"no such table: t: SQLITE_ERROR\"\n  }\n}") ==
        "! no such table: t: SQLITE_ERROR");
  CHECK(shown("{\"results\":[{\"error\":\"near \\\"x\\\": syntax error\"}]}") ==
        "! near \"x\": syntax error");
  CHECK(shown("{\"result\":[],\"success\":false,\"errors\":[{\"code\":7500,\"message\":\"no such "
              "column: b\"}],\"messages\":[]}") == "! no such column: b");
  CHECK(shown("{\"results\":[{\"type\":\"error\",\"error\":{\"message\":\"SQLite error: "
              "nope\",\"code\":\"X\"}}]}") == "! SQLite error: nope");
  CHECK(shown("[{\"results\":[],\"success\":false}]") == "! {\"results\":[],\"success\":false}");
  CHECK(shown("{\"error\":\"Unauthorized\"}") == "! Unauthorized");
}

}  // namespace plumbline
