// Rows that come between the proof and the run: the script must not do to them what was never
// counted.
#include <doctest/doctest.h>

#include "analyzer/sqlite/connection.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

/// What the table holds when rows come after the plan was made and the script is run all the same.
std::string after_late_row(const std::string& live, const std::string& target,
                           const std::string& late) {
  const ScenarioFolder folder;
  make_database("live.db", live);
  make_database("target.db", target);
  Options options;
  options.allow = {Hazard::renumber_rowid};
  const Repair repaired = repair("live.db", "target.db", options);
  const Connection connection = Connection::open_read_write("file:live.db", "live.db");
  connection.execute(late);
  for (const Statement& statement : std::get<Plan>(repaired.planning).statements) {
    connection.try_execute(statement.sql);  // as a shell without -bail does
  }
  return connection.text("SELECT group_concat(quote(a)) FROM t").value_or("");
}

}  // namespace

TEST_CASE("a value that the new type would change") {
  CHECK(after_late_row("CREATE TABLE t(a TEXT)", "CREATE TABLE t(a INT)",
                       "INSERT INTO t VALUES ('007')") == "'007'");
  CHECK(after_late_row("CREATE TABLE t(a TEXT); INSERT INTO t VALUES ('x')",
                       "CREATE TABLE t(a INT)", "INSERT INTO t VALUES ('007')") == "'x','007'");
  CHECK(after_late_row("CREATE TABLE t(a TEXT, b INT); INSERT INTO t VALUES ('x', 1)",
                       "CREATE TABLE t(a INT, b INT, CHECK (t.b > 0))",
                       "INSERT INTO t VALUES ('007', 1)") == "'x','007'");
}

TEST_CASE("a NULL that would become a fresh rowid") {
  CHECK(after_late_row("CREATE TABLE t(a INT PRIMARY KEY); INSERT INTO t VALUES (5)",
                       "CREATE TABLE t(a INTEGER PRIMARY KEY)",
                       "INSERT INTO t VALUES (NULL)") == "5,NULL");
}

}  // namespace plumbline
