// Which tables are somebody else's, and so never a difference.
#include <doctest/doctest.h>

#include "analyzer/sqlite/introspect.hpp"
#include "tests/found_logs.hpp"

namespace plumbline {
namespace {

bool is_others(const std::string& create) {
  const Connection connection = Connection::in_memory("app.db");
  connection.execute(create);
  const Schema schema = introspect(connection);
  REQUIRE(schema.tables.size() == 1);
  return belongs_to_runner_or_platform(schema.tables.begin()->second);
}

}  // namespace

TEST_CASE("tables of runners and of the platform are no changes, a user's are") {
  CHECK(is_others("CREATE TABLE kysely_migration" + kysely_columns));
  CHECK(is_others("CREATE TABLE KYSELY_MIGRATION_LOCK(id, is_locked)"));
  CHECK(is_others("CREATE TABLE ar_internal_metadata(key, value, created_at, updated_at)"));
  CHECK(is_others("CREATE TABLE app_migrations" + kysely_columns));
  CHECK(is_others("CREATE TABLE app_migrations_lock(id, is_locked)"));
  CHECK(is_others("CREATE TABLE room_master_table(id INTEGER PRIMARY KEY, identity_hash TEXT)"));
  CHECK(is_others("CREATE TABLE _cf_METADATA(key INTEGER PRIMARY KEY, value BLOB)"));
  CHECK(is_others("CREATE TABLE android_metadata(locale TEXT)"));
  CHECK(is_others("CREATE TABLE schema_migrations(migration_name TEXT, applied_at TEXT)"));
  CHECK(is_others("CREATE TABLE schema_version(version INTEGER)"));
  CHECK(is_others("CREATE TABLE migrations(id integer, migration varchar, batch integer)"));

  CHECK_FALSE(is_others("CREATE TABLE migrations(id INTEGER PRIMARY KEY, species TEXT)"));
  CHECK_FALSE(is_others("CREATE TABLE migrations(id INTEGER PRIMARY KEY, name, created_at)"));
  CHECK_FALSE(is_others("CREATE TABLE tags" + kysely_columns));
  CHECK_FALSE(is_others("CREATE TABLE kysely_migration(title TEXT)"));
  CHECK_FALSE(is_others("CREATE TABLE app_migrations(name TEXT, timestamp TEXT, payload TEXT)"));
  CHECK_FALSE(is_others("CREATE TABLE tags(id INTEGER PRIMARY KEY, tag TEXT)"));
  CHECK_FALSE(is_others("CREATE TABLE events(event TEXT, project TEXT)"));
  CHECK_FALSE(is_others("CREATE TABLE changes(id INTEGER PRIMARY KEY, change TEXT)"));
}

}  // namespace plumbline
