// Shadows that read a database's own pages: what is seen on them, and that nothing of it reaches
// the file or its folder.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "analyzer/sqlite/open_database.hpp"
#include "tests/scenario.hpp"
#include "tests/shadows.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

Files files_here() {
  Files files;
  for (const auto& entry : fs::directory_iterator(".")) {
    files[entry.path().filename()] = read_bytes(entry.path());
  }
  return files;
}

Connection writer(const std::string& file) {
  return Connection::open_read_write("file:" + file, file);
}

const char* const small_schema =
    "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b BLOB); CREATE INDEX t_a ON t(a);"
    "CREATE TABLE w(k TEXT PRIMARY KEY, v) WITHOUT ROWID; CREATE VIEW v AS SELECT a FROM t;"
    "CREATE TABLE log(what); CREATE TRIGGER t_log AFTER DELETE ON t BEGIN"
    "  INSERT INTO log VALUES (old.a); END;";

std::string some_rows(int count) {
  return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
         std::to_string(count) +
         ") INSERT INTO t(a, b) SELECT 'row ' || i, zeroblob(i % 1500) FROM n;"
         "INSERT INTO w SELECT a, id FROM t;";
}

void make_live(const std::string& settings = "", int rows = 300) {
  make_database("live.db", settings + ";" + small_schema + some_rows(rows));
}

/// What a migration may do, and more.
const std::vector<std::string> writes = {
    "UPDATE t SET a = a || '!', b = zeroblob(2000)",
    "CREATE TABLE made AS SELECT * FROM t",
    "CREATE INDEX w_v ON w(v)",
    "DELETE FROM t WHERE id % 2",
    "ALTER TABLE t ADD COLUMN c DEFAULT 7",
    "ALTER TABLE w RENAME TO w2",
    "DROP TABLE t",
    "PRAGMA user_version = 9",
    "PRAGMA incremental_vacuum",
    "VACUUM",
    "CREATE TABLE again(x); INSERT INTO again VALUES (randomblob(100000))"};

/// Runs all of it on an overlay and on a copy, and compares behind each.
void check_writes(const Connection& live) {
  const std::string before = dump_of(live);
  const Files files = files_here();
  const Shadow shadow = overlay_of(live);
  const Shadow copy = copy_of(live);
  REQUIRE(is_overlay(shadow.connection));
  REQUIRE_FALSE(is_overlay(copy.connection));
  CHECK(dump_of(shadow.connection) == before);
  for (const std::string& sql : writes) {
    CAPTURE(sql);
    const auto failure = shadow.connection.try_execute(sql);
    const auto of_copy = copy.connection.try_execute(sql);
    REQUIRE(failure.has_value() == of_copy.has_value());
    CHECK(dump_of(shadow.connection) == dump_of(copy.connection));
  }
  CHECK(files_here() == files);
  CHECK(dump_of(live) == before);
}

}  // namespace

TEST_CASE("what is written to an overlay is seen there, and nowhere else") {
  const ScenarioFolder folder;
  SUBCASE("rollback mode") { make_live(); }
  SUBCASE("WAL mode, cleanly closed") { make_live("PRAGMA journal_mode=WAL"); }
  SUBCASE("pages of 512 bytes") { make_live("PRAGMA page_size=512"); }
  SUBCASE("pages of 1024 bytes, WAL") {
    make_live("PRAGMA page_size=1024; PRAGMA journal_mode=WAL");
  }
  SUBCASE("pages of 8192 bytes") { make_live("PRAGMA page_size=8192"); }
  SUBCASE("pages of 65536 bytes") { make_live("PRAGMA page_size=65536"); }
  SUBCASE("auto_vacuum full") { make_live("PRAGMA auto_vacuum=FULL"); }
  SUBCASE("auto_vacuum full, pages of 512 bytes") {
    make_live("PRAGMA auto_vacuum=FULL; PRAGMA page_size=512");
  }
  SUBCASE("auto_vacuum incremental") { make_live("PRAGMA auto_vacuum=INCREMENTAL"); }
  SUBCASE("UTF-16") { make_live("PRAGMA encoding='UTF-16be'"); }
  SUBCASE("shorter than a block") { make_live("PRAGMA page_size=512", 0); }
  check_writes(open_database("live.db").connection);
}

TEST_CASE("an empty file") {
  const ScenarioFolder folder;
  std::ofstream("live.db").close();
  const OpenedDatabase live = open_database("live.db");
  const Shadow shadow = overlay_of(live.connection);
  shadow.connection.execute(small_schema + some_rows(10));
  CHECK(shadow.connection.integer("SELECT count(*) FROM t") == 10);
  CHECK(is_overlay(shadow.connection));
  CHECK(fs::file_size("live.db") == 0);
}

