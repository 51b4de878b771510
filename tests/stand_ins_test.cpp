// Functions, collations and modules that this SQLite has not got: they are said, and every verb
// goes on without a false error.
#include "analyzer/sqlite/stand_ins.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "analyzer/analyze.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

/// The schema that these statements make where whatever they call is there.
Schema schema_of(const std::string& sql) {
  const Connection shadow = empty_shadow("schema", std::nullopt);
  shadow.execute(sql);
  return introspect(shadow);
}

std::string joined(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

std::string functions_in(const std::string& sql) {
  return joined(stand_ins_for(schema_of(sql), std::nullopt).functions);
}

bool here_since(int version) { return sqlite_library_version_number() >= version; }

const char* const of_an_application =
    "CREATE TABLE t (a TEXT COLLATE mycoll, b INT CHECK (in_check(b)), c AS (in_column(b)),"
    " d DEFAULT (in_default()));"
    "CREATE INDEX i ON t (in_index(a));"
    "CREATE INDEX j ON t (a COLLATE Second) WHERE in_where(b);"
    "CREATE VIEW v AS SELECT in_view(a) FROM t ORDER BY a COLLATE third;"
    "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT in_trigger(NEW.a); END;"
    "CREATE VIRTUAL TABLE m USING vec0(embedding float[4])";

const char* const note_of_it =
    " has not got functions in_check(), in_column(), in_default(), in_index(), in_trigger(), "
    "in_view(), in_where(); collations mycoll, second, third; module vec0: on shadows stand-ins "
    "take their place, which compute nothing";

bool is_noted(const std::vector<std::string>& notes) {
  return std::ranges::count(notes, "SQLite " + sqlite_library_version() + note_of_it) == 1;
}

bool without_errors(const Report& report) {
  return std::ranges::none_of(
      report.findings, [](const Finding& finding) { return finding.severity == Severity::error; });
}

}  // namespace

TEST_CASE("every place that needs something is looked at") {
  const StandIns needed = stand_ins_for(schema_of(of_an_application), std::nullopt);
  CHECK("SQLite " + sqlite_library_version() + note_of_it == words_for(needed));
}

TEST_CASE("what SQLite has itself is no stand-in") {
  CHECK(
      stand_ins_for(
          schema_of("CREATE TABLE t (a TEXT COLLATE NOCASE CHECK (length(a) > iif(1, 2, 3)),"
                    " b AS (json_valid(a)));"
                    "CREATE VIEW v AS SELECT value, random() FROM t, json_each(a);"
                    "CREATE VIEW w AS SELECT name FROM pragma_table_list;"
                    "CREATE VIRTUAL TABLE f USING fts5(a); CREATE INDEX i ON t (a COLLATE RTRIM)"),
          std::nullopt)
          .empty());
}

TEST_CASE("functions that came or grew since are stood in for only where they are not there") {
  CHECK(functions_in("CREATE TABLE t (a); CREATE VIEW v AS SELECT concat(a, 1) FROM t") ==
        (here_since(3044000) ? "" : "concat"));
  for (const char* sql :
       {"CREATE TABLE t (a); CREATE VIEW v AS SELECT iif(a, 1), iif(a, 1, 2) FROM t",
        "CREATE TABLE t (a CHECK (iif(a, 1, 0, 1, 0)))"}) {
    CHECK(functions_in(sql) == (here_since(3049000) ? "" : "iif with other numbers of arguments"));
  }
  CHECK(functions_in("CREATE TABLE t (a CHECK (json_valid(a, 4)))") ==
        (here_since(3045000) ? "" : "json_valid with other numbers of arguments"));
  const Schema each = schema_of("CREATE VIEW v AS SELECT value, fullkey FROM jsonb_each('{}')");
  CHECK(each.problems.empty());
  CHECK(joined(stand_ins_for(each, std::nullopt).modules) ==
        (here_since(3051000) ? "" : "jsonb_each"));
}

TEST_CASE("SQLite's own function keeps its own number of arguments") {
  const Connection shadow = empty_shadow("shadow", std::nullopt);
  CHECK(!shadow.try_prepare("SELECT iif(1, 2), iif(0, 1, 0, 2), json_valid('{}', 1)"));
  CHECK(shadow.integer("SELECT iif(0, 1, 2)") == 2);
  CHECK(shadow.integer("SELECT json_valid('{}')") == 1);
  CHECK(shadow.try_prepare("SELECT lower('a', 'b')")->message ==
        "wrong number of arguments to function lower()");
}

TEST_CASE("every verb says it once, and finds no error") {
  const ScenarioFolder folder;
  make_database("live.db", of_an_application);
  std::ofstream("target.sql") << of_an_application
                              << ";\nCREATE TABLE more (id INTEGER PRIMARY KEY);\n";
  std::filesystem::create_directory("migrations");
  std::ofstream("migrations/001_more.sql") << "CREATE TABLE more (id INTEGER PRIMARY KEY);\n";
  const Options options;
  CHECK(is_noted(load("live.db", options).notes));
  CHECK(is_noted(diff("live.db", "target.sql", options).notes));
  const Report status_report = status("live.db", "migrations", {}, options, "");
  CHECK(is_noted(status_report.notes));
  CHECK(without_errors(status_report));
  CheckRequest request;
  request.migrations = "migrations";
  const Report check_report = check("live.db", request, options);
  CHECK(is_noted(check_report.notes));
  CHECK(without_errors(check_report));
  const Repair answer = repair("live.db", "target.sql", options);
  CHECK(is_noted(answer.report.notes));
  REQUIRE(std::holds_alternative<Plan>(answer.planning));
  CHECK(std::get<Plan>(answer.planning).statements.size() > 1);
}

}  // namespace plumbline
