// Rows of logs that nobody has described: the new row is like the ones that are there.
#include <doctest/doctest.h>

#include <fstream>

#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "tests/log_values.hpp"

namespace plumbline {
namespace {

struct Shape {
  std::string create;  ///< and the rows of 001_users.sql and 002_posts.sql
  std::string forms;   ///< of the row that is written for 003_tags.sql, by SQL
  std::string expected;
};

std::string third_row(const Shape& shape) {
  const PrivateDirectory directory = PrivateDirectory::make();
  for (const char* name : {"001_users.sql", "002_posts.sql", "003_tags.sql"}) {
    std::ofstream(directory.path() / name) << "CREATE TABLE t" << name[2] << "(id);\n";
  }
  const Connection connection = Connection::in_memory("live");
  connection.execute(shape.create);
  const Schema schema = introspect(connection);
  const auto logs = find_logs(connection, schema, {});
  REQUIRE(logs.size() == 1);
  const FoundLog& found = logs.front();
  const auto migrations = read_migrations(directory.path(), found.runner.get(), {}).list;
  REQUIRE(migrations.size() == 3);
  const MigrationLog log = read_log(connection, found);
  const MatchedLog matched = match_log(*found.runner, log, migrations);
  CHECK(matched.of[0].recorded);
  CHECK(matched.of[1].recorded);
  REQUIRE_FALSE(matched.of[2].recorded);
  const LogContext context{found, log, migrations, matched, &schema.tables.at(found.table)};
  CHECK(why_not_written(context) == "");
  for (const std::string& guard : log_guards(context, {2})) {
    CHECK(connection.integer("SELECT " + guard) == 1);
  }
  for (const Statement& statement : record_migration(context, 2)) {
    connection.execute(statement.sql);
  }
  const MatchedLog after = match_log(*found.runner, read_log(connection, found), migrations);
  CHECK(after.of[2].recorded);
  CHECK(after.unknown.empty());
  const std::string row = connection.text(shape.forms).value_or("NULL");
  for (const Statement& statement :
       unrecord_migration({found, log, migrations, after, context.table}, 2)) {
    connection.execute(statement.sql);
  }
  CHECK_FALSE(match_log(*found.runner, read_log(connection, found), migrations).of[2].recorded);
  return row;
}

TEST_CASE("home-grown logs") {
  const std::vector<Shape> shapes = {
      {"CREATE TABLE schema_migrations(migration_name TEXT PRIMARY KEY, applied_at TEXT NOT NULL "
       "DEFAULT CURRENT_TIMESTAMP); INSERT INTO schema_migrations(migration_name) VALUES "
       "('001_users.sql'), ('002_posts.sql')",
       "SELECT migration_name || ' ' || length(applied_at) FROM schema_migrations WHERE rowid = 3",
       "003_tags.sql 19"},
      {"CREATE TABLE migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, "
       "executed_at INTEGER NOT NULL); INSERT INTO migrations(name, executed_at) VALUES "
       "('001_users', 1795202607), ('002_posts', 1795202608)",
       "SELECT id || name || typeof(executed_at) || length(executed_at) FROM migrations WHERE id=3",
       "3003_tagsinteger10"},
      {"CREATE TABLE schema_version(version INTEGER PRIMARY KEY, name TEXT, applied_at TEXT); "
       "INSERT "
       "INTO schema_version VALUES (1, 'users', '2026-01-01T00:00:00.000Z'), (2, 'posts', "
       "'2026-01-01T00:00:01.000Z')",
       "SELECT version || name || length(applied_at) || substr(applied_at, -1) FROM schema_version "
       "WHERE version = 3",
       "3tags24Z"},
      {"CREATE TABLE applied_migrations(version, applied_at); INSERT INTO applied_migrations "
       "VALUES "
       "(1, 'x'), (2, 'x')",
       "SELECT typeof(version) || version FROM applied_migrations WHERE rowid = 3", "integer3"},
      {"CREATE TABLE _migrations(filename TEXT PRIMARY KEY, applied_at TEXT) WITHOUT ROWID; INSERT "
       "INTO _migrations VALUES ('001_users.sql', '2026-01-01 00:00:00'), ('002_posts.sql', "
       "'2026-01-01 00:00:00')",
       "SELECT filename || ' ' || length(applied_at) FROM _migrations WHERE filename LIKE '003%'",
       "003_tags.sql 19"},
      {"CREATE TABLE schema_version(version INTEGER); INSERT INTO schema_version VALUES (2)",
       "SELECT group_concat(version) FROM schema_version", "3"},
      {"CREATE TABLE migration_history(version TEXT, success BOOLEAN, applied_at TEXT); INSERT "
       "INTO "
       "migration_history VALUES ('001', 1, '2026-01-01'), ('002', 1, '2026-01-01')",
       "SELECT version || success FROM migration_history WHERE rowid = 3", "0031"}};
  for (const Shape& shape : shapes) {
    CAPTURE(shape.create);
    CHECK(third_row(shape) == shape.expected);
  }
}

}  // namespace
}  // namespace plumbline
