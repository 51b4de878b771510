// Logs that no known runner writes: found by usual names, described by names and values.
#include <doctest/doctest.h>

#include "tests/found_logs.hpp"

namespace plumbline {
namespace {

const Runner& only_one(const std::vector<FoundLog>& logs) {
  REQUIRE(logs.size() == 1);
  return *logs.front().runner;
}

}  // namespace

TEST_CASE("find_logs: plain logs of one's own are found where no runner's is") {
  const std::string own =
      "CREATE TABLE schema_migrations(migration_name TEXT PRIMARY KEY, "
      "checksum TEXT, applied_at TEXT);";
  CHECK(found_in(own) == "homegrown@schema_migrations");
  CHECK(found_in(own + "CREATE TABLE kysely_migration" + kysely_columns) ==
        "kysely@kysely_migration");
  CHECK(found_in("CREATE TABLE _migrations(name TEXT PRIMARY KEY, applied_at INTEGER)") ==
        "homegrown@_migrations");
  CHECK(found_in("CREATE TABLE schema_version(version INTEGER)") == "homegrown@schema_version");
  CHECK(found_in("CREATE TABLE schema_migrations(version TEXT PRIMARY KEY)") ==
        "homegrown@schema_migrations");
  CHECK(found_in("CREATE TABLE applied_migrations(id INTEGER PRIMARY KEY, filename TEXT, "
                 "duration_ms INTEGER, applied_at TEXT)") == "homegrown@applied_migrations");
  CHECK(
      found_in("CREATE TABLE migrations(id INTEGER PRIMARY KEY, name TEXT UNIQUE, executed_at)") ==
      "homegrown@migrations");
}

TEST_CASE("find_logs: a log of one's own is believed for its columns or its values") {
  CHECK(found_in("CREATE TABLE schema_migrations(migration_name TEXT, applied_at TEXT);"
                 "INSERT INTO schema_migrations VALUES('users', ''), ('posts', '')") ==
        "homegrown@schema_migrations");
  CHECK(found_in("CREATE TABLE migrations(id INTEGER PRIMARY KEY, name TEXT, created_at TEXT);"
                 "INSERT INTO migrations VALUES(1, '0001_init', '2026-01-01')") ==
        "homegrown@migrations");
  CHECK(found_in("CREATE TABLE migrations(id INTEGER PRIMARY KEY, name TEXT, created_at TEXT);"
                 "INSERT INTO migrations VALUES(1, 'Arctic tern', '2026-01-01')") == "");
  CHECK(found_in("CREATE TABLE schema_version(version TEXT, applied_at TEXT);"
                 "INSERT INTO schema_version VALUES('1.2.0', '')") == "homegrown@schema_version");
  const std::string renamed =
      "CREATE TABLE app_migrations(id INTEGER PRIMARY KEY, name TEXT, "
      "applied_at TEXT);";
  CHECK(found_in(renamed) == "");
  CHECK(found_in(renamed + "INSERT INTO app_migrations(name) VALUES('0001-init.sql')") ==
        "homegrown@app_migrations");
}

TEST_CASE("find_logs: a column that no log has does not hide a log of one's own") {
  CHECK(found_in("CREATE TABLE _migrations(name TEXT PRIMARY KEY, at TEXT)") ==
        "homegrown@_migrations");
  const std::string extra = "CREATE TABLE _migrations(name TEXT PRIMARY KEY, zork TEXT);";
  CHECK(found_in(extra) == "");
  CHECK(found_in(extra + "INSERT INTO _migrations VALUES('001_a.sql', '')") ==
        "homegrown@_migrations");
  CHECK(found_in("CREATE TABLE migrations(version INTEGER, zork INT);"
                 "INSERT INTO migrations VALUES(1, 1)") == "homegrown@migrations");
  CHECK(found_in("CREATE TABLE migrations(id TEXT PRIMARY KEY, applied_at TEXT);"
                 "INSERT INTO migrations VALUES('001', '')") == "homegrown@migrations");
  CHECK(found_in("CREATE TABLE bird_migrations(name TEXT, species TEXT);"
                 "INSERT INTO bird_migrations VALUES('arctic_tern', 'tern')") == "");
}

TEST_CASE("find_logs: paths in a log of one's own are compared by their end") {
  const auto matched_by_end = [](const std::string& value) {
    return only_one(logs_in("CREATE TABLE _migrations(path TEXT);"
                            "INSERT INTO _migrations VALUES('" +
                                value + "')",
                            choose("", "")))
        .match_by_suffix;
  };
  CHECK(matched_by_end("migrations/001_a.sql"));
  CHECK(matched_by_end("./db/001_a.sql"));
  CHECK_FALSE(matched_by_end("001_a.sql"));
}

TEST_CASE("find_logs: columns of a log of one's own are told by their names and values") {
  const auto described = [](const std::string& sql) {
    return only_one(logs_in(sql, choose("homegrown", "log")));
  };
  const std::string digest(64, 'a');
  const Runner named = described(
      "CREATE TABLE log(id INTEGER PRIMARY KEY, migration_name TEXT, sum TEXT, checksum TEXT NOT "
      "NULL, applied_at INTEGER NOT NULL, ms INTEGER NOT NULL);"
      "INSERT INTO log VALUES(1, '0001_a.sql', 'x', '" +
      digest + "', 1767225600000, 3)");
  CHECK(named.key == "\"migration_name\"");
  CHECK(named.file_key == "{file}");
  REQUIRE(named.checksum);
  CHECK(named.checksum->column == "checksum");
  CHECK(named.checksum->algorithm == "sha256");
  CHECK(named.checksum->encoding == "hex");
  CHECK(named.insert ==
        "INSERT INTO {table}(\"migration_name\",\"checksum\",\"applied_at\",\"ms\")"
        " VALUES({key},{checksum},{now:epoch_ms},0)");
  CHECK(named.guesses ==
        std::vector<std::string>{
            "column migration_name is taken for file names",
            "column checksum is taken for the sha256 of the file",
            "a new row gets checksum = the checksum, applied_at = the time, ms = 0"});

  const Runner numbered = described(
      "CREATE TABLE log(version INTEGER PRIMARY KEY, name TEXT, applied_at TEXT NOT NULL DEFAULT "
      "CURRENT_TIMESTAMP); INSERT INTO log VALUES(1, 'init', ''), (2, 'users_2', '')");
  CHECK(numbered.key == "\"version\"");
  CHECK(numbered.mode == LogMode::rows);
  CHECK(numbered.file_key == "{version:int}");
  CHECK(numbered.insert == "INSERT INTO {table}(\"version\",\"name\") VALUES({key},{name})");

  const Runner mark = described("CREATE TABLE log(version INTEGER); INSERT INTO log VALUES(5)");
  CHECK(mark.mode == LogMode::single_version);
  CHECK(mark.insert == "UPDATE {table} SET \"version\"={key}");
  CHECK(mark.remove == "UPDATE {table} SET \"version\"={previous}");

  const Runner first =
      described("CREATE TABLE log(version INTEGER PRIMARY KEY); INSERT INTO log VALUES(1)");
  CHECK(first.mode == LogMode::rows);

  const Runner padded = described(
      "CREATE TABLE log(v TEXT, version TEXT);"
      "INSERT INTO log VALUES('x', '0001'), ('y', '0002')");
  CHECK(padded.file_key == "{version}");

  const Runner blob = described(
      "CREATE TABLE log(filename TEXT, hash BLOB);"
      "INSERT INTO log VALUES('a.sql', zeroblob(48))");
  CHECK(blob.checksum->algorithm == "sha384");
  CHECK(blob.checksum->encoding == "blob");

  const Runner odd = described(
      "CREATE TABLE log(filename TEXT, hash TEXT);"
      "INSERT INTO log VALUES('a.sql', 'abc')");
  CHECK_FALSE(odd.checksum);

  const Runner flags = described(
      "CREATE TABLE log(name TEXT, success INTEGER NOT NULL);"
      "INSERT INTO log VALUES('a_1', 0)");
  CHECK(flags.failed == "\"success\" = 0");
  CHECK(flags.insert == "INSERT INTO {table}(\"name\",\"success\") VALUES({key},1)");
}

}  // namespace plumbline
