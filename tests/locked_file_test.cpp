// A large database in rollback mode beside its writers: how long one of them has to wait.
#include "analyzer/sqlite/locked_file.hpp"

#include <doctest/doctest.h>

#include <array>

#include "analyzer/source.hpp"
#include "tests/scenario.hpp"

namespace plumbline {
namespace {

using Clock = std::chrono::steady_clock;

Connection open_it() {
  Connection connection = Connection::open_read_write("file:live.db", "live.db");
  connection.execute("PRAGMA synchronous=OFF; PRAGMA busy_timeout=0");
  return connection;
}

/// How long a writer had to try until its commit went through.
std::chrono::milliseconds time_to_commit(const Connection& writer) {
  const Clock::time_point start = Clock::now();
  writer.execute("BEGIN IMMEDIATE; INSERT INTO t VALUES (4)");
  while (writer.try_execute("COMMIT")) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(Clock::now() < start + 10 * longest_lock);
  }
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
}

bool can_read(const FileBytes& bytes) {
  std::array<std::byte, 100> header{};
  return bytes.read(0, header) == 0;
}

}  // namespace

TEST_CASE("a lock is given back in time; what changed then is not read") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE t(a)");
  const LockedFile file("file:live.db?mode=ro", "live.db");
  CHECK(file.size() == 8192);
  CHECK(can_read(file));
  CHECK_FALSE(file.is_outdated());
  const Connection writer = open_it();
  CHECK(time_to_commit(writer) > longest_lock / 2);  // it did wait, so the lock was a lock
  CHECK_FALSE(can_read(file));
  CHECK(file.is_outdated());
}

TEST_CASE("a lock that nobody needed meanwhile is taken again") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE t(a)");
  const LockedFile file("file:live.db?mode=ro", "live.db");
  std::this_thread::sleep_for(longest_lock + longest_lock / 4);
  const Connection writer = open_it();
  writer.execute("BEGIN EXCLUSIVE; ROLLBACK");  // nobody holds anything
  CHECK(can_read(file));
  CHECK(writer.try_execute("BEGIN EXCLUSIVE"));  // it is held again …
  CHECK_FALSE(file.is_outdated());
}

TEST_CASE("a database that was written to while it was read has no answer") {
  const ScenarioFolder folder;
  make_database("live.db",
                "CREATE TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                "LIMIT 4500) INSERT INTO t SELECT zeroblob(4000) FROM n");
  const Source live = open_source("live.db", {});
  CHECK_NOTHROW(require_one_moment(live));
  time_to_commit(open_it());
  try {
    require_one_moment(live);
    FAIL("nobody noticed");
  } catch (const Error& error) {
    CHECK(std::string(error.what())
              .starts_with(
                  "live.db: was written to while it was read, so no answer would be true of it"));
  }
}

TEST_CASE("a small database is copied at once: its writers do not wait") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE t(a)");
  const Source live = open_source("live.db", {});
  CHECK(time_to_commit(open_it()) < longest_lock / 2);
  CHECK_NOTHROW(require_one_moment(live));
  CHECK(live.connection.integer("SELECT count(*) FROM t") == 0);  // of the moment it was opened
}

}  // namespace plumbline
