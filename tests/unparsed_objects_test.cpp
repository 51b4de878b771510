// Databases that a newer SQLite wrote. Their texts are put into sqlite_schema by hand, so that the
// library at hand can be older than they are; tests/runtimes/ has the newer one write them.
#include "analyzer/sqlite/unparsed_objects.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "analyzer/analyze.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

struct Stored {
  std::string type, name, table, sql;
};

/// A database with table t and these texts.
void store(const std::string& file, const std::vector<Stored>& objects) {
  make_database(file, "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2)");
  const Connection connection = Connection::open_read_write("file:" + file, file);
  connection.execute("PRAGMA writable_schema=ON");
  for (const Stored& object : objects) {
    const std::string page = "page_of_" + object.name;
    connection.execute("CREATE TABLE " + page + " (x); DELETE FROM sqlite_schema WHERE name = '" +
                       page + "'");
    Query insert(connection, "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)");
    const bool has_page = object.type == "table" || object.type == "index";
    insert.bind(1, object.type).bind(2, object.name).bind(3, object.table).bind(5, object.sql);
    insert.bind(4, has_page ? connection.integer("PRAGMA page_count").value_or(0) : 0);
    insert.step();
  }
}

std::string error_of(const std::string& file) {
  try {
    load(file, {});
  } catch (const Error& error) {
    return to_string(error.kind()) + ": " + error.message();
  }
  return "";
}

std::string here() { return "SQLite " + sqlite_library_version(); }

std::string problems_of(const Schema& schema) {
  std::string text;
  for (const Problem& problem : schema.problems) {
    text += to_string(problem.object.type) + " " + problem.object.name.text() + ": " +
            problem.what + "\n";
  }
  return text;
}

struct Newer {
  int since;
  Stored object;
  std::string failure;
};

