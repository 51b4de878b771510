// Ways in which rows could be misread: each of these was decided wrongly once.
#include <doctest/doctest.h>

#include <algorithm>

#include "analyzer/reconcile/decide.hpp"
#include "tests/replayed.hpp"

namespace plumbline {

namespace {

/// Whether the point at which the database stopped is among those that still fit.
bool still_fits(const std::string& before, const std::string& rows, const std::string& script,
                std::size_t first, std::size_t count) {
  const Replayed replayed(before, script);
  std::vector<std::size_t> candidates;
  for (std::size_t i = first; i <= replayed.effects().size(); ++i) candidates.push_back(i);
  const auto fits = decide(replayed.after(count, rows), replayed.hand(), candidates, {}, {}).fits;
  return std::ranges::find(fits, count) != fits.end();
}

}  // namespace

TEST_CASE("decide: an INSERT that reads the table it adds to") {
  const std::string script = "INSERT INTO t VALUES (1, 2); INSERT INTO t SELECT b, a FROM t";
  for (std::size_t count = 0; count <= 2; ++count) {
    CHECK(still_fits("CREATE TABLE t(a, b)", "", script, 0, count));
  }
}

TEST_CASE("decide: rows of a new table that were copied from rows which changed later") {
  const std::string script =
      "CREATE TABLE u(a); INSERT INTO u SELECT a FROM t; INSERT INTO t VALUES (1);"
      "INSERT INTO u VALUES (2)";
  for (std::size_t count = 1; count <= 4; ++count) {
    CHECK(still_fits("CREATE TABLE t(a)", "", script, 1, count));
  }
}

TEST_CASE("decide: an INSERT whose rows were changed later, before another INSERT") {
  const std::string script =
      "INSERT INTO t(a) VALUES (9); UPDATE t SET a = b; INSERT INTO t VALUES (1, 2)";
  for (std::size_t count = 0; count <= 3; ++count) {
    CHECK(still_fits("CREATE TABLE t(a, b)", "", script, 0, count));
  }
}

}  // namespace plumbline
