// Private copies: nothing of them has a name when they are read, and a signal that comes while one
// is made waits. What tests/read_only/ tries on the program at every system call is held here for
// the parts.
#include "analyzer/sqlite/private_copy.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "analyzer/held_signals.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// TMPDIR, as long as it lives.
class TemporaryPlace {
 public:
  explicit TemporaryPlace(const fs::path& place) : before_(temporary_place()) {
    setenv("TMPDIR", place.c_str(), 1);
  }
  TemporaryPlace(const TemporaryPlace&) = delete;
  TemporaryPlace& operator=(const TemporaryPlace&) = delete;
  ~TemporaryPlace() { setenv("TMPDIR", before_.c_str(), 1); }

 private:
  fs::path before_;
};

/// A -wal without a -shm, as a crash leaves it where the -shm is lost.
void make_crashed_database() {
  make_database("live.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
  const Connection live = Connection::open_read_write("file:live.db", "live.db");
  live.execute("INSERT INTO t VALUES (1), (2), (3)");
  for (const char* suffix : {"", "-wal"}) {
    fs::copy_file("live.db" + std::string(suffix), "crashed.db" + std::string(suffix));
  }
}

std::string message_of(const std::string& file) {
  try {
    open_database(file);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

int end_of_child(void (*what)()) {
  const pid_t child = fork();
  if (child == 0) {
    for (const int ending : {SIGTERM, SIGINT, SIGHUP}) signal(ending, SIG_DFL);  // not doctest's
    what();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("a private copy has no name by the time it is read") {
  const ScenarioFolder folder;
  make_crashed_database();
  fs::create_directory("tmp");
  const TemporaryPlace place(fs::absolute("tmp"));
  const OpenedDatabase opened = open_database("crashed.db");
  CHECK(fs::is_empty("tmp"));
  CHECK(opened.connection.integer("SELECT count(*) FROM t") == 3);
  const Shadow shadow = shadow_of(opened.connection, std::nullopt, World::first, 0);
  shadow.connection.execute("DELETE FROM t WHERE a = 1");
  CHECK(shadow.connection.integer("SELECT count(*) FROM t") == 2);
  CHECK(opened.connection.integer("SELECT count(*) FROM t") == 3);
  CHECK(fs::is_empty("tmp"));
}

TEST_CASE("a database that is in no file is read the same way") {
  const ScenarioFolder folder;
  make_database("rollback.db", "CREATE TABLE t(a); INSERT INTO t VALUES (1)");
  make_database("wal.db", "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES (1)");
  fs::create_directory("tmp");
  const TemporaryPlace place(fs::absolute("tmp"));
  for (const char* file : {"rollback.db", "wal.db"}) {
    const OpenedDatabase opened = open_database_bytes(read_bytes(file), "-");
    CHECK(opened.connection.integer("SELECT a FROM t") == 1);
    CHECK(opened.notes.empty() == (std::string(file) == "rollback.db"));
    CHECK(fs::is_empty("tmp"));
  }
}

TEST_CASE("where no private copy can be made, the place for it is named") {
  const ScenarioFolder folder;
  make_crashed_database();
  const TemporaryPlace place("/nowhere/at/all");
  CHECK(message_of("crashed.db") ==
        "/nowhere/at/all: no temporary files can be made here: No such file or directory (TMPDIR "
        "names the place for them)");
  CHECK_THROWS_WITH(require_temporary_place(), message_of("crashed.db").c_str());
}

TEST_CASE("a signal that ends the program waits, and then ends it") {
  CHECK(end_of_child([] {
          const HeldSignals held;
          raise(SIGTERM);
          if (!held.any_waits()) _exit(7);
        }) == -SIGTERM);
  CHECK(end_of_child([] {
          const HeldSignals held;
          raise(SIGINT);
          _exit(held.any_waits() ? 3 : 7);  // still alive
        }) == 3);
  CHECK(end_of_child([] {
          const HeldSignals outer;
          raise(SIGHUP);
          const HeldSignals inner;  // it is the outer one's to obey
          _exit(outer.any_waits() && !inner.any_waits() ? 3 : 7);
        }) == 3);
  CHECK(end_of_child([] {
          signal(SIGHUP, SIG_IGN);  // nohup
          const HeldSignals held;
          raise(SIGHUP);
          _exit(held.any_waits() ? 7 : 3);
        }) == 3);
}

}  // namespace plumbline
