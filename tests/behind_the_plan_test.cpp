// What is written to a database between the plan and the run of its script: the script stops, and
// nothing is lost. The rows, marks and texts here are those that the proof never saw.
#include <doctest/doctest.h>

#include <string>

#include "analyzer/plan/script_form.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

struct Late {
  std::string flags, live, target;
  std::string behind;    ///< SQL, run behind the plan
  std::string question;  ///< SQL, of one value
};

CaseFile case_of(const Late& late) {
  CaseFile file;
  file.path = "late.case";
  file.sections = {{"options", late.flags + "\n", 0},
                   {"live.sql", late.live, 0},
                   {"target.sql", late.target, 0}};
  return file;
}

bool stops(const Connection& connection, const Plan& plan, const Options& options) {
  try {
    run_plan(connection, plan, options);
  } catch (const Error&) {
    connection.try_execute("ROLLBACK");
    return true;
  }
  return false;
}

/// "stopped: " or "ran: ", and the answer to the question behind it.
std::string outcome(const Late& late) {
  const ScenarioFolder folder;
  const CaseFile file = case_of(late);
  const CaseAnswer answer = ask(file, "live.db", lay_out(file));
  CAPTURE(answer.refusal);
  REQUIRE(std::holds_alternative<Plan>(answer.planning));
  const Connection live = Connection::open_read_write("file:live.db", "live.db");
  live.execute("PRAGMA foreign_keys=OFF");
  live.execute(late.behind);
  const bool stopped = stops(live, std::get<Plan>(answer.planning), options_of(file));
  return (stopped ? "stopped: " : "ran: ") + live.text(late.question).value_or("nothing");
}

Late with_behind(Late late, const std::string& behind) {
  late.behind = behind;
  return late;
}

/// Two generations of children that stay, of a parent that is dropped.
Late dropped_parent(const std::string& action, const std::string& flags) {
  const std::string children =
      "CREATE TABLE c(id INTEGER PRIMARY KEY, p INT DEFAULT 9 REFERENCES p(id) ON DELETE " +
      action + "); CREATE TABLE g(c INT REFERENCES c(id) ON DELETE CASCADE);";
  return {flags + " --drop-extra --allow drop-table",
          "CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);" + children, children,
          "", "SELECT group_concat(p) || '/' || (SELECT count(*) FROM g) FROM c"};
}

}  // namespace

TEST_CASE("rows that have come to reference a dropped table are not deleted or changed with it") {
  for (const char* const action : {"CASCADE", "SET NULL", "SET DEFAULT"}) {
    for (const char* const flags : {"--runtime d1", "--runtime libsql", ""}) {
      CAPTURE(action);
      CAPTURE(flags);
      const Late late = dropped_parent(action, flags);
      CHECK(outcome(with_behind(late, "INSERT INTO c VALUES (7, 1); INSERT INTO g VALUES (7)")) ==
            "stopped: 1/1");
      CHECK(outcome(with_behind(late, "INSERT INTO c VALUES (7, NULL), (8, NULL)")) ==
            "ran: nothing");
    }
  }
}

TEST_CASE("children whose action on delete is not the one that was planned for") {
  const std::string parent = "CREATE TABLE p(id INTEGER PRIMARY KEY, a";
  const std::string child = "; CREATE TABLE c(p INT REFERENCES p ON DELETE ";
  const std::string rows = "); INSERT INTO p VALUES (1, 1); INSERT INTO c VALUES (1)";
  const Late late{"--runtime d1", parent + ")" + child + "RESTRICT" + rows,
                  parent + " NOT NULL)" + child + "RESTRICT)", "", "SELECT p FROM c"};
  const std::string again = "DROP TABLE c; CREATE TABLE c(p INT REFERENCES p ON DELETE ";
  CHECK(outcome(with_behind(late, "SELECT 1")) == "ran: 1");
  // Both as long as the text that it had.
  CHECK(outcome(with_behind(late, again + "SET NULL); INSERT INTO c VALUES (1)")) == "stopped: 1");
  CHECK(outcome(with_behind(late, again + "CASCADE ); INSERT INTO c VALUES (1)")) == "stopped: 1");
}

TEST_CASE("a table that has come to reference what is rebuilt") {
  const Late late{"--runtime libsql",
                  "CREATE TABLE p(id INTEGER PRIMARY KEY, a); INSERT INTO p VALUES (1, 1);"
                  "CREATE TABLE other(p CHECK (p IS NOT 'that is long enough'))",
                  "CREATE TABLE p(id INTEGER PRIMARY KEY, a NOT NULL);"
                  "CREATE TABLE other(p CHECK (p IS NOT 'that is long enough'))",
                  "", "SELECT p FROM other"};
  const std::string text = "CREATE TABLE other(p REFERENCES p ON DELETE CASCADE        );";
  CHECK(outcome(with_behind(late, "INSERT INTO other VALUES (1)")) == "ran: 1");
  REQUIRE(text.size() ==
          std::string("CREATE TABLE other(p CHECK (p IS NOT 'that is long enough'));").size());
  CHECK(outcome(with_behind(late, "DROP TABLE other;" + text + "INSERT INTO other VALUES (1)")) ==
        "stopped: 1");
}

TEST_CASE("an AUTOINCREMENT mark that stands above every row now") {
  for (const char* const flags : {"--runtime d1", "--runtime libsql", "", "--exact"}) {
    CAPTURE(flags);
    const Late late{flags,
                    "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, x);"
                    "INSERT INTO t VALUES (1, 5), (7, 1)",
                    "CREATE TABLE t(id INTEGER PRIMARY KEY, x)", "",
                    "SELECT max(id) || (SELECT count(*) FROM sqlite_sequence) FROM t"};
    CHECK(outcome(with_behind(late, "SELECT 1")) == "ran: 70");
    CHECK(outcome(with_behind(late, "DELETE FROM t WHERE id = 7")) == "stopped: 11");
  }
}

TEST_CASE("a mark under a name in another case") {
  for (const char* const flags : {"--runtime d1", "--runtime libsql", "", "--exact"}) {
    CAPTURE(flags);
    CHECK(outcome({flags,
                   "CREATE TABLE Users(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);"
                   "INSERT INTO users VALUES (5, 'a')",
                   "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)",
                   "DELETE FROM users", "SELECT max(seq) FROM sqlite_sequence"}) == "ran: 5");
  }
}

TEST_CASE("rows beyond a sample reference a dropped table") {
  const ScenarioFolder folder;
  const Late late{"--runtime d1 --drop-extra --allow drop-table --rows sample",
                  "CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
                  "CREATE TABLE c(id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE);"
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
                  " INSERT INTO c SELECT i, iif(i > 1000, 1, NULL) FROM n",
                  "CREATE TABLE c(id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE)",
                  "SELECT 1", "SELECT count(*) FROM c"};
  CHECK(outcome(late) == "stopped: 1500");
}

}  // namespace plumbline
