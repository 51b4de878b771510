#include <doctest/doctest.h>

#include "tests/log_values.hpp"
#include "tests/written_log.hpp"

namespace plumbline {
namespace {

TEST_CASE("Kysely's times keep the order of the files") {
  WrittenLog log("kysely", "kysely_migration",
                 "name varchar(255) not null primary key, timestamp varchar(255) not null");
  log.migrations = migrations_called({"001", "002", "003", "004", "005"});
  log.insert("'001','2026-01-01T00:00:00.000Z'");
  log.insert("'004','2026-01-01T00:00:00.500Z'");
  log.read();
  CHECK(log.record(1).find("/2") != std::string::npos);
  log.record(2);
  CHECK(log.value("SELECT group_concat(name) FROM (SELECT name FROM kysely_migration ORDER BY "
                  "timestamp, name)") == "001,002,003,004");
  CHECK(log.value("SELECT timestamp FROM kysely_migration WHERE name='002'") ==
        "2026-01-01T00:00:00.250Z");
  CHECK(log.value("SELECT timestamp FROM kysely_migration WHERE name='003'") ==
        "2026-01-01T00:00:00.375Z");
  log.record(4);
  CHECK(log.value("SELECT timestamp > '2026-01-01T00:00:01' AND timestamp GLOB "
                  "'20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9]["
                  "0-9]Z' FROM kysely_migration WHERE name='005'") == "1");
}

TEST_CASE("Kysely: behind a row from the future, and before the first row") {
  WrittenLog log("kysely", "kysely_migration", "name, timestamp");
  log.migrations = migrations_called({"001", "002", "003", "004"});
  log.insert("'002','2126-12-31T23:59:59.999Z'");
  log.read();
  log.record(2);
  log.record(3);
  log.record(0);
  CHECK(log.rows() ==
        "'002','2126-12-31T23:59:59.999Z'\n'003','2127-01-01T00:00:00.000Z'\n"
        "'004','2127-01-01T00:00:00.001Z'\n'001','2126-12-31T23:59:58.999Z'");
}

TEST_CASE("every millisecond has one that follows it") {
  WrittenLog log("kysely", "kysely_migration", "name, timestamp");
  log.migrations = migrations_called({"001", "002"});
  for (int ms = 0; ms < 1000; ++ms) {
    const std::string digits = std::to_string(1000 + ms).substr(1);
    log.insert("'001','2126-05-06T07:08:09." + digits + "Z'");
    log.read();
    log.record(1);
    const std::string next = log.value("SELECT timestamp FROM kysely_migration WHERE name='002'");
    const std::string due = ms < 999
                                ? "2126-05-06T07:08:09." + std::to_string(1001 + ms).substr(1) + "Z"
                                : "2126-05-06T07:08:10.000Z";
    REQUIRE(next == due);
    log.execute("DELETE FROM kysely_migration");
  }
}

}  // namespace
}  // namespace plumbline
