// What is a placeholder in SQL, and what only looks like one.
#include "analyzer/history/files/placeholders.hpp"

#include <doctest/doctest.h>

namespace plumbline {

namespace {

/// "name@offset …" of what has no value.
std::string unfilled(const std::string& text) {
  std::string names;
  for (const Placeholder& placeholder : fill_placeholders(text, {}).unfilled) {
    names += placeholder.name + "@" + std::to_string(placeholder.offset) + " ";
  }
  return names;
}

std::string filled(const std::string& text) {
  return fill_placeholders(text, {{"p", "app_"}, {"a.b", "it's"}, {"empty", ""}}).text;
}

}  // namespace

TEST_CASE("both spellings are placeholders, with and without blanks") {
  CHECK(unfilled("CREATE TABLE ${p}_a(x)") == "p@13 ");
  CHECK(unfilled("SELECT {{p}}, {{ q }}, ${ r }") == "p@7 q@14 r@23 ");
  CHECK(unfilled("SELECT ${flyway:schema}.t") == "flyway:schema@7 ");
  CHECK(unfilled("SELECT \"${q}\", [${r}], `{{s}}`") == "q@8 r@16 s@24 ");
}

TEST_CASE("strings, comments and parameters hold none") {
  CHECK(unfilled("INSERT INTO a VALUES ('${x}', '{\"k\":{\"j\":1}}', 'it''s {{ y }}')") == "");
  CHECK(unfilled("-- ${x}\n/* {{ y }} */ SELECT 1") == "");
  CHECK(unfilled("SELECT $name, :a, @b, ?1, '$.path'") == "");
  CHECK(unfilled("SELECT ${}, {{}}, ${a b}, ${a\n}, ${unclosed") == "");
}

TEST_CASE("a quote inside a quoted name or a comment opens no string") {
  CHECK(unfilled("SELECT \"a'b\", ${x}") == "x@14 ");
  CHECK(unfilled("SELECT [a'b], ${x}") == "x@14 ");
  CHECK(unfilled("-- don't\nSELECT ${x}") == "x@16 ");
  CHECK(unfilled("/* don't */ SELECT ${x} -- '\n, ${y}") == "x@19 y@31 ");
}

TEST_CASE("a value is put in everywhere, also into strings and comments") {
  CHECK(filled("CREATE TABLE ${p}a(x DEFAULT '{{ p }}') -- ${p}") ==
        "CREATE TABLE app_a(x DEFAULT 'app_') -- app_");
  CHECK(filled("SELECT ${a.b}${empty}, ${other}") == "SELECT it's, ${other}");
  const FilledText result = fill_placeholders("SELECT ${p}, {{p}}, ${q}", {{"p", "${q}"}});
  CHECK(result.text == "SELECT ${q}, ${q}, ${q}");  // a value is not read again
  CHECK(result.filled == std::set<std::string>{"p"});
  CHECK(result.unfilled.size() == 1);
}

TEST_CASE("text without placeholders comes back as it is") {
  const std::string bytes("a\0b \xFF ' { } $ x", 15);
  CHECK(fill_placeholders(bytes, {{"x", "y"}}).text == bytes);
}

}  // namespace plumbline