TEST_CASE("transactions and savepoints are taken back on an overlay") {
  const ScenarioFolder folder;
  make_live("PRAGMA auto_vacuum=FULL", 2000);
  const OpenedDatabase live = open_database("live.db");
  const Shadow shadow = overlay_of(live.connection);
  const Connection& connection = shadow.connection;
  const std::string before = dump_of(connection);
  connection.execute("PRAGMA cache_size=10");  // so that pages reach the overlay before the end
  connection.execute("BEGIN; UPDATE t SET a = 'x', b = zeroblob(3000); DROP TABLE w; ROLLBACK");
  CHECK(dump_of(connection) == before);
  connection.execute("BEGIN; SAVEPOINT s; DELETE FROM t; DROP TABLE w; ROLLBACK TO s; RELEASE s");
  connection.execute("INSERT INTO w VALUES ('kept', 1); COMMIT");
  CHECK(connection.integer("SELECT count(*) FROM t") == 2000);
  CHECK(connection.integer("SELECT v FROM w WHERE k = 'kept'") == 1);
  CHECK(connection.text("PRAGMA integrity_check") == "ok");
}

TEST_CASE("there is no WAL mode on an overlay, and no file is made by asking for it") {
  const ScenarioFolder folder;
  make_live();
  const OpenedDatabase live = open_database("live.db");
  const Files files = files_here();
  const Shadow shadow = overlay_of(live.connection);
  shadow.connection.execute("PRAGMA locking_mode=EXCLUSIVE");
  CHECK(shadow.connection.text("PRAGMA journal_mode=WAL") == "delete");
  for (const char* mode : {"persist", "truncate", "memory"}) {
    CHECK(shadow.connection.text("PRAGMA journal_mode=" + std::string(mode)) == mode);
    shadow.connection.execute("UPDATE t SET a = 'x'; BEGIN; DELETE FROM t; ROLLBACK");
    CHECK(shadow.connection.integer("SELECT count(*) FROM t WHERE a = 'x'") == 300);
  }
  CHECK(files_here() == files);
}

TEST_CASE("beside a writer in WAL mode: what is committed when the shadow is made") {
  const ScenarioFolder folder;
  make_live("PRAGMA journal_mode=WAL");
  const Connection other = writer("live.db");
  other.execute("PRAGMA busy_timeout=0");
  other.execute("DELETE FROM t WHERE id > 100; UPDATE w SET v = 'new'; VACUUM;");
  other.execute("BEGIN; DELETE FROM w");
  const OpenedDatabase live = open_database("live.db");
  REQUIRE(live.connection.text("PRAGMA journal_mode") == "wal");
  check_writes(live.connection);
  const Shadow shadow = overlay_of(live.connection);
  const std::string before = dump_of(shadow.connection);
  CHECK(shadow.connection.integer("SELECT count(*) FROM w WHERE v = 'new'") == 300);
  CHECK(shadow.connection.integer("SELECT count(*) FROM t") == 100);
  other.execute("COMMIT; UPDATE t SET a = 'later'; PRAGMA wal_checkpoint(RESTART)");
  other.execute("UPDATE t SET b = zeroblob(9000); PRAGMA wal_checkpoint(TRUNCATE)");
  CHECK(dump_of(shadow.connection) == before);
  const Shadow second = overlay_of(live.connection, World::second);  // of the same moment
  CHECK(dump_of(second.connection) == before);
  CHECK(live.connection.integer("SELECT count(*) FROM w") == 300);
}

TEST_CASE("once no shadow reads it any more, the live database is seen as it is by then") {
  const ScenarioFolder folder;
  make_live("PRAGMA journal_mode=WAL");
  const Connection other = writer("live.db");
  other.execute("DELETE FROM w");
  const OpenedDatabase live = open_database("live.db");
  { const Shadow shadow = overlay_of(live.connection); }
  other.execute("INSERT INTO w VALUES ('later', 1); PRAGMA wal_checkpoint(TRUNCATE)");
  other.execute("INSERT INTO w VALUES ('latest', 1)");
  const Shadow shadow = overlay_of(live.connection);
  CHECK(is_overlay(shadow.connection));
  CHECK(shadow.connection.integer("SELECT count(*) FROM w") == 2);
}

