#include "analyzer/sql_text/lexer.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>

#include "analyzer/sql_text/keywords.hpp"

using namespace plumbline;

namespace {

std::string kinds(std::string_view sql) {
  static constexpr std::string_view letters = "wqsnbvy!";
  std::string result;
  for (const Token& token : tokens_of(sql)) result += letters[static_cast<std::size_t>(token.kind)];
  return result;
}

std::string texts(std::string_view sql) {
  std::string result;
  for (const Token& token : tokens_of(sql)) result += std::string(token.text) + "|";
  return result;
}

bool accepts(const std::string& sql) {
  sqlite3* database = nullptr;
  sqlite3_open(":memory:", &database);
  const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
  sqlite3_close(database);
  return code == SQLITE_OK;
}

}  // namespace

TEST_CASE("tokens have the kinds of SQLite's tokenizer") {
  CHECK(kinds("a $1 é _b1$ x") == "wvwww");
  CHECK(kinds("\"a\"\"b\" [c d] `e` 'f''g'") == "qqqs");
  CHECK(kinds("1 1.5 .5 1. 1e5 1.5E-3 0xFF 1_000") == "nnnnnnnn");
  CHECK(kinds("x'ab' X'' xy") == "bbw");
  CHECK(kinds("? ?12 :a @b $c #d") == "vvvvvv");
  CHECK(texts("a->>b->c||d<>e!=f==g<=h>=i<<j>>k") ==
        "a|->>|b|->|c||||d|<>|e|!=|f|==|g|<=|h|>=|i|<<|j|>>|k|");
  CHECK(texts("(a,b);c.d+-*/%=<>&|~") == "(|a|,|b|)|;|c|.|d|+|-|*|/|%|=|<>|&|||~|");
}

TEST_CASE("white space and comments are no tokens") {
  CHECK(texts("a -- b\n/* c */ d/**/e --") == "a|d|e|");
  CHECK(texts("\xEF\xBB\xBF"
              "a \f\r\n\t b") == "a|b|");
  CHECK(texts("a - - b / * c") == "a|-|-|b|/|*|c|");
  CHECK(tokens_of("").empty());
}

TEST_CASE("what is no SQL is invalid") {
  for (const char* sql :
       {"'a",  "\"a", "[a", "`a", "'a''", "/* a", "x'a'", "x'g'", "x'ab", "1a", "1_",
        "0xg", "!",   "^",  "\\", "\v",   "$",    "@",    ":",    "\x01", "{"}) {
    CAPTURE(sql);
    CHECK(kinds(sql) == "!");
  }
  CHECK(kinds(std::string_view("a\0b", 3)) == "w!w");
  CHECK(kinds("a 'b; c") == "w!");
}

TEST_CASE("a token knows its place") {
  const std::string sql = " a  /* */ 'b'";
  const auto tokens = tokens_of(sql);
  REQUIRE(tokens.size() == 2);
  CHECK(tokens[0].offset == 1);
  CHECK(tokens[1].offset == 10);
  CHECK(tokens[1].text.data() == sql.data() + 10);
}

TEST_CASE("words and symbols") {
  CHECK(is_word(tokens_of("CrEaTe")[0], "create"));
  CHECK(is_word(tokens_of("current_time")[0], "CURRENT_TIME"));
  CHECK_FALSE(is_word(tokens_of("\"create\"")[0], "create"));
  CHECK_FALSE(is_word(tokens_of("created")[0], "create"));
  CHECK_FALSE(is_word(tokens_of("É")[0], "é"));
  CHECK(is_symbol(tokens_of("->>")[0], "->>"));
  CHECK_FALSE(is_symbol(tokens_of("->>")[0], "->"));
  CHECK_FALSE(is_symbol(tokens_of("'('")[0], "("));
}

TEST_CASE("unquoted takes off the quotes and undoubles them") {
  const auto plain = [](std::string_view sql) { return unquoted(tokens_of(sql).at(0)); };
  CHECK(plain("[a b]") == "a b");
  CHECK(plain("[a[b]") == "a[b");
  CHECK(plain("'it''s'") == "it's");
  CHECK(plain("''''''") == "''");
  CHECK(plain("\"\"\"\"") == "\"");
  CHECK(plain("`a``b`") == "a`b");
  CHECK(plain("\"\"").empty());
  CHECK(plain("abc") == "abc");
  CHECK(plain("'open") == "'open");
}

TEST_CASE("keywords are names and types where SQLite takes them") {
  for (int i = 0; i < sqlite3_keyword_count(); ++i) {
    const char* text = nullptr;
    int size = 0;
    sqlite3_keyword_name(i, &text, &size);
    const std::string word(text, static_cast<std::size_t>(size));
    CAPTURE(word);
    CHECK(can_be_name(word) == accepts("CREATE TABLE t(" + word + " INT)"));
    CHECK(can_be_type(word) == (accepts("CREATE TABLE t(a " + word + "(1))") &&
                                accepts("CREATE TABLE t(a b " + word + ")")));
    if (!needs_quotes(word)) {
      CHECK(accepts("SELECT " + word + " FROM (SELECT 7 AS \"" + word + "\")"));
    }
  }
  for (const char* text : {"", "a b", "1a", "$a", "a-b", "true", "FALSE",
                           "\xEF\xBB\xBF"
                           "a",
                           "a\"b"}) {
    CAPTURE(text);
    CHECK(needs_quotes(text));
  }
  for (const char* text : {"a", "_", "é", "key", "Row", "a$1"}) CHECK_FALSE(needs_quotes(text));
}
