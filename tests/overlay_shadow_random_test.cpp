// The same random statements on an overlay and on a copy of all pages: they must stay the same.
#include <doctest/doctest.h>

#include "analyzer/sqlite/open_database.hpp"
#include "tests/generated_model.hpp"
#include "tests/scenario.hpp"
#include "tests/shadows.hpp"

namespace plumbline {

namespace {

using generated::Rng;

std::string number(Rng& rng, int most) { return std::to_string(rng.between(0, most)); }

std::string settings(Rng& rng) {
  const std::vector<std::string> sizes = {"512", "1024", "4096", "8192", "65536"};
  return "PRAGMA page_size=" + rng.pick(sizes) + "; PRAGMA auto_vacuum=" + number(rng, 2) +
         (rng.percent(40) ? "; PRAGMA journal_mode=WAL" : "");
}

std::string table(Rng& rng) { return "t" + number(rng, 3); }

/// Some fail, and then on both.
std::string statement(Rng& rng) {
  const std::string name = table(rng);
  switch (rng.between(0, 14)) {
    case 0:
      return "CREATE TABLE " + name + "(id INTEGER PRIMARY KEY, a, b)";
    case 1:
      return "DROP TABLE " + name;
    case 2:
      return "CREATE INDEX i" + number(rng, 5) + " ON " + name + "(a, length(b))";
    case 3:
      return "DROP INDEX i" + number(rng, 5);
    case 4:
      return "DELETE FROM " + name + " WHERE id % " + number(rng, 5) + " = 0";
    case 5:
      return "UPDATE " + name + " SET b = zeroblob(" + number(rng, 20000) + ") WHERE id < " +
             number(rng, 100);
    case 6:
      return "UPDATE " + name + " SET a = random()";
    case 7:
      return "BEGIN";
    case 8:
      return "ROLLBACK";
    case 9:
      return "COMMIT";
    case 10:
      return rng.percent(50) ? "SAVEPOINT s" : "ROLLBACK TO s";
    case 11:
      return rng.percent(50) ? "PRAGMA incremental_vacuum(7)" : "RELEASE s";
    case 12:
      return "ALTER TABLE " + name + " ADD COLUMN c" + number(rng, 9) + " DEFAULT 'new'";
    default:
      return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
             number(rng, 200) + ") INSERT INTO " + name +
             "(a, b) SELECT random(), randomblob(1 + i * " + number(rng, 40) + ") FROM n";
  }
}

void run_on_both(Rng& rng, const Connection& overlay, const Connection& copy, int statements) {
  for (int i = 0; i < statements; ++i) {
    const std::string sql = statement(rng);
    CAPTURE(sql);
    const auto failure = overlay.try_execute(sql);
    const auto of_copy = copy.try_execute(sql);
    REQUIRE((failure ? failure->message : "") == (of_copy ? of_copy->message : ""));
  }
  if (overlay.in_transaction()) overlay.execute("COMMIT");
  if (copy.in_transaction()) copy.execute("COMMIT");
  REQUIRE(dump_of(overlay) == dump_of(copy));
}

/// A chain of shadows, each of the one before it, and every one written to behind the next.
void try_chain(Rng& rng, const Connection& live) {
  std::vector<Shadow> overlays, copies;
  overlays.push_back(overlay_of(live));
  copies.push_back(copy_of(live));
  constexpr int most_shadows = 4;
  for (int i = 0; i < most_shadows; ++i) {
    const Connection& overlay = overlays.back().connection;
    REQUIRE(is_overlay(overlay));
    overlay.execute("PRAGMA cache_size=" + number(rng, 20));
    run_on_both(rng, overlay, copies.back().connection, 15);
    overlays.push_back(overlay_of(overlay));
    copies.push_back(copy_of(copies[copies.size() - 1].connection));
    for (std::size_t k = 0; k + 1 < overlays.size(); ++k) {
      run_on_both(rng, overlays[k].connection, copies[k].connection, 5);
    }
  }
  for (std::size_t k = 0; k < overlays.size(); ++k) {
    CHECK(dump_of(overlays[k].connection) == dump_of(copies[k].connection));
  }
}

}  // namespace

TEST_CASE("random statements lead to the same on an overlay and on a copy") {
  constexpr std::uint64_t seeds = 40;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    const ScenarioFolder folder;
    make_database("live.db", settings(rng));
    const Connection writer = Connection::open_read_write("file:live.db", "live.db");
    for (int i = 0; i < 60; ++i) writer.try_execute(statement(rng));
    if (writer.in_transaction()) writer.execute("COMMIT");
    const std::string bytes = read_bytes("live.db");
    const OpenedDatabase live = open_database("live.db");
    const std::string before = dump_of(live.connection);
    try_chain(rng, live.connection);
    CHECK(dump_of(live.connection) == before);
    CHECK(read_bytes("live.db") == bytes);
  }
}

}  // namespace plumbline
