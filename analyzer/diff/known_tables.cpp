#include "analyzer/diff/known_tables.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace plumbline {

namespace {

/// A table by its name and the columns that it must have.
struct KnownTable {
  std::string_view name;
  std::vector<std::string_view> columns;
};

const std::vector<KnownTable>& known_tables() {
  static const std::vector<KnownTable> tables = {
      {"kysely_migration", {"name", "timestamp"}},
      {"kysely_migration_lock", {"id", "is_locked"}},
      {"_emdash_migrations", {"name", "timestamp"}},
      {"_emdash_migrations_lock", {"id", "is_locked"}},
      {"__drizzle_migrations", {"hash", "created_at"}},
      {"d1_migrations", {"id", "name", "applied_at"}},
      {"_prisma_migrations", {"id", "checksum", "migration_name"}},
      {"knex_migrations", {"id", "name", "batch", "migration_time"}},
      {"knex_migrations_lock", {"is_locked"}},
      {"migrations", {"id", "timestamp", "name"}},
      {"migrations", {"id", "name", "run_on"}},
      {"migrations", {"id", "migration", "batch"}},
      {"typeorm_metadata", {"type", "name", "value"}},
      {"SequelizeMeta", {"name"}},
      {"mikro_orm_migrations", {"id", "name", "executed_at"}},
      {"schemaversion", {"version", "name", "md5", "run_at"}},
      {"schema_migrations", {"version"}},
      {"schema_migrations", {"filename"}},
      {"schema_migrations", {"migration_name"}},
      {"schema_migrations", {"name", "applied_at"}},
      {"schema_info", {"version"}},
      {"ar_internal_metadata", {"key", "value"}},
      {"goose_db_version", {"id", "version_id", "is_applied"}},
      {"gorp_migrations", {"id", "applied_at"}},
      {"_sqlx_migrations", {"version", "checksum"}},
      {"refinery_schema_history", {"version", "name", "checksum"}},
      {"atlas_schema_revisions", {"version", "hash"}},
      {"__diesel_schema_migrations", {"version", "run_on"}},
      {"seaql_migrations", {"version", "applied_at"}},
      {"alembic_version", {"version_num"}},
      {"django_migrations", {"app", "name", "applied"}},
      {"_yoyo_migration", {"migration_hash", "migration_id"}},
      {"_yoyo_log", {"id", "migration_hash"}},
      {"_yoyo_version", {"version"}},
      {"yoyo_lock", {"locked", "pid"}},
      {"_sqlite_migrations", {"migration_set", "name"}},
      {"doctrine_migration_versions", {"version", "executed_at"}},
      {"phinxlog", {"version", "migration_name"}},
      {"flyway_schema_history", {"installed_rank", "checksum"}},
      {"schema_version", {"installed_rank", "checksum"}},
      {"DATABASECHANGELOG", {"ID", "AUTHOR", "FILENAME", "MD5SUM"}},
      {"DATABASECHANGELOGLOCK", {"ID", "LOCKED"}},
      {"__EFMigrationsHistory", {"MigrationId", "ProductVersion"}},
      {"__EFMigrationsLock", {"Id", "Timestamp"}},
      {"VersionInfo", {"Version", "AppliedOn"}},
      {"SchemaVersions", {"SchemaVersionID", "ScriptName"}},
      {"grdb_migrations", {"identifier"}},
      {"_migrations", {"file", "applied"}},
      {"room_master_table", {"id", "identity_hash"}},
  };
  return tables;
}

bool is(const KnownTable& known, const Table& table) {
  return equal_folded(known.name, table.name.text()) &&
         std::ranges::all_of(known.columns, [&](std::string_view column) {
           return find_column(table, Identifier(column)) != nullptr;
         });
}

}  // namespace

bool belongs_to_runner_or_platform(const Table& table) {
  const std::string name = ascii_lower(table.name.text());
  if (name.starts_with("sqlite_") || name.starts_with("_cf_") || name == "android_metadata") {
    return true;
  }
  return std::ranges::any_of(known_tables(),
                             [&](const KnownTable& known) { return is(known, table); });
}

}  // namespace plumbline
