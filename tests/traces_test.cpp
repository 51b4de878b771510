#include "analyzer/reconcile/traces.hpp"

#include <doctest/doctest.h>

#include "analyzer/reconcile/interference.hpp"
#include "tests/replayed.hpp"

namespace plumbline {

namespace {

/// Of each script here a first statement has run for sure: without one, rows that are there are no
/// trace of a migration. The statements are counted without it.
constexpr const char* begun = "CREATE TABLE begun(x); ";

/// Which numbers of statements may have run, as far as the traces tell: "0 2".
std::string left(const Replayed& replayed, const Connection& live) {
  std::vector<std::size_t> candidates;
  for (std::size_t i = 1; i <= replayed.effects().size(); ++i) candidates.push_back(i);
  std::string text;
  for (const std::size_t point : left_by_traces(live, replayed.hand(), candidates, {}, {})) {
    text += (text.empty() ? "" : " ") + std::to_string(point - 1);
  }
  return text;
}

/// Of a database in which `rows` were there and then the first `count` statements ran.
std::string left(const std::string& schema, const std::string& rows, const std::string& script,
                 std::size_t count) {
  const Replayed replayed(schema, begun + script);
  return left(replayed, replayed.after(count + 1, rows));
}

constexpr const char* t = "CREATE TABLE t(a, b)";

}  // namespace

TEST_CASE("traces: an INSERT has run where its rows are all there, and has not where one is not") {
  const std::string two = "INSERT INTO t VALUES (1, 'x'), (2, 'y')";
  CHECK(left(t, "", two, 0) == "0");
  CHECK(left(t, "", two, 1) == "1");
  CHECK(left(t, "INSERT INTO t VALUES (1, 'x')", two, 0) == "0");
  CHECK(left(t, "INSERT INTO t VALUES (3, 'z')", two, 1) == "1");
}

TEST_CASE("traces: each INSERT has rows of its own") {
  const std::string twice = "INSERT INTO t VALUES (1, 'x'); INSERT INTO t VALUES (1, 'x')";
  CHECK(left(t, "", twice, 0) == "0");
  CHECK(left(t, "", twice, 1) == "1");
  CHECK(left(t, "", twice, 2) == "2");
}

TEST_CASE("traces: values of the clock and rowids are not compared") {
  CHECK(left("CREATE TABLE t(a, at DEFAULT CURRENT_TIMESTAMP)",
             "INSERT INTO t VALUES ('x', '2001-01-01 00:00:00')", "INSERT INTO t(a) VALUES ('x')",
             0) == "1");
  const std::string keyed = "CREATE TABLE t(id INTEGER PRIMARY KEY, a)";
  CHECK(left(keyed, "INSERT INTO t VALUES (9, 'x')", "INSERT INTO t(a) VALUES ('x')", 0) == "1");
}

TEST_CASE("traces: rows of NULLs and defaults say nothing") {
  CHECK(left("CREATE TABLE t(a, b DEFAULT 5)", "INSERT INTO t DEFAULT VALUES",
             "INSERT INTO t DEFAULT VALUES", 1) == "0 1");
  CHECK(left(t, "", "INSERT INTO t SELECT 1, 2 WHERE 0", 0) == "0 1");
}

TEST_CASE("traces: an UPDATE that would still change something has not run") {
  const std::string fill = "UPDATE t SET b = 'none' WHERE b IS NULL";
  CHECK(left(t, "INSERT INTO t VALUES (1, NULL)", fill, 0) == "0");
  CHECK(left(t, "INSERT INTO t VALUES (1, 'x')", fill, 0) == "0 1");
  CHECK(left(t, "INSERT INTO t VALUES (1, NULL)", fill, 1) == "0 1");
  CHECK(left(t, "INSERT INTO t VALUES (1, 'x')", "DELETE FROM t WHERE a = 1", 0) == "0");
}

TEST_CASE("traces: an UPDATE that does something each time says nothing") {
  CHECK(left(t, "INSERT INTO t VALUES (1, 2)", "UPDATE t SET a = a + 1", 0) == "0 1");
  CHECK(left(t, "INSERT INTO t VALUES (1, 2)", "UPDATE t SET a = a + 1", 1) == "0 1");
  // Done twice it happens to change nothing on these rows, and it would on others.
  CHECK(left(t, "INSERT INTO t VALUES (1, 2)", "UPDATE t SET a = 2 * a WHERE a = 1", 0) == "0");
  CHECK(left(t, "INSERT INTO t VALUES (1, 2)", "UPDATE t SET a = a + 1 WHERE a < 2", 0) == "0 1");
}

TEST_CASE("traces: an INSERT whose trigger writes on adds something each time") {
  const std::string logged =
      "CREATE TABLE t(a); CREATE TABLE n(a); CREATE TRIGGER x AFTER INSERT ON t BEGIN"
      " INSERT INTO n VALUES (new.a); END";
  CHECK(left(logged, "", "INSERT INTO t VALUES (1)", 0) == "0 1");
  CHECK(left(logged, "", "INSERT INTO t VALUES (1)", 1) == "0 1");
}

TEST_CASE("traces: what a later statement takes away again is not missed") {
  const std::string script = "INSERT INTO t VALUES (1, 'x'); DELETE FROM t WHERE a = 1";
  CHECK(left(t, "", script, 0) == "0 2");
  CHECK(left(t, "", script, 1) == "1");
  CHECK(left(t, "", script, 2) == "0 2");
}

TEST_CASE("traces: what a later INSERT adds takes nothing away") {
  const std::string script = "INSERT INTO t VALUES (1, 'x'); INSERT INTO t VALUES (2, 'y')";
  CHECK(left(t, "", script, 0) == "0");
  CHECK(left(t, "", script, 1) == "1");
  CHECK(left(t, "", script, 2) == "2");
}

TEST_CASE("traces: an INSERT that fails, or reads what is gone, says nothing") {
  CHECK(left("CREATE TABLE t(a UNIQUE)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)",
             0) == "0 1");
}

TEST_CASE("traces: where they contradict each other, all points are left") {
  // The second row is there without the first, which nothing has taken away.
  const Replayed replayed(
      t, begun + std::string("INSERT INTO t VALUES (1, 'x'); INSERT INTO t VALUES (2, 'y')"));
  CHECK(left(replayed, replayed.after(1, "INSERT INTO t VALUES (2, 'y')")) == "0");
  const std::string other = "CREATE TABLE t(a, b); CREATE TABLE u(a)";
  const Replayed apart(
      other, begun + std::string("INSERT INTO t VALUES (1, 'x'); INSERT INTO u VALUES (2)"));
  CHECK(left(apart, apart.after(1, "INSERT INTO u VALUES (2)")) == "0 1 2");
}

TEST_CASE("traces: only the candidates are weighed") {
  const Replayed replayed(
      t, begun + std::string("INSERT INTO t VALUES (1, 'x'); INSERT INTO t VALUES (2, 'y')"));
  const Connection live = replayed.after(3);
  CHECK(left_by_traces(live, replayed.hand(), {2, 3}, {}, {}) == std::vector<std::size_t>{3});
}

TEST_CASE("traces: equal rows are no trace where nothing of the migration is there for sure") {
  const Replayed replayed(t, "INSERT INTO t VALUES (1, 'x')");
  const Connection live = replayed.after(1);
  CHECK(left_by_traces(live, replayed.hand(), {0, 1}, {}, {}) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("interference: whether a statement changes what another one reads or writes") {
  const auto effects = Replayed("CREATE TABLE t(a, b); CREATE TABLE u(a)",
                                "UPDATE t SET a = 1; UPDATE t SET b = 1; SELECT b FROM t;"
                                "DELETE FROM t; INSERT INTO u VALUES (1)")
                           .effects();
  const auto read = [&](std::size_t writer) {
    return writes_what_is_read(effects[writer].touched, effects[2].touched);
  };
  CHECK_FALSE(read(0));
  CHECK(read(1));
  CHECK(read(3));
  CHECK_FALSE(read(4));
  const auto same = [&](std::size_t a, std::size_t b) {
    CHECK(writes_the_same(effects[b].touched, effects[a].touched) ==
          writes_the_same(effects[a].touched, effects[b].touched));
    return writes_the_same(effects[a].touched, effects[b].touched);
  };
  CHECK(same(0, 0));
  CHECK_FALSE(same(0, 1));
  CHECK(same(0, 3));
  CHECK_FALSE(same(3, 4));
  CHECK_FALSE(same(2, 0));
}

}  // namespace plumbline