const std::vector<Newer> newer_objects = {
    {3044000,
     {"view", "v", "v", "CREATE VIEW v AS SELECT group_concat(a ORDER BY b) FROM t"},
     "near \"ORDER\": syntax error (ORDER BY in the arguments of a function: SQLite 3.44)"},
    {3046000,
     {"table", "u", "u", "CREATE TABLE u (a CHECK (a < 1_000))"},
     "unrecognized token: \"1_000\" (digits grouped by _: SQLite 3.46)"},
    {3046000,
     {"index", "i", "t", "CREATE INDEX i ON t (a) WHERE a > 0x1_0"},
     "near \"_0\": syntax error (digits grouped by _: SQLite 3.46)"},
    {3047000,
     {"trigger", "r", "t",
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT RAISE(ABORT, 'no ' || NEW.a); END"},
     "near \"||\": syntax error (RAISE with an expression: SQLite 3.47)"},
    {3053000,
     {"trigger", "r", "t",
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t AS x SET a = 1 WHERE x.b = 2; END"},
     "near \"AS\": syntax error (AS behind the table of a statement in a trigger: SQLite 3.53)"}};

}  // namespace

TEST_CASE("the error names what cannot be parsed, since when it can, and what to do") {
  for (const Newer& newer : newer_objects) {
    CAPTURE(newer.object.sql);
    const ScenarioFolder folder;
    store("live.db", {newer.object});
    const std::string object = newer.object.type + " " + newer.object.name;
    if (sqlite_library_version_number() >= newer.since) {
      CHECK(error_of("live.db") == "");
      CHECK(problems_of(load("live.db", {}).schema) == "");
      continue;
    }
    CHECK(error_of("live.db") == "unsupported: " + here() +
                                     ", which this program runs on, cannot parse the schema: " +
                                     object + ": " + newer.failure + "; " + remedy_for_newer());
    const Loaded rest = load_what_parses("live.db", {});
    CHECK(rest.schema.tables.at(Identifier("t")).columns.size() == 2);
    CHECK(problems_of(rest.schema) == object + ": not understood: " + newer.failure + "\n");
    REQUIRE(rest.incomplete);
    CHECK(to_string(rest.incomplete->kind()) + ": " + rest.incomplete->message() ==
          error_of("live.db"));
  }
}

TEST_CASE("what no version knows is named too, and what hangs on it") {
  const ScenarioFolder folder;
  store("live.db", {{"table", "u", "u", "CREATE TABLE u (a INT DEFAULT SELECT)"},
                    {"index", "i", "u", "CREATE INDEX i ON u (a)"},
                    {"trigger", "r", "u", "CREATE TRIGGER r AFTER INSERT ON u BEGIN SELECT 1; END"},
                    {"view", "v", "v", "CREATE VIEW v AS SELECT a FROM t"},
                    {"view", "w", "w", "CREATE VIEW w AS SELECT SELECT"}});
  const std::string error = error_of("live.db");
  CHECK(
      error.starts_with("unsupported: " + here() + ", which this program runs on, cannot parse "));
  CHECK(error.find("view w: near \"SELECT\": syntax error") != std::string::npos);
  CHECK(error.find("; and 1 more; ") != std::string::npos);
  const Schema schema = load_what_parses("live.db", {}).schema;
  CHECK(schema.views.at(Identifier("v")).columns.size() == 1);
  const std::string problems = problems_of(schema);
  CAPTURE(problems);
  CHECK(problems.find("table u: not understood: ") != std::string::npos);
  CHECK(problems.find("index i: not understood: its table is not understood\n") !=
        std::string::npos);
  CHECK(problems.find("trigger r: not understood: its table is not understood\n") !=
        std::string::npos);
  CHECK(problems.find("view v") == std::string::npos);
}

TEST_CASE("an object that SQLite knows only in part is not understood either") {
  const ScenarioFolder folder;  // the words are libSQL's
  store("live.db", {{"table", "u", "u", "CREATE TABLE u (a INT) RANDOM ROWID"}});
  CHECK(problems_of(load_what_parses("live.db", {}).schema) ==
        "table u: not understood: near \"ROWID\": syntax error\n");
}

TEST_CASE("damage is not taken for a newer SQLite") {
  const ScenarioFolder folder;
  store("live.db", {{"index", "i", "t", "CREATE INDEX i ON t (a)"}});
  {
    const Connection connection = Connection::open_read_write("file:live.db", "live.db");
    connection.execute(
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = 99 WHERE name = 'i'");
  }
  CHECK(error_of("live.db").starts_with("not-a-database: malformed database schema (i)"));
  CHECK_THROWS_AS(load_what_parses("live.db", {}), Error);
}

TEST_CASE("what is not a CREATE statement is not compiled") {
  const ScenarioFolder folder;
  store("live.db", {{"view", "v", "v", "PRAGMA case_sensitive_like=ON"},
                    {"view", "w", "w", "CREATE VIEW w AS SELECT SELECT"}});
  const OpenedDatabase opened = open_database("live.db", Unparsed::leave_out);
  CHECK(opened.left_out.size() == 2);
  CHECK(opened.connection.integer("SELECT 'a' LIKE 'A'") == 1);
}

TEST_CASE("a declaration says it as well") {
  const ScenarioFolder folder;
  std::ofstream("schema.sql") << "CREATE TABLE t (a);\nCREATE VIEW v AS\n"
                                 "  SELECT group_concat(a ORDER BY a) FROM t;\n";
  const bool knows = sqlite_library_version_number() >= 3044000;
  CHECK(error_of("schema.sql") ==
        (knows ? ""
               : "bad-sql: near \"ORDER\": syntax error (ORDER BY in the arguments of a function: "
                 "SQLite 3.44); " +
                     remedy_for_newer()));
}

TEST_CASE("a deploy fails for syntax that is too new, unless the runtime has it") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
  std::filesystem::create_directory("migrations");
  std::ofstream("migrations/001_v.sql")
      << "CREATE VIEW v AS SELECT group_concat(a ORDER BY id) FROM t;\n";
  CheckRequest request;
  request.migrations = "migrations";
  Options options;
  const bool knows = sqlite_library_version_number() >= 3044000;
  const Forecast fails = *check("live.db", request, options).forecast;
  CHECK(fails.outcome == (knows ? ForecastOutcome::succeeds : ForecastOutcome::fails));
  if (!knows) {
    CHECK(fails.failure->message ==
          "near \"ORDER\": syntax error (ORDER BY in the arguments of a function: SQLite 3.44)");
  }
  options.runtime = runtime_named("sqlite-3.44");
  CHECK(check("live.db", request, options).forecast->outcome ==
        (knows ? ForecastOutcome::succeeds : ForecastOutcome::not_run));
}

}  // namespace plumbline
