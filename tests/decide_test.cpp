#include "analyzer/reconcile/decide.hpp"

#include <doctest/doctest.h>

#include "tests/replayed.hpp"

namespace plumbline {

namespace {

using Points = std::vector<std::size_t>;

Decision decision_of(const Replayed& replayed, const Connection& live, const Points& candidates) {
  return decide(live, replayed.hand(), candidates, {}, {});
}

/// A database that stopped behind statement `count`, asked about the candidates.
Decision decision_of(const Replayed& replayed, std::size_t count, const std::string& rows,
                     const Points& candidates) {
  return decision_of(replayed, replayed.after(count, rows), candidates);
}

bool names(const std::string& text, const std::string& word) {
  return text.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("decide: by the schema, where only one point fits") {
  const Replayed replayed("CREATE TABLE t(a)", "ALTER TABLE t ADD b; UPDATE t SET b = 1");
  const Decision decision = decision_of(replayed, 1, "", {1});
  CHECK(decision.by == DecidedBy::schema);
  CHECK(decision.after == 1);
  CHECK(decision.fits == Points{1});
}

TEST_CASE("decide: by the schema, where all that fit go on from the same statement") {
  const Replayed replayed("CREATE TABLE t(a)",
                          "PRAGMA foreign_keys=OFF; BEGIN; UPDATE t SET a = 1; COMMIT");
  const Decision decision = decision_of(replayed, 0, "INSERT INTO t VALUES (0)", {0, 1, 2, 3});
  CHECK(decision.by == DecidedBy::schema);
  CHECK(decision.after == 0);
  CHECK(decision.fits == Points{0, 1, 2, 3});
}

TEST_CASE("decide: by the rows of a table that the migration itself has made") {
  const Replayed replayed("CREATE TABLE t(a)",
                          "CREATE TABLE u(a, n); INSERT INTO u SELECT a, 0 FROM t;"
                          "UPDATE u SET n = n + 1; UPDATE u SET n = n + 1");
  for (std::size_t count = 1; count <= 4; ++count) {
    INFO(count);
    const Decision decision =
        decision_of(replayed, count, "INSERT INTO t VALUES (7), (8)", {1, 2, 3, 4});
    CHECK(decision.by == DecidedBy::rows);
    CHECK(decision.after == count);
    CHECK(decision.fits == Points{count});
    CHECK_FALSE(decision.evidence.empty());
  }
}

TEST_CASE("decide: by the values of a column that the migration itself has made") {
  const Replayed replayed(
      "CREATE TABLE t(a)",
      "ALTER TABLE t ADD n DEFAULT 0; UPDATE t SET n = n + a; UPDATE t SET n = n + a");
  for (std::size_t count = 1; count <= 3; ++count) {
    INFO(count);
    const Decision decision =
        decision_of(replayed, count, "INSERT INTO t VALUES (7), (8)", {1, 2, 3});
    CHECK(decision.by == DecidedBy::rows);
    CHECK(decision.after == count);
  }
}

TEST_CASE("decide: by the traces on rows that were there") {
  const Replayed replayed(
      "CREATE TABLE t(a)",
      "CREATE TABLE begun(a); INSERT INTO t VALUES ('x'); INSERT INTO t VALUES ('y')");
  for (std::size_t count = 1; count <= 3; ++count) {
    INFO(count);
    const Decision decision = decision_of(replayed, count, "INSERT INTO t VALUES ('w')", {1, 2, 3});
    CHECK(decision.by == DecidedBy::rows);
    CHECK(decision.after == count);
  }
}

TEST_CASE("decide: by errors, where the rest fails from any other point") {
  const Replayed replayed("CREATE TABLE t(a UNIQUE)", "INSERT INTO t VALUES (5)");
  const Decision decision = decision_of(replayed, 1, "INSERT INTO t VALUES (1)", {0, 1});
  CHECK(decision.by == DecidedBy::errors);
  CHECK(decision.after == 1);
  CHECK(decision.fits == Points{1});
  CHECK(names(decision.evidence, "statement 1 fails: UNIQUE constraint failed"));
}

TEST_CASE("decide: rows that somebody else has written since prove nothing") {
  const Replayed replayed("CREATE TABLE t(a)",
                          "CREATE TABLE u(a); INSERT INTO u VALUES (1); UPDATE u SET a = a + 1");
  const Connection live = replayed.after(2, "");
  live.execute("INSERT INTO u VALUES (9)");
  const Decision decision = decision_of(replayed, live, {1, 2, 3});
  CHECK(decision.by == DecidedBy::nothing);
  CHECK(decision.fits == Points{1, 2, 3});
}

TEST_CASE(
    "decide: a trigger that the migration has made does not keep its table from being emptied") {
  const Replayed replayed("CREATE TABLE t(a)",
                          "CREATE TABLE u(a); CREATE TRIGGER kept BEFORE DELETE ON u BEGIN SELECT "
                          "RAISE(ABORT, 'kept'); END; INSERT INTO u SELECT a FROM t;"
                          "UPDATE u SET a = a + 1");
  const Decision decision = decision_of(replayed, 3, "INSERT INTO t VALUES (7)", {2, 3, 4});
  CHECK(decision.by == DecidedBy::rows);
  CHECK(decision.after == 3);
}

TEST_CASE("decide: by confluence, where the same rows come out from every point") {
  const Replayed replayed("CREATE TABLE t(a)", "UPDATE t SET a = 5 WHERE a IS NULL");
  const Decision decision = decision_of(replayed, 1, "INSERT INTO t VALUES (1), (NULL)", {0, 1});
  CHECK(decision.by == DecidedBy::confluence);
  CHECK(decision.after == 0);
  CHECK(decision.fits == Points{0, 1});
}

TEST_CASE("decide: confluence, but for what the clock says and the marks of AUTOINCREMENT") {
  const Replayed marked("CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a)",
                        "INSERT INTO t(a) VALUES ('x'); DELETE FROM t WHERE a = 'x'");
  CHECK(decision_of(marked, 2, "", {0, 2}).by == DecidedBy::confluence);
  const Replayed stamped("CREATE TABLE t(a, at)", "UPDATE t SET at = datetime('now')");
  CHECK(decision_of(stamped, 1, "INSERT INTO t VALUES (1, 1)", {0, 1}).by == DecidedBy::confluence);
}

TEST_CASE("decide: n = n + 1 is not decided") {
  const Replayed replayed("CREATE TABLE t(n)", "UPDATE t SET n = n + 1");
  for (std::size_t count = 0; count <= 1; ++count) {
    INFO(count);
    const Decision decision = decision_of(replayed, count, "INSERT INTO t VALUES (1)", {0, 1});
    CHECK(decision.by == DecidedBy::nothing);
    CHECK(decision.fits == Points{0, 1});
    CHECK(decision.difference == "the rows of t would differ");
    CHECK(decision.evidence == "");
  }
}

TEST_CASE("decide: what would differ is named, not more than five of it") {
  std::string tables, updates;
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    tables += std::string("CREATE TABLE ") + name + "(n); INSERT INTO " + name + " VALUES (1);";
    updates += std::string("UPDATE ") + name + " SET n = n + 1;";
  }
  const Replayed replayed(tables, updates);
  CHECK(decision_of(replayed, 0, "", {0, 6}).difference ==
        "the rows of a, b, c, d, e, … would differ");
  CHECK(decision_of(replayed, 0, "", {0, 5}).difference ==
        "the rows of a, b, c, d, e would differ");
}

TEST_CASE("decide: rows that a TEMP table held are not made up") {
  const Replayed replayed("CREATE TABLE t(n)",
                          "CREATE TEMP TABLE kept AS SELECT n FROM t; DELETE FROM t;"
                          "INSERT INTO t SELECT n + 1 FROM kept; DROP TABLE kept");
  const Decision emptied = decision_of(replayed, 2, "INSERT INTO t VALUES (1)", {0, 1, 2, 3, 4});
  CHECK(emptied.by == DecidedBy::nothing);
  const Decision back = decision_of(replayed, 4, "INSERT INTO t VALUES (1)", {0, 1, 2, 3, 4});
  CHECK(back.by == DecidedBy::nothing);
}

TEST_CASE("decide: a function that only the application has proves nothing by failing") {
  const Replayed replayed("CREATE TABLE t(n)", "UPDATE t SET n = only_in_the_application(n)");
  const Connection live = replayed.after(0, "INSERT INTO t VALUES (1)");
  const Decision decision = decision_of(replayed, live, {0, 1});
  CHECK(decision.by == DecidedBy::nothing);
  CHECK(decision.fits == Points{0, 1});
  CHECK(names(decision.difference, "only in the application"));
  CHECK(decision_of(replayed, replayed.after(0), {0, 1}).by == DecidedBy::confluence);
}

TEST_CASE("decide: where the rest fails from everywhere, that is said") {
  const Replayed replayed("CREATE TABLE t(n); CREATE TABLE u(n NOT NULL)",
                          "UPDATE t SET n = n + 1; INSERT INTO u SELECT NULL FROM t");
  const Decision decision = decision_of(replayed, 0, "INSERT INTO t VALUES (1)", {0, 1});
  CHECK(decision.by == DecidedBy::nothing);
  CHECK(names(decision.difference, "NOT NULL constraint failed: u.n"));
  CHECK(decision.fits == Points{0, 1});
}

TEST_CASE("decide: tables of the runner are not looked at") {
  const Replayed replayed("CREATE TABLE log(n)", "UPDATE log SET n = n + 1");
  const Connection live = replayed.after(0, "INSERT INTO log VALUES (1)");
  CHECK(decide(live, replayed.hand(), {0, 1}, {Identifier("log")}, {}).by == DecidedBy::confluence);
}

TEST_CASE("decide: the live database is left as it is") {
  const Replayed replayed("CREATE TABLE t(n)", "UPDATE t SET n = n + 1");
  const Connection live = replayed.after(0, "INSERT INTO t VALUES (1)");
  decision_of(replayed, live, {0, 1});
  CHECK(live.text("SELECT group_concat(n) FROM t") == "1");
}

}  // namespace plumbline
