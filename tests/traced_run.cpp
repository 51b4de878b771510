#include "tests/traced_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "analyzer/history/recorded/read_trace.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

constexpr const char* log_tables =
    "CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, "
    "timestamp varchar(255) NOT NULL);"
    "CREATE TABLE kysely_migration_lock (id varchar(255) NOT NULL PRIMARY KEY, "
    "is_locked integer DEFAULT 0 NOT NULL);"
    "INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);";

}  // namespace

std::string record_of(const std::string& key) {
  return "INSERT INTO kysely_migration VALUES ('" + key + "', '2026-01-02T03:04:05.678Z');";
}

ProvenRun proven(const TellingRun& run) {
  const ScenarioFolder folder;
  make_database("scratch.db", log_tables + run.before);
  const Shadow before = scratch_copy("scratch.db", {});
  {
    const Connection application = Connection::open_read_write("file:scratch.db", "scratch.db");
    application.execute(run.opened_with);
    for (const TracedStatement& statement : read_trace(run.ran, "ran")) {
      application.try_execute(statement.sql);
    }
  }
  const std::vector<TracedStatement> told =
      read_trace(run.told.empty() ? run.ran : run.told, "told");
  const OpenedDatabase behind = open_database("scratch.db");
  const auto after = read_scratch("scratch.db", {}, nullptr);
  REQUIRE(after);
  return prove_trace({told, before.connection, behind.connection, *after, {}}, {});
}

std::vector<std::string> kept(const TellingRun& run) {
  const ProvenRun one = proven(run);
  if (one.migrations.size() != 1 || !one.migrations.front().has_sql) return one.notes;
  CHECK(one.notes.empty());
  return one.migrations.front().sql;
}

bool says(const std::vector<std::string>& notes, const std::string& what) {
  return std::ranges::any_of(
      notes, [&](const std::string& note) { return note.find(what) != std::string::npos; });
}

}  // namespace plumbline
