// Beside a process that writes in WAL mode: one that commits without a pause, and one that stops
// where a reader that may not write the -shm cannot go on.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

/// Another process: within one, SQLite shares the -shm between connections, whatever they may do.
class OtherProcess {
 public:
  /// Goes on when there is the file.
  OtherProcess(void (*work)(), const char* file) : process_(fork()) {
    if (process_ == 0) {
      work();
      while (true) pause();
    }
    while (!std::filesystem::exists(file)) sqlite3_sleep(1);
  }
  ~OtherProcess() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

 private:
  pid_t process_;
};

constexpr int a_while = 1000;  // milliseconds: far longer than a header takes

Connection writer_of_live() { return Connection::open_read_write("file:live.db", "live.db"); }

void write_for_ever() {
  const Connection writer = writer_of_live();
  writer.try_execute("PRAGMA synchronous=OFF");
  while (true) writer.try_execute("UPDATE t SET a = a + 1");
}

/// Makes the -shm and gets no further. The lock is that by which others know that somebody is there
/// (UNIX_SHM_DMS in os_unix.c), so that they trust what the file says: nothing yet.
void make_an_empty_shm() {
  constexpr off_t who_is_there = 128;
  const int shm = open("live.db-shm", O_RDWR | O_CREAT, 0644);
  struct flock lock {};
  lock.l_type = F_RDLCK;
  lock.l_start = who_is_there;
  lock.l_len = 1;
  fcntl(shm, F_SETLK, &lock);
  const std::ofstream ready("ready");
}

void make_an_empty_shm_and_write() {
  make_an_empty_shm();
  sqlite3_sleep(a_while);
  const Connection writer = writer_of_live();
  writer.try_execute("UPDATE t SET a = a + 1");
  while (true) pause();
}

/// A writer that comes between the two things that a reader looks at, the header and the marks up
/// to which others read, leaves it without a mark:
/// https://sqlite.org/walformat.html#the_wal_index_header
void leave_no_mark_and_write() {
  constexpr off_t offset_of_marks = 104;  // behind the first, which is that of the database itself
  constexpr std::array<std::uint32_t, 4> no_marks = {0xffffffff, 0xffffffff, 0xffffffff,
                                                     0xffffffff};
  const Connection writer = writer_of_live();
  writer.try_execute("UPDATE t SET a = a + 1");
  const int shm = open("live.db-shm", O_RDWR);  // left open: closing it would drop SQLite's locks
  pwrite(shm, no_marks.data(), sizeof no_marks, offset_of_marks);
  const std::ofstream ready("ready");
  sqlite3_sleep(a_while);
  writer.try_execute("UPDATE t SET a = a + 1");
  while (true) pause();
}

/// In WAL mode with a row in its -wal, and no -shm: as a killed writer leaves it.
void make_wal_without_shm() {
  make_database("made.db", "PRAGMA journal_mode=WAL; CREATE TABLE t (a)");
  const Connection writer = Connection::open_read_write("file:made.db", "made.db");
  writer.execute("INSERT INTO t VALUES (1)");
  std::filesystem::copy_file("made.db", "live.db");
  std::filesystem::copy_file("made.db-wal", "live.db-wal");
}

}  // namespace

TEST_CASE("a writer that takes its time over the header is waited for") {
  const ScenarioFolder folder;
  make_wal_without_shm();
  const OtherProcess writer(make_an_empty_shm_and_write, "ready");
  const OpenedDatabase opened = open_database("live.db");
  CHECK(opened.connection.integer("SELECT count(*) FROM t") == 1);
  CHECK(opened.notes.empty());
}

TEST_CASE("a header that nobody completes: a private copy is read") {
  const ScenarioFolder folder;
  make_wal_without_shm();
  const OtherProcess writer(make_an_empty_shm, "ready");
  const OpenedDatabase opened = open_database("live.db");
  CHECK(opened.connection.integer("SELECT a FROM t") == 1);
  REQUIRE(opened.notes.size() == 1);
  CHECK(opened.notes[0].find("a private copy was read") != std::string::npos);
}

TEST_CASE("a writer that leaves a reader without a mark is waited for") {
  const ScenarioFolder folder;
  make_wal_without_shm();
  const OtherProcess writer(leave_no_mark_and_write, "ready");
  const OpenedDatabase opened = open_database("live.db");
  CHECK(opened.connection.integer("SELECT count(*) FROM t") == 1);
  CHECK(opened.notes.empty());
}

TEST_CASE("a header that is just being written is no reason to give up") {
  const ScenarioFolder folder;
  make_database("live.db", "PRAGMA journal_mode=WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  const OtherProcess writer(write_for_ever, "live.db-shm");
  for (int i = 0; i < 40; ++i) {
    const OpenedDatabase opened = open_database("live.db");
    const Shadow copy = shadow_of(opened.connection, std::nullopt);
    const Shadow read_through = shadow_of(opened.connection, std::nullopt, World::first, 0);
    CHECK(copy.connection.integer("SELECT count(*) FROM t") == 1);
    CHECK(read_through.connection.integer("SELECT count(*) FROM t") == 1);
  }
}

}  // namespace plumbline
