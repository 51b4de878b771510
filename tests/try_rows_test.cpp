// Rows put to the proof of a target whose types they were never held to.
#include <doctest/doctest.h>

#include "analyzer/plan/fit_rows.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

Table table_made_by(const Connection& connection) {
  return introspect(connection).tables.begin()->second;
}

std::string refusals_of(const Connection& live, const std::string& target_sql) {
  const Connection target = Connection::in_memory("target");
  target.execute(target_sql);
  const Fit fit = fit_rows(live, table_made_by(live), table_made_by(target), true, Options());
  std::string text;
  for (const Refusal& refusal : fit.refusals) text += refusal.reason + "\n";
  return text;
}

}  // namespace

TEST_CASE("rows: what a STRICT table computes and does not take once it is stored") {
  const Connection live = Connection::in_memory("live");
  live.execute(
      "CREATE TABLE counts (id INTEGER PRIMARY KEY, shown TEXT, number INTEGER AS (shown)) STRICT;"
      "INSERT INTO counts(id, shown) VALUES (1, '12')");
  const std::string target =
      "CREATE TABLE counts (id INTEGER PRIMARY KEY, shown TEXT, number INTEGER) STRICT";
  CHECK(refusals_of(live, target) == "");
  // SQLite 3.40 takes such a row, a newer one does not: then there is none to be named.
  if (live.try_execute("INSERT INTO counts(id, shown) VALUES (2, 'twelve')")) return;
  CHECK(refusals_of(live, target) ==
        "1 row holds a value in number that INTEGER of a STRICT table does not take (rowid 2)\n");
}

}  // namespace plumbline
