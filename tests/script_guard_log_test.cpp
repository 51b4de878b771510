// The script that finishes a migration, run where or when it was not made for, in a shell that does
// not stop at errors: nothing changes.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "analyzer/analyze.hpp"
#include "tests/scenario.hpp"
#include "tests/stopped_database.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

constexpr const char* before =
    "CREATE TABLE schema_migrations(version varchar(128) primary key);"
    "CREATE TABLE t(a); INSERT INTO t VALUES (1), (2);"
    "INSERT INTO schema_migrations VALUES ('1');";
constexpr const char* first_statement = "CREATE TABLE u(a UNIQUE CHECK (a < 100))";
/// What the second migration has done before it stopped: its first statement.
const std::string stopped = std::string(before) + first_statement;

/// The second one as the statements behind its first.
void write_migrations(const std::string& rest) {
  fs::create_directory("m");
  std::ofstream("m/1_t.sql") << "-- migrate:up\nCREATE TABLE t(a);\n";
  std::ofstream("m/2_u.sql") << "-- migrate:up\n" << first_statement << ";\n" << rest;
}

std::vector<Statement> script_of(RepairRequest request) {
  request.migrations = "m";
  Options options;
  const Repair repaired = repair("app.db", request, options);
  const Plan* plan = std::get_if<Plan>(&repaired.planning);
  REQUIRE_MESSAGE(plan != nullptr, std::get<Refused>(repaired.planning).refusals.at(0).reason);
  return plan->statements;
}

std::vector<Statement> finishing_script() {
  write_migrations(
      "INSERT INTO u SELECT a FROM t;\nALTER TABLE t ADD COLUMN b;\nUPDATE t SET b = a;\n"
      "INSERT INTO u VALUES (9);\nUPDATE t SET b = 0 WHERE a > 50;\nDROP TABLE IF EXISTS old;\n");
  return script_of({});
}

/// To a declared schema that contains the second migration, which it records.
std::vector<Statement> reaching_script() {
  write_migrations("");
  std::ofstream("target.sql") << "CREATE TABLE t(a, b);" << first_statement;
  RepairRequest request;
  request.mode = RepairMode::to;
  request.target = "target.sql";
  return script_of(request);
}

/// All that the database holds, and whether a transaction is open.
std::string dump(const Connection& connection) {
  std::string text =
      answer_to(connection, "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2");
  Query tables(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  while (tables.step()) {
    const std::string name(tables.text(0));
    text += "\n" + name + ":\n" + answer_to(connection, "SELECT * FROM \"" + name + "\"");
  }
  return text + (connection.in_transaction() ? "\nin a transaction" : "");
}

struct Outcome {
  std::string was, is;
  int failed = 0;  ///< statements
};

/// The script made for app.db, each statement of it run on `database`, whatever fails.
Outcome run_all(const std::vector<Statement>& script, const std::string& database) {
  const Connection connection = open_as_application(database);
  Outcome outcome{dump(connection), "", 0};
  for (const Statement& statement : script) {
    if (connection.try_execute(statement.sql)) ++outcome.failed;
  }
  outcome.is = dump(connection);
  return outcome;
}

/// A script made for a database, run after somebody has done `meanwhile` to it.
void check_leaves_as_is(const std::string& meanwhile, const std::string& made_for = stopped,
                        std::vector<Statement> (*make_script)() = finishing_script) {
  INFO(meanwhile);
  const ScenarioFolder folder;
  make_database("app.db", made_for);
  const std::vector<Statement> script = make_script();
  open_as_application("app.db").execute(meanwhile);
  const Outcome outcome = run_all(script, "app.db");
  CHECK(outcome.failed > 0);
  CHECK(outcome.is == outcome.was);
}

}  // namespace

TEST_CASE("finishing script: on the database that it was made for it does its work") {
  const ScenarioFolder folder;
  make_database("app.db", stopped);
  const std::vector<Statement> script = finishing_script();
  CHECK(run_all(script, "app.db").failed == 0);
  const Connection mended = open_as_application("app.db");
  CHECK(answer_to(mended, "SELECT a, b FROM t ORDER BY a") == "1|1\n2|2");
  CHECK(answer_to(mended, "SELECT a FROM u ORDER BY a") == "1\n2\n9");
  CHECK(answer_to(mended, "SELECT version FROM schema_migrations ORDER BY 1") == "1\n2");
}

