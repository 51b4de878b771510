// Databases in every state that a file can be met in: what is read, and that nothing is left
// behind.
#include "analyzer/sqlite/open_database.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <map>

#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

/// Names and bytes of everything in the current folder.
Files files_here() {
  Files files;
  for (const auto& entry : fs::directory_iterator(".")) {
    if (entry.is_regular_file()) files[entry.path().filename()] = read_bytes(entry.path());
  }
  return files;
}

Connection writer(const std::string& file) {
  return Connection::open_read_write("file:" + file, file);
}

/// How many rows a reader sees in table t; the folder is as it was before.
std::int64_t rows_seen(const std::string& file) {
  const Files before = files_here();
  std::int64_t rows = 0;
  {
    const OpenedDatabase opened = open_database(file);
    rows = opened.connection.integer("SELECT count(*) FROM t").value_or(-1);
    CHECK(files_here() == before);
  }
  CHECK(files_here() == before);
  return rows;
}

std::string refusal_of(const std::string& file) {
  const Files before = files_here();
  std::string message;
  try {
    open_database(file);
  } catch (const Error& error) {
    message = error.what();
  }
  CHECK(files_here() == before);
  return message;
}

void write_file(const std::string& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a quiet database, in rollback mode and in WAL mode") {
  const ScenarioFolder folder;
  make_database("rollback.db", "CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)");
  CHECK(rows_seen("rollback.db") == 2);
  make_database("wal.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES (1)");
  CHECK_FALSE(fs::exists("wal.db-wal"));
  CHECK(rows_seen("wal.db") == 1);
}

TEST_CASE("beside a writer in WAL mode its committed rows are seen") {
  const ScenarioFolder folder;
  make_database("live.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
  const Connection live = writer("live.db");
  live.execute("INSERT INTO t VALUES (1), (2); BEGIN; INSERT INTO t VALUES (3)");
  CHECK(rows_seen("live.db") == 2);
}

TEST_CASE("a crashed WAL database is read with its -wal, with and without its -shm") {
  const ScenarioFolder folder;
  make_database("live.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
  {
    const Connection live = writer("live.db");
    live.execute("INSERT INTO t VALUES (1), (2), (3)");
    for (const char* suffix : {"", "-wal", "-shm"}) {
      fs::copy_file("live.db" + std::string(suffix), "crashed.db" + std::string(suffix));
    }
  }
  CHECK(rows_seen("crashed.db") == 3);
  fs::remove("crashed.db-shm");
  CHECK(rows_seen("crashed.db") == 3);
  CHECK_FALSE(open_database("crashed.db").notes.empty());
}

TEST_CASE("a writer killed behind the header of a new -wal leaves a -shm that does not know it") {
  const ScenarioFolder folder;
  make_database("live.db",
                "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)");
  const Connection connection = writer("live.db");
  connection.execute("SELECT * FROM t");
  for (const char* suffix : {"", "-shm"}) {
    fs::copy(std::string("live.db") + suffix, std::string("killed.db") + suffix);
  }
  connection.execute("INSERT INTO t VALUES (3)");
  write_file("killed.db-wal", read_bytes("live.db-wal").substr(0, 32));
  CHECK(rows_seen("killed.db") == 2);
  CHECK(open_database("killed.db").way ==
        "a writer has begun its -wal, and may have died there: a private copy was read");
}

TEST_CASE("a hot journal is rolled back in a private copy") {
  const ScenarioFolder folder;
  make_database(
      "live.db",
      "CREATE TABLE t(a); WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000)"
      " INSERT INTO t SELECT randomblob(500) FROM n");
  {
    const Connection live = writer("live.db");
    live.execute("PRAGMA cache_size=5; BEGIN; DELETE FROM t WHERE rowid > 10");
    fs::copy_file("live.db", "crashed.db");
    fs::copy_file("live.db-journal", "crashed.db-journal");
  }
  CHECK(rows_seen("crashed.db") == 2000);
  CHECK_FALSE(open_database("crashed.db").notes.empty());
}

TEST_CASE("names that a URI would take for something else") {
  const ScenarioFolder folder;
  for (const char* name :
       {"a b.db", "a?b=c.db", "a#b.db", "a%41.db", "a'b.db", "a\nb.db", "é.db"}) {
    CAPTURE(name);
    { std::ofstream made(name); }
    Connection::open_read_write(to_uri(name, ""), name).execute("CREATE TABLE t(a)");
    CHECK(rows_seen(name) == 0);
  }
}

TEST_CASE("what is no database is told apart in one line") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE t(a); INSERT INTO t VALUES (1)");
  write_file("garbage.db", std::string(4096, 'x'));
  write_file("short.db", read_bytes("live.db").substr(0, 1000));
  fs::create_directory("directory.db");
  REQUIRE(mkfifo("fifo.db", 0600) == 0);
  CHECK(refusal_of("missing.db") == "missing.db: no such file");
  CHECK(refusal_of("directory.db") == "directory.db: is a directory, not a database");
  CHECK(refusal_of("fifo.db") == "fifo.db: is not a regular file");
  CHECK(refusal_of("garbage.db").find("file is not a database, or it is encrypted") !=
        std::string::npos);
  CHECK(refusal_of("short.db").find("malformed") != std::string::npos);
  write_file("empty.db", "");
  CHECK_NOTHROW(open_database("empty.db"));  // a valid database without a table
}

TEST_CASE("a database that a writer holds for itself is locked, not read half-written") {
  const ScenarioFolder folder;
  make_database("live.db", "CREATE TABLE t(a); INSERT INTO t VALUES (1)");
  const Connection live = writer("live.db");
  live.execute("BEGIN EXCLUSIVE; INSERT INTO t VALUES (2)");
  CHECK(refusal_of("live.db").find("database is locked") != std::string::npos);
}

}  // namespace plumbline
