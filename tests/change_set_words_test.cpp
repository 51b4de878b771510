// What Liquibase's change sets say of themselves.
#include "analyzer/history/files/change_set_words.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/laid_out_migrations.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

Migration change_set(const std::string& attributes, const std::string& text) {
  const ScenarioFolder folder;
  return read_laid_out("liquibase", {{"a.sql", "--liquibase formatted sql\n--changeset ada:1 " +
                                                   attributes + "\n" + text}})
      .list.front();
}

}  // namespace

TEST_CASE("change sets: dbms") {
  for (const char* taken :
       {"sqlite", "SQLite,h2", "!oracle", "!oracle,!h2", "all", "", " h2, sqlite"}) {
    CHECK_MESSAGE(takes_sqlite(taken), taken);
  }
  for (const char* not_taken : {"postgresql", "h2,mysql", "!sqlite", "!sqlite,!h2", "none"}) {
    CHECK_MESSAGE(!takes_sqlite(not_taken), not_taken);
  }
}

TEST_CASE("change sets: what ends a statement") {
  CHECK(with_semicolons("a\n/\nb\n", "/") == "a\n;\nb\n");
  CHECK(with_semicolons("a /* x\n/ */ 4 / 2 '\n/'", "/") == "a /* x\n/ */ 4 / 2 '\n/'");
  CHECK(with_semicolons("a$$ b 'c$$'\n$$", "$$") == "a;  b 'c$$'\n; ");
  CHECK(with_semicolons("a\nGO\nb go\n", "\\nGO") == "a\n; \nb go\n");
  CHECK(with_semicolons("a\ngo\nb go\n/ \n-- x\n", std::nullopt) == "a\n; \nb go\n; \n-- x\n");
  CHECK(with_semicolons("a(b", "((") == "a(b");
  const Migration set = change_set(
      "endDelimiter:// rollbackEndDelimiter:@ runOnChange:true",
      "SELECT 1//\nSELECT 2\n//\n/* liquibase rollback\nSELECT 3@\nSELECT 4 */\n"
      "--ignoreLines:1\nnothing\n--ignoreLines:start\nnothing\n--ignoreLines:end\nSELECT 5\n");
  CHECK(shown(set.up) == Names{"3:1 SELECT 1", "4:1 SELECT 2", "14:1 SELECT 5"});
  CHECK(shown(set.down) == Names{"7:1 SELECT 3", "8:1 SELECT 4"});
  CHECK(set.runs_again_when_edited);
  CHECK(!set.runs_always);
  CHECK(change_set("runAlways:true", "SELECT 1;\n--rollback not required\n").runs_always);
  CHECK(change_set("", "SELECT 1;\n--rollback not required\n").down.empty());
}

TEST_CASE("change sets: preconditions") {
  const Preconditions told =
      change_set("",
                 "--preconditions onFail:MARK_RAN onError:CONTINUE\n"
                 "--precondition-sql-check expectedResult:\"a b\" SELECT x FROM y\n"
                 "--precondition-sql-check 0 SELECT 1\n"
                 "--precondition-view-exists view:V\nSELECT 1;\n")
          .preconditions;
  CHECK(told.on_fail == OnFail::mark_ran);
  CHECK(told.on_error == OnFail::pass_over);
  CHECK(told.unknown.empty());
  REQUIRE(told.list.size() == 3);
  CHECK(told.list[0].expected == "a b");
  CHECK(told.list[0].sql == "SELECT x FROM y");
  CHECK(told.list[1].expected == "0");
  CHECK(told.list[1].sql == "SELECT 1");
  CHECK(told.list[2].expected == "1");
  const Preconditions strange =
      change_set("", "--precondition-moon-is full\nSELECT 1;\n").preconditions;
  CHECK(strange.unknown == "moon-is");
  CHECK(strange.on_fail == OnFail::halt);
}

TEST_CASE("change sets: attributes are part of the older checksum") {
  const auto has = [](const Migration& set, const std::string& checksum) {
    return std::ranges::count(set.cosmetic_checksums, checksum) == 1;
  };
  CHECK(has(change_set("", "SELECT 1\n"), "8:17f2e0356c39799585af5295cb714898"));
  CHECK(has(change_set("splitStatements:false endDelimiter:/", "SELECT 1\n"),
            "8:0eb5ba517230df3ed52a44e9fa9ab9d3"));
  CHECK(change_set("", "--validCheckSum: 9:ABC\nSELECT 1\n").valid_checksums == Names{"9:abc"});
}

}  // namespace plumbline
