#include "analyzer/forecast/crash_log.hpp"

#include <algorithm>
#include <array>

namespace plumbline {

namespace {

struct LogTables {
  const char* runner;
  const char* create;
  const char* record;  ///< ?1 is the key
  std::array<const char*, 2> tables;
};

// As the runners themselves make them: https://kysely.dev/docs/migrations,
// https://developers.cloudflare.com/d1/reference/migrations/, https://github.com/sequelize/umzug,
// https://github.com/amacneil/dbmate, https://laravel.com/docs/migrations
constexpr std::array<LogTables, 5> logs = {{
    {"kysely",
     "CREATE TABLE \"kysely_migration\" (\"name\" varchar(255) not null primary key, \"timestamp\" "
     "varchar(255) not null);"
     "CREATE TABLE \"kysely_migration_lock\" (\"id\" varchar(255) not null primary key, "
     "\"is_locked\" integer default 0 not null);"
     "INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0)",
     "INSERT INTO kysely_migration VALUES (?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
     {"kysely_migration", "kysely_migration_lock"}},
    {"d1",
     "CREATE TABLE \"d1_migrations\"(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, "
     "applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
     "INSERT INTO d1_migrations (name) VALUES (?1)",
     {"d1_migrations", nullptr}},
    {"sequelize",
     "CREATE TABLE `SequelizeMeta` (`name` VARCHAR(255) NOT NULL UNIQUE PRIMARY KEY)",
     "INSERT INTO SequelizeMeta (name) VALUES (?1)",
     {"SequelizeMeta", nullptr}},
    {"dbmate",
     "CREATE TABLE \"schema_migrations\" (version varchar(128) primary key)",
     "INSERT INTO schema_migrations (version) VALUES (?1)",
     {"schema_migrations", nullptr}},
    {"laravel",
     "CREATE TABLE \"migrations\" (\"id\" integer primary key autoincrement not null, "
     "\"migration\" varchar not null, \"batch\" integer not null)",
     "INSERT INTO migrations (migration, batch) VALUES (?1, (SELECT ifnull(max(batch), 0) + 1 FROM "
     "migrations))",
     {"migrations", nullptr}},
}};

const LogTables* find_tables(const std::string& runner) {
  const auto* const found =
      std::ranges::find_if(logs, [&](const LogTables& log) { return runner == log.runner; });
  return found == logs.end() ? nullptr : &*found;
}

const LogTables& tables_for(const std::string& runner) {
  if (const LogTables* tables = find_tables(runner)) return *tables;
  std::string known;
  for (const LogTables& log : logs) known += (known.empty() ? "" : ", ") + std::string(log.runner);
  throw Error(Error::Kind::usage, {},
              "the crash matrix cannot write the log of " + runner + "; it can write: " + known);
}

}  // namespace

std::string runner_of_log(const std::string& word) {
  return tables_for(word == "auto" ? "kysely" : word).runner;
}

void create_log(const Connection& connection, const std::string& runner) {
  connection.execute(tables_for(runner).create);
}

void record_in_log(const Connection& connection, const std::string& runner,
                   const Migration& migration) {
  Query query(connection, tables_for(runner).record);
  query.bind(1, migration.key).step();
}

std::vector<Identifier> tables_of_log(const std::string& runner) {
  std::vector<Identifier> tables;
  for (const char* table : tables_for(runner).tables) {
    if (table != nullptr) tables.emplace_back(table);
  }
  return tables;
}

}  // namespace plumbline
