// What fuzzing has found (tools/fuzz), each with the input that showed it.
#include <doctest/doctest.h>

#include "analyzer/history/files/placeholders.hpp"

namespace plumbline {

// Each took minutes: the rest of the line, or of the file, was searched again at every byte.
TEST_CASE("found by fuzzing: a million braces or quotes are read once") {
  for (const std::string start : {"{", "${", "{{ [", "{{ \"", "{{ `"}) {
    const std::string text = start + std::string(1'000'000, start.back());
    const FilledText filled = fill_placeholders(text, {{"a", "b"}});
    CHECK(filled.text == text);
    CHECK(filled.unfilled.empty());
  }
}

TEST_CASE("placeholders are found as before where much stands around them") {
  const std::string braces(1000, '{');
  const FilledText filled = fill_placeholders(braces + " ${ a } {{a.b }} {{a}b}}", {{"a", "x"}});
  CHECK(filled.text == braces + " x {{a.b }} {{a}b}}");
  REQUIRE(filled.unfilled.size() == 1);
  CHECK(filled.unfilled[0].name == "a.b");
}

}  // namespace plumbline
