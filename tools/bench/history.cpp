// What replaying and reconciling a history costs, against one bare loop that executes the same
// statements in memory. Both in this process, in turns, so that a slow moment meets both; reading
// the files and opening the databases is left out.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "analyzer/declare/write_sql.hpp"
#include "analyzer/reconcile/judge.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {
namespace {

/// Migrations of the usual mixture: most make something new, some change what is there, some fill
/// it.
std::string script_of(int number) {
  const std::string n = std::to_string(number);
  const std::string older = std::to_string(number - number % 10);
  switch (number % 10) {
    case 0:
      return "CREATE TABLE t" + n +
             "(id INTEGER PRIMARY KEY, name TEXT NOT NULL, state TEXT DEFAULT 'new');"
             "CREATE INDEX t" +
             n + "_name ON t" + n + "(name);";
    case 3:
      return "ALTER TABLE t" + older + " ADD COLUMN c" + n +
             " INTEGER DEFAULT 0;"
             "UPDATE t" +
             older + " SET c" + n + " = id;";
    case 5:
      return "INSERT INTO t" + older + "(name) VALUES ('a'), ('b');";
    case 6:
      return "CREATE TABLE t" + older +
             "_new(id INTEGER PRIMARY KEY, name TEXT);"
             "INSERT INTO t" +
             older + "_new SELECT id, name FROM t" + older +
             ";"
             "DROP TABLE t" +
             older +
             ";"
             "ALTER TABLE t" +
             older + "_new RENAME TO t" + older + ";";
    case 8:
      return "CREATE VIEW v" + n + " AS SELECT id, name FROM t" + older + ";";
    default:
      return "CREATE TABLE s" + n + "(id INTEGER PRIMARY KEY, parent INTEGER REFERENCES t" + older +
             "(id), value TEXT);CREATE INDEX s" + n + "_parent ON s" + n + "(parent);";
  }
}

Migrations history_of(int count) {
  Migrations migrations;
  for (int i = 0; i < count; ++i) {
    Migration migration;
    migration.id = migration.key = "m" + std::to_string(i);
    for (const ScriptStatement& statement : split_statements(script_of(i))) {
      migration.up.push_back({statement.sql, statement.line, statement.column});
    }
    migrations.list.push_back(std::move(migration));
  }
  return migrations;
}

void execute(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr);
  while (sqlite3_step(statement) == SQLITE_ROW) {
  }
  if (sqlite3_finalize(statement) != SQLITE_OK) {
    std::fprintf(stderr, "%s: %s\n", sql.c_str(), sqlite3_errmsg(database));
    std::exit(1);
  }
}

using Seconds = std::chrono::duration<double>;

template <class Work>
double seconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return Seconds(std::chrono::steady_clock::now() - start).count();
}

double bare_loop(const Migrations& migrations) {
  sqlite3* database = nullptr;
  sqlite3_open(":memory:", &database);
  const double taken = seconds([&] {
    for (const Migration& migration : migrations.list) {
      for (const MigrationStatement& statement : migration.up) execute(database, statement.sql);
    }
  });
  sqlite3_close(database);
  return taken;
}

double reconciled(const Migrations& migrations, const Connection& live) {
  Migrations copy = migrations;
  std::size_t judged = 0;
  const double taken = seconds([&] {
    const Situation situation = look_at(live, std::nullopt, std::move(copy), {});
    judged = judge_all(situation, std::nullopt).size();
  });
  if (judged != migrations.list.size()) std::exit(1);
  return taken;
}

void bench(int count) {
  constexpr int turns = 9;
  const Migrations migrations = history_of(count);
  const Connection live = empty_shadow("live", std::nullopt);
  for (const Migration& migration : migrations.list) {
    for (const MigrationStatement& statement : migration.up) live.execute(statement.sql);
  }
  double bare = std::numeric_limits<double>::max();
  double ours = bare;
  for (int turn = 0; turn < turns; ++turn) {
    bare = std::min(bare, bare_loop(migrations));
    ours = std::min(ours, reconciled(migrations, live));
  }
  std::printf("| %d migrations: bare loop | %.0f ms | 1 |\n", count, bare * 1e3);
  std::printf("| %d migrations: replayed and reconciled | %.0f ms | %.2f |\n", count, ours * 1e3,
              ours / bare);
}

}  // namespace
}  // namespace plumbline

int main() {
  for (const int count : {80, 1000}) plumbline::bench(count);
}