TEST_CASE("finishing script: run twice it changes nothing the second time") {
  const ScenarioFolder folder;
  make_database("app.db", stopped);
  const std::vector<Statement> script = finishing_script();
  CHECK(run_all(script, "app.db").failed == 0);
  const Outcome again = run_all(script, "app.db");
  CHECK(again.failed > 0);
  CHECK(again.is == again.was);
}

TEST_CASE("finishing script: another database is left as it is") {
  const ScenarioFolder folder;
  make_database("app.db", stopped);
  const std::vector<Statement> script = finishing_script();
  for (const std::string& other :
       {std::string(), std::string("CREATE TABLE t(a); CREATE TABLE u(a)"), std::string(before),
        std::string(before) + "CREATE TABLE u(a, b)",
        std::string("CREATE TABLE t(a); CREATE TABLE u(a); CREATE TABLE schema_migrations(v)")}) {
    INFO(other);
    make_database("other.db", other);
    const Outcome outcome = run_all(script, "other.db");
    CHECK(outcome.failed > 0);
    CHECK(outcome.is == outcome.was);
  }
}

TEST_CASE("finishing script: a log that has changed meanwhile") {
  check_leaves_as_is("INSERT INTO schema_migrations VALUES ('2')");
  check_leaves_as_is("INSERT INTO schema_migrations VALUES ('3')");
  check_leaves_as_is("DELETE FROM schema_migrations");
  check_leaves_as_is("UPDATE schema_migrations SET version = '0'");
  check_leaves_as_is("DROP TABLE schema_migrations");
}

TEST_CASE("script to a target: it records what the target contains") {
  const ScenarioFolder folder;
  make_database("app.db", before);
  CHECK(run_all(reaching_script(), "app.db").failed == 0);
  const Connection mended = open_as_application("app.db");
  CHECK(answer_to(mended, "SELECT version FROM schema_migrations ORDER BY 1") == "1\n2");
}

TEST_CASE("script to a target: a log that has changed meanwhile") {
  for (const char* meanwhile :
       {"INSERT INTO schema_migrations VALUES ('2')", "INSERT INTO schema_migrations VALUES ('3')",
        "DELETE FROM schema_migrations", "UPDATE schema_migrations SET version = '0'"}) {
    check_leaves_as_is(meanwhile, before, reaching_script);
  }
}

TEST_CASE("finishing script: a schema that has changed meanwhile") {
  check_leaves_as_is("ALTER TABLE t ADD COLUMN b");
  check_leaves_as_is("CREATE TABLE old(a); INSERT INTO old VALUES (1)");
  check_leaves_as_is("DROP TABLE u");
  check_leaves_as_is("CREATE TRIGGER x AFTER INSERT ON u BEGIN DELETE FROM t; END");
  check_leaves_as_is("ALTER TABLE t RENAME TO t2");
  // As many objects, as many bytes of text.
  check_leaves_as_is("DROP TABLE u; CREATE TABLE u(a UNIQUE CHECK (a < 900))");
}

TEST_CASE("finishing script: a statement that fails on rows that came meanwhile") {
  check_leaves_as_is("INSERT INTO u VALUES (9)");
  check_leaves_as_is("INSERT INTO u VALUES (2)");
  check_leaves_as_is("INSERT INTO t VALUES (100)");
  check_leaves_as_is("DELETE FROM t");
}

TEST_CASE("finishing script: rows that came meanwhile and hinder nothing") {
  const ScenarioFolder folder;
  make_database("app.db", stopped);
  const std::vector<Statement> script = finishing_script();
  open_as_application("app.db").execute("INSERT INTO t VALUES (3)");
  CHECK(run_all(script, "app.db").failed == 0);
  CHECK(answer_to(open_as_application("app.db"), "SELECT count(*), sum(b) FROM t") == "3|6");
}

}  // namespace plumbline
