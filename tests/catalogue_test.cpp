// The closed vocabularies, and that every rule is explained.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

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
  return !id.empty() && std::ranges::all_of(id, [](char c) {
    return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

/// The headings of the sections of rules/README.md, in its order.
std::vector<std::string> sections_of_readme() {
  std::ifstream in("rules/README.md");
  std::vector<std::string> sections;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) sections.push_back(line.substr(3));
  }
  return sections;
}

std::vector<std::string> ids_of_rules() {
  std::vector<std::string> ids;
  for (const Rule* rule : all_rules()) ids.emplace_back(rule->id);
  return ids;
}

/// The files of rules/ that define a rule, as the ids that their names say.
std::set<std::string> ids_of_files() {
  std::set<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator("rules")) {
    if (entry.path().extension() != ".cpp") continue;
    std::string id = entry.path().stem();
    std::ranges::replace(id, '_', '-');
    ids.insert(id);
  }
  for (const char* helper : {"all-rules", "data-words", "deploy-words", "found-while-reading",
                             "migration-words", "rerun-words", "schema-words", "trial-words"})
    ids.erase(helper);
  return ids;
}

}  // namespace

TEST_CASE("every rule has an id of its own and a page in three parts") {
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->id);
    CHECK(is_kebab_case(rule->id));
    const auto page = rule_page(rule->id);
    REQUIRE(page);
    CHECK(page->starts_with("## " + std::string(rule->id) + "\n"));
    for (const char* part : {"**Problem.**", "**When it is fine.**", "**What to do instead.**"}) {
      const std::size_t at = page->find(part);
      REQUIRE(at != std::string::npos);
      CHECK(page->find(part, at + 1) == std::string::npos);
    }
    CHECK(page->find("\n#") == std::string::npos);  // nothing of the next page or group
  }
  CHECK_FALSE(rule_page("no-such-rule"));
  CHECK_FALSE(rule_page("Rules"));
}

TEST_CASE("the rules, their files and their pages are the same, and the pages in the same order") {
  const std::vector<std::string> ids = ids_of_rules();
  CHECK(sections_of_readme() == ids);
  std::set<std::string> in_files = ids_of_files();
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->id);
    const bool of_the_reader = std::holds_alternative<FoundWhileReading>(rule->check);
    CHECK(in_files.erase(std::string(rule->id)) == (of_the_reader ? 0 : 1));
  }
  CHECK(in_files == std::set<std::string>{});
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
}

TEST_CASE("rules are a closed list") {
  CHECK(ids_of_rules() == std::vector<std::string>{
                              "broken-object",
                              "column-order-matters",
                              "extra-object",
                              "extra-table",
                              "partly-understood",
                              "possible-rename",
                              "only-copy",
                              "temp-rows-lost",
                              "ambiguous-log",
                              "half-done-migration",
                              "undecided-point",
                              "recorded-but-absent",
                              "present-but-unrecorded",
                              "dirty-record",
                              "never-runs",
                              "masked-create",
                              "altered-by-hand",
                              "cannot-tell",
                              "runner-refuses",
                              "missing-file",
                              "edited-migration",
                              "lock-left",
                              "duplicate-record",
                              "out-of-order",
                              "not-replayed",
                              "cosmetic-edit",
                              "unexplained-object",
                              "deploy-fails",
                              "startup-order",
                              "deploy-loses-rows",
                              "deploy-drifts",
                              "declared-differs",
                              "deploy-deletes-rows",
                              "depends-on-transaction",
                              "cascade-wipe",
                              "foreign-keys-in-transaction",
                              "rerun-loses-rows",
                              "temp-backup",
                              "rerun-drifts",
                              "rerun-fails",
                              "rerun-repeats-rows",
                              "fails-with-rows",
                              "own-transaction",
                              "d1-statement",
                              "statement-newer-than-runtime",
                              "depends-on-rows",
                              "leaves-rows-out",
                              "leaves-orphans",
                              "leaves-foreign-keys-off",
                              "fails-when-empty",
                              "drops-rows",
                              "newer-than-runtime",
                              "not-on-d1",
                              "leftover-table",
                              "missing-parent-table",
                              "foreign-key-mismatch",
                              "int-primary-key",
                              "double-quoted-string",
                              "ambiguous-type",
                              "on-conflict-replace",
                              "foreign-key-type-mismatch",
                              "foreign-key-collation-mismatch",
                              "foreign-key-without-index",
                              "redundant-index",
                              "nullable-primary-key",
                              "missing-primary-key",
                              "damaged-database",
                              "index-disagrees",
                              "rows-without-parent",
                              "rows-not-unique",
                              "rows-with-null",
                              "rows-failing-check",
                              "rows-of-wrong-type",
                              "rows-against-affinity",
                              "sequence-too-low",
                              "audit-incomplete",
                              "bad-ignore",
                              "duplicate-version",
                              "empty-migration",
                              "misnamed-migration",
                              "stale-baseline",
                              "unfilled-placeholder",
                              "unreadable-migration",
                              "unused-ignore",
                          });
}

namespace {

/// What the tests and the cases say, this file left out.
std::string all_cases() {
  std::string text;
  for (const char* folder : {"tests", "snapshots"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const std::string kind = entry.path().extension();
      const bool is_case = kind == ".cpp" || kind == ".case" || kind == ".yaml";
      if (!is_case || entry.path().filename() == "catalogue_test.cpp") continue;
      std::ifstream in(entry.path());
      text.append(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
  }
  return text;
}

}  // namespace

TEST_CASE("every rule is named by a case") {
  const std::string cases = all_cases();
  for (const std::string& id : ids_of_rules()) {
    CHECK_MESSAGE(cases.find(id) != std::string::npos, id << " is in no test and no case");
  }
}

}  // namespace plumbline
