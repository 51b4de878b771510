#include "analyzer/sql_text/normal_form.hpp"

#include <doctest/doctest.h>

using namespace plumbline;

TEST_CASE("normal_form has one spelling for spaces, comments, case and quotes") {
  CHECK(normal_form("SELECT  a,\n\tB -- c\nFROM T /* d */ ;; ") == "select a , b from t");
  CHECK(normal_form("\"Name\" [name] `NAME` name") == "name name name name");
  CHECK(normal_form("\"two words\" [A\"b] \"\"") == "\"two words\" \"a\"\"b\" \"\"");
  CHECK(normal_form("a == 1 AND b != 2") == "a = 1 and b <> 2");
  CHECK(normal_form("X'AB' 1E5 0XFF") == "x'ab' 1e5 0xff");
  CHECK(normal_form("'It''S' = \"É\"") == "'It''S' = É");
  CHECK(normal_form("$A :B ?1") == "$A :B ?1");
  CHECK(normal_form("") == "");
  CHECK(normal_form(";") == "");
}

TEST_CASE("a quoted name keeps its quotes where a bare word would say something else") {
  CHECK(normal_form("\"select\" \"NULL\" [true] \"current_date\"") ==
        "\"select\" \"null\" \"true\" \"current_date\"");
  CHECK(normal_form("a \"left\" join b") != normal_form("a left join b"));
  CHECK(normal_form("\"raise\"(ignore)") != normal_form("raise(ignore)"));
  CHECK(normal_form("\"x\" 'ab'") != normal_form("x'ab'"));
  CHECK(normal_form("\"key\" \"Action\" \"row\"") == normal_form("key action row"));
  CHECK(normal_form("\"1a\"") == "\"1a\"");
}

TEST_CASE("normal_form of a normal form is itself") {
  for (const char* sql :
       {"SELECT \"a b\", \"select\", [x], 'y' FROM t WHERE (a) == X'0A'", "1E5", "a.b"}) {
    CHECK(normal_form(normal_form(sql)) == normal_form(sql));
  }
}

TEST_CASE("normal_expression drops parentheses around the whole") {
  CHECK(normal_expression("((A > 0))") == "a > 0");
  CHECK(normal_expression("(a) + (b)") == "( a ) + ( b )");
  CHECK(normal_expression("((a) + (b))") == "( a ) + ( b )");
  CHECK(normal_expression("a") == "a");
  CHECK(normal_expression("(a, b)") == "( a , b )");
  CHECK(normal_expression("((f(a, b)))") == "f ( a , b )");
  CHECK(normal_expression("((SELECT 1))") == "( select 1 )");
  CHECK(normal_expression("()") == "( )");
  CHECK(normal_expression("((a)") == "( ( a )");
  CHECK(normal_expression("(a))") == "( a ) )");
  CHECK(normal_expression("").empty());
}

TEST_CASE("deep parentheses cost no stack") {
  const std::string deep = std::string(100000, '(') + "a" + std::string(100000, ')');
  CHECK(normal_expression(deep) == "a");
  CHECK(normal_form(deep).size() == 400001);
}

TEST_CASE("double against single quotes, where the text is no name") {
  const std::set<std::string> names = {"status"};
  const std::string before = "SELECT \"Open\", a FROM t WHERE b = \"x\"";
  CHECK(equal_but_for_string_quotes(before, "SELECT 'Open', a FROM t WHERE b = 'x'", names));
  CHECK(equal_but_for_string_quotes("select 'Open', A from T where B == \"x\";", before, names));
  CHECK(equal_but_for_string_quotes(before, before, names));
  CHECK_FALSE(equal_but_for_string_quotes(before, "SELECT 'open', a FROM t WHERE b = 'x'", names));
  CHECK_FALSE(equal_but_for_string_quotes("a = \"Status\"", "a = 'Status'", names));
  CHECK_FALSE(equal_but_for_string_quotes("a = [x]", "a = 'x'", names));
  CHECK_FALSE(equal_but_for_string_quotes("a = x", "a = 'x'", names));
  CHECK_FALSE(equal_but_for_string_quotes("a = \"x\"", "a = 'x' + 1", names));
}
