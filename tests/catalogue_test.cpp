// The closed vocabularies, and that every rule is explained.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "model/change.hpp"
#include "model/plan.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

TEST_CASE("hazards are a closed list") {
  std::vector<std::string> words;
  for (const Hazard hazard : all_hazards()) words.push_back(to_string(hazard));
  CHECK(words == std::vector<std::string>{"drop-table", "drop-column", "delete-rows", "fill-null",
                                          "convert-value", "change-collation", "reset-sequence",
                                          "renumber-rowid"});
  for (const std::string& word : words) CHECK(to_string(*hazard_named(word)) == word);
  CHECK_FALSE(hazard_named("all"));
}

TEST_CASE("kinds of change are a closed list") {
  CHECK(all_change_kinds() == std::vector<std::string>{"add-autoincrement",
                                                       "add-check",
                                                       "add-column",
                                                       "add-foreign-key",
                                                       "add-index",
                                                       "add-primary-key",
                                                       "add-strict",
                                                       "add-table",
                                                       "add-trigger",
                                                       "add-unique",
                                                       "add-view",
                                                       "add-without-rowid",
                                                       "change-application-id",
                                                       "change-check",
                                                       "change-collation",
                                                       "change-default",
                                                       "change-foreign-key",
                                                       "change-generated",
                                                       "change-index",
                                                       "change-not-null",
                                                       "change-primary-key",
                                                       "change-trigger",
                                                       "change-type",
                                                       "change-unique",
                                                       "change-user-version",
                                                       "change-view",
                                                       "change-virtual-table",
                                                       "drop-autoincrement",
                                                       "drop-check",
                                                       "drop-column",
                                                       "drop-foreign-key",
                                                       "drop-index",
                                                       "drop-primary-key",
                                                       "drop-strict",
                                                       "drop-table",
                                                       "drop-trigger",
                                                       "drop-unique",
                                                       "drop-view",
                                                       "drop-without-rowid",
                                                       "rename-column",
                                                       "rename-table",
                                                       "reorder-columns",

                                                       "respell-index",
                                                       "respell-table",
                                                       "respell-trigger",
                                                       "respell-view"});
}

namespace {

bool is_kebab_case(std::string_view id) {
  return !id.empty() &&
         std::ranges::all_of(id, [](char c) { return c == '-' || (c >= 'a' && c <= 'z'); });
}

std::string readme_of_rules() {
  std::ifstream in("rules/README.md");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("every rule has an id of its own, a page, and the page no rule lacks") {
  std::vector<std::string> ids;
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->id);
    CHECK(is_kebab_case(rule->id));
    const auto page = rule_page(rule->id);
    REQUIRE(page);
    for (const char* part : {"**Problem.**", "**When it is fine.**", "**What to do instead.**"}) {
      CHECK(page->find(part) != std::string::npos);
    }
    ids.emplace_back(rule->id);
  }
  CHECK(std::ranges::is_sorted(ids));
  CHECK(std::ranges::adjacent_find(ids) == ids.end());
  const std::string readme = readme_of_rules();
  std::size_t sections = 0;
  for (std::size_t at = readme.find("\n## "); at != std::string::npos;
       at = readme.find("\n## ", at + 1)) {
    ++sections;
  }
  CHECK(sections == ids.size());
}

}  // namespace plumbline
