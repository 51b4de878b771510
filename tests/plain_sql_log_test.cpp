// A directory of plain .sql files in place of a runner's own migrations: the log tells how the
// runner calls them.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/log_values.hpp"

namespace plumbline {
namespace {

namespace fs = std::filesystem;

struct OtherFiles {
  std::string runner, database, migrations;
};

/// The files of `from`, with SQL in them and .sql behind their names.
void write_plain_files(const fs::path& from, const fs::path& to) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || name.starts_with("__") || name.ends_with(".md")) continue;
    std::ofstream(to / (entry.path().stem().string() + ".sql")) << "SELECT 1;\n";
  }
}

std::string recorded_rows(const Connection& connection, const FoundLog& found) {
  std::string text;
  for (const LogRecord& record : read_log(connection, found).records) text += record.key + " ";
  return text;
}

void run(const Connection& connection, const std::vector<Statement>& statements) {
  for (const Statement& statement : statements) connection.execute(statement.sql);
}

TEST_CASE("plain .sql files under the log of a runner whose migrations are code") {
  const std::vector<OtherFiles> all = {
      {"knex", "knex/app.db", "knex/migrations"},
      {"kysely", "kysely/app.db", "kysely/migrations"},
      {"kysely", "kysely/custom_name.db", "kysely/migrations"},
      {"laravel", "laravel/app.db", "laravel/migrations"},
      {"mikro-orm", "mikro-orm/app.db", "mikro-orm/migrations"},
      {"rails", "rails/app.db", "rails/migrate"},
      {"sequel-int", "sequel/app_int.db", "sequel/migrations_int"},
      {"sequel-ts", "sequel/app_ts.db", "sequel/migrations_ts"},
      {"sequelize", "umzug/app.db", "umzug/migrations"},
      {"typeorm", "typeorm/app.db", "typeorm/migrations"},
      {"db-migrate", "db-migrate/app.db", "db-migrate/migrations"}};
  for (const OtherFiles& other : all) {
    CAPTURE(other.database);
    const PrivateDirectory directory = PrivateDirectory::make();
    write_plain_files("snapshots/runners/" + other.migrations, directory.path());
    const OpenedDatabase live = open_database("snapshots/runners/" + other.database);
    const Shadow shadow = shadow_of(live.connection, {});
    const Schema schema = introspect(shadow.connection);
    const FoundLog found = find_logs(shadow.connection, schema, {other.runner, "", ""}).at(0);
    const auto migrations = read_migrations(directory.path(), found.runner.get(), {}).list;
    REQUIRE(migrations.size() == 3);
    const std::string before = recorded_rows(shadow.connection, found);
    MigrationLog log = read_log(shadow.connection, found);
    MatchedLog matched = match_log(*found.runner, log, migrations);
    CHECK(recorded_in(matched, migrations).find(migrations[2].key) != std::string::npos);
    CHECK(matched.unknown.empty());
    const Table& table = schema.tables.at(found.table);
    run(shadow.connection, unrecord_migration({found, log, migrations, matched, &table}, 2));
    log = read_log(shadow.connection, found);
    matched = match_log(*found.runner, log, migrations);
    CHECK_FALSE(matched.of[2].recorded);
    const LogContext context{found, log, migrations, matched, &table};
    CHECK(why_not_written(context) == "");
    CHECK(next_run(*found.runner, log, migrations, matched).runs == std::vector<std::size_t>{2});
    run(shadow.connection, record_migration(context, 2));
    CHECK(recorded_rows(shadow.connection, found) == before);
  }
}

}  // namespace
}  // namespace plumbline
