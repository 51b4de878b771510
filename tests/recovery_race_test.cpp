// Beside a writer that commits without a pause, in WAL mode.
#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tests/scenario.hpp"

namespace plumbline {

namespace {

/// Another process: within one, SQLite shares the -shm between connections, whatever they may do.
class BusyWriter {
 public:
  BusyWriter() : process_(fork()) {
    if (process_ == 0) write_for_ever();
    while (!std::filesystem::exists("live.db-shm")) sqlite3_sleep(1);
  }
  ~BusyWriter() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  BusyWriter(const BusyWriter&) = delete;
  BusyWriter& operator=(const BusyWriter&) = delete;

 private:
  [[noreturn]] static void write_for_ever() {
    const Connection writer = Connection::open_read_write("file:live.db", "live.db");
    writer.try_execute("PRAGMA synchronous=OFF");
    while (true) writer.try_execute("UPDATE t SET a = a + 1");
  }

  pid_t process_;
};

}  // namespace

TEST_CASE("a header that is just being written is no reason to give up") {
  const ScenarioFolder folder;
  make_database("live.db", "PRAGMA journal_mode=WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  const BusyWriter writer;
  for (int i = 0; i < 40; ++i) {
    const OpenedDatabase opened = open_database("live.db");
    const Shadow copy = shadow_of(opened.connection, std::nullopt);
    const Shadow read_through = shadow_of(opened.connection, std::nullopt, World::first, 0);
    CHECK(copy.connection.integer("SELECT count(*) FROM t") == 1);
    CHECK(read_through.connection.integer("SELECT count(*) FROM t") == 1);
  }
}

}  // namespace plumbline