TEST_CASE("a crashed WAL database: with its -wal, whether its -shm is there or not") {
  const ScenarioFolder folder;
  make_live("PRAGMA journal_mode=WAL");
  {
    const Connection other = writer("live.db");
    other.execute("UPDATE w SET v = 'new'");
    for (const char* suffix : {"", "-wal", "-shm"}) {
      fs::copy_file("live.db" + std::string(suffix), "crashed.db" + std::string(suffix));
    }
  }
  SUBCASE("with") {}
  SUBCASE("without") { fs::remove("crashed.db-shm"); }
  SUBCASE("with a torn frame at its end") {
    std::ofstream("crashed.db-wal", std::ios::binary | std::ios::app) << std::string(3000, 'x');
  }
  const OpenedDatabase live = open_database("crashed.db");
  check_writes(live.connection);
  CHECK(overlay_of(live.connection).connection.integer("SELECT count(*) FROM w WHERE v = 'new'") ==
        300);
}

TEST_CASE("beside a writer in rollback mode: he may prepare, and commits when the shadow is gone") {
  const ScenarioFolder folder;
  make_live();
  const OpenedDatabase live = open_database("live.db");
  const Connection other = writer("live.db");
  other.execute("PRAGMA busy_timeout=0");
  {
    const Shadow shadow = overlay_of(live.connection);
    other.execute("BEGIN IMMEDIATE; DELETE FROM w");
    CHECK(other.try_execute("COMMIT")->message == "database is locked");
    CHECK(shadow.connection.integer("SELECT count(*) FROM w") == 300);
  }
  other.execute("COMMIT");
  CHECK(overlay_of(live.connection).connection.integer("SELECT count(*) FROM w") == 0);
}

TEST_CASE("two shadows of one database in two worlds, and one that outlives the connection") {
  const ScenarioFolder folder;
  make_live();
  std::optional<OpenedDatabase> live = open_database("live.db");
  const Shadow first = overlay_of(live->connection);
  const Shadow second = overlay_of(live->connection, World::second);
  live.reset();
  for (const Shadow* shadow : {&first, &second}) {
    shadow->connection.execute("UPDATE t SET a = datetime('now'), b = random()");
    CHECK(is_overlay(shadow->connection));
  }
  CHECK(first.connection.text("SELECT DISTINCT a FROM t") == "2000-01-01 00:00:00");
  CHECK(second.connection.text("SELECT DISTINCT a FROM t") == "2013-05-17 04:22:33");
  CHECK(first.connection.text("SELECT group_concat(b) FROM t") !=
        second.connection.text("SELECT group_concat(b) FROM t"));
}

TEST_CASE("a shadow of a shadow shows it as it was when it was made") {
  const ScenarioFolder folder;
  make_live();
  const OpenedDatabase live = open_database("live.db");
  const Shadow parent = overlay_of(live.connection);
  const Shadow early = overlay_of(parent.connection);
  parent.connection.execute("DELETE FROM t WHERE id > 10");
  const Shadow child = overlay_of(parent.connection);
  parent.connection.execute("UPDATE t SET a = 'parent'; CREATE TABLE more(x)");
  const Shadow late = overlay_of(parent.connection);
  child.connection.execute("UPDATE t SET a = 'child'");
  for (const Shadow* shadow : {&early, &child, &late}) CHECK(is_overlay(shadow->connection));
  CHECK(early.connection.integer("SELECT count(*) FROM t") == 300);
  CHECK(child.connection.text("SELECT group_concat(DISTINCT a) || count(*) FROM t") == "child10");
  CHECK(child.connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'more'") == 0);
  CHECK(late.connection.text("SELECT group_concat(DISTINCT a) || count(*) FROM t") == "parent10");
  CHECK(late.connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'more'") == 1);
  CHECK(parent.connection.text("SELECT group_concat(DISTINCT a) FROM t") == "parent");
  for (const Shadow* shadow : {&early, &child, &late, &parent}) {
    CHECK(shadow->connection.text("PRAGMA integrity_check") == "ok");
  }
}

TEST_CASE("what cannot be read through is copied") {
  const ScenarioFolder folder;
  make_live();
  SUBCASE("a database in memory") {
    const Connection live = Connection::in_memory("live");
    live.execute(small_schema + some_rows(10));
    const Shadow shadow = overlay_of(live);
    CHECK_FALSE(is_overlay(shadow.connection));
    CHECK(shadow.connection.integer("SELECT count(*) FROM t") == 10);
  }
  SUBCASE("one that its own connection may write") {
    const Connection live = writer("live.db");
    const Shadow shadow = overlay_of(live);
    live.execute("DELETE FROM t");
    CHECK_FALSE(is_overlay(shadow.connection));
    CHECK(shadow.connection.integer("SELECT count(*) FROM t") == 300);
  }
  SUBCASE("a small one") {
    const OpenedDatabase live = open_database("live.db");
    CHECK_FALSE(is_overlay(shadow_of(live.connection, std::nullopt).connection));
  }
}

}  // namespace plumbline
