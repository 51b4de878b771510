// The fault harness itself: it must find what is really unsafe, and nothing in what SQLite promises
// to be safe (https://sqlite.org/pragma.html#pragma_synchronous).
#include "tests/fault_vfs.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "analyzer/sqlite/connection.hpp"
#include "tests/fault_scenarios.hpp"
#include "tests/scenario.hpp"
#include "tests/unflushed.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

const std::string file = "disk/app.db";

/// A folder with a database of 40 rows in which x is 1.
struct SmallDatabase {
  explicit SmallDatabase(const std::string& pragmas) {
    fs::create_directory("disk");
    make_database(file, pragmas +
                            "CREATE TABLE t (id INTEGER PRIMARY KEY, x, filling); WITH RECURSIVE "
                            "r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 40) "
                            "INSERT INTO t SELECT n, 1, printf('%0500d', n) FROM r;");
    start = read_image("disk");
  }
  ScenarioFolder folder;
  Unflushed unflushed;
  DiskImage start;
};

/// Whether it went through.
bool update(const std::string& pragmas) {
  const Connection writer = Connection::open_read_write("file:" + file, file);
  if (writer.try_execute(pragmas)) return false;
  return !writer.try_execute(
      "BEGIN; UPDATE t SET x = 2, filling = 'short'; CREATE INDEX i ON t(x); COMMIT");
}

/// "1", "2", or what is wrong.
std::string state_of(const DiskImage& image) {
  write_image("disk", image);
  try {
    const Connection reader = Connection::open_read_write("file:" + file, file);
    const auto integrity = reader.text("PRAGMA integrity_check");
    if (integrity != "ok") return integrity.value_or("?");
    return reader
        .text(
            "SELECT min(x) || CASE WHEN min(x) = max(x) THEN '' ELSE ' ' || max(x) END "
            "FROM t")
        .value_or("?");
  } catch (const Error& error) {
    return error.what();
  }
}

struct Found {
  std::size_t disks = 0, old_ones = 0, new_ones = 0, broken = 0;
};

/// The plug pulled at every operation of the update, or behind the last one.
Found pull_plug_everywhere(const std::string& setup, const std::string& pragmas,
                           bool only_behind_the_last = false) {
  const SmallDatabase database(setup);
  Found found;
  for (std::size_t at = only_behind_the_last ? 1000 : 1;; ++at) {
    write_image("disk", database.start);
    std::vector<PossibleDisk> disks;
    bool struck = false;
    {
      const FaultVfs vfs("disk", {Fault::Kind::pull_plug, at});
      update(pragmas);
      struck = vfs.has_struck();
      disks = vfs.possible_disks();
    }
    for (const PossibleDisk& disk : disks) {
      const std::string state = state_of(disk.image);
      ++found.disks;
      (state == "1" ? found.old_ones : state == "2" ? found.new_ones : found.broken) += 1;
    }
    if (!struck) return found;
  }
}

}  // namespace

TEST_CASE("fault VFS: what SQLite promises is not called broken") {
  const std::vector<std::string> setups = {"PRAGMA page_size=4096;",
                                           "PRAGMA page_size=512; PRAGMA journal_mode=WAL;",
                                           "PRAGMA page_size=512; PRAGMA auto_vacuum=FULL;"};
  const std::vector<std::string> pragmas = {"", "PRAGMA cache_size=5", "PRAGMA synchronous=EXTRA"};
  for (std::size_t i = 0; i < setups.size() * pragmas.size(); ++i) {
    const std::size_t setup = i % setups.size();
    if (!all_faults_asked_for() && i / setups.size() != setup) continue;  // three of the nine
    CAPTURE(setups[setup]);
    CAPTURE(pragmas[i / setups.size()]);
    const Found found = pull_plug_everywhere(setups[setup], pragmas[i / setups.size()]);
    CHECK(found.disks > 40);
    CHECK(found.old_ones > 0);
    CHECK(found.new_ones > 0);
    CHECK(found.broken == 0);
  }
}

TEST_CASE("fault VFS: what is not safe is found") {
  CHECK(pull_plug_everywhere("", "PRAGMA synchronous=OFF").broken > 0);
  CHECK(pull_plug_everywhere("", "PRAGMA journal_mode=OFF").broken > 0);
  CHECK(pull_plug_everywhere("PRAGMA journal_mode=WAL;", "PRAGMA synchronous=OFF").broken > 0);
}

TEST_CASE("fault VFS: a commit is only durable when the deleted journal is, too") {
  const Found full = pull_plug_everywhere("", "PRAGMA synchronous=FULL", true);
  CHECK(full.broken + full.new_ones > 0);
  CHECK(full.new_ones < full.disks);
  const Found extra = pull_plug_everywhere("", "PRAGMA synchronous=EXTRA", true);
  CHECK(extra.disks > 0);
  CHECK(extra.new_ones == extra.disks);
  const Found wal = pull_plug_everywhere("PRAGMA journal_mode=WAL;", "", true);
  CHECK(wal.new_ones == wal.disks);
}

TEST_CASE("fault VFS: an operation fails once, from then on, and for want of space") {
  const SmallDatabase database("");
  const auto try_with = [&](const Fault& fault) {
    write_image("disk", database.start);
    const FaultVfs vfs("disk", fault);
    const bool first = update("");
    const bool second = update("DROP INDEX IF EXISTS i");
    CHECK(vfs.has_struck() == (fault.kind != Fault::Kind::none));
    return std::pair(first, second);
  };
  CHECK(try_with({}) == std::pair(true, true));
  CHECK(try_with({Fault::Kind::fail_once, 3}) == std::pair(false, true));
  CHECK(try_with({Fault::Kind::fail_on, 3}) == std::pair(false, false));
  CHECK(try_with({Fault::Kind::full, 1}) == std::pair(false, false));
  CHECK(try_with({Fault::Kind::full_quota, 0, 30000}) == std::pair(false, false));
}

TEST_CASE("fault disk: which writes may have arrived") {
  const ScenarioFolder folder;
  fs::create_directory("disk");
  std::ofstream("disk/a") << "....";
  FaultDisk disk("disk");
  const std::size_t a = disk.number_of("a");
  disk.written(a, 0, "xx");
  disk.synced(a);
  disk.written(a, 1, "12");
  disk.written(a, 6, "34");
  std::vector<std::string> states;
  for (const PossibleDisk& state : disk.possible_disks()) states.push_back(state.image.at("a"));
  // none · all · the first · the second · the last torn · the first torn; Z: nobody knows
  CHECK(states ==
        std::vector<std::string>{"xx..", "x12.ZZ34", "x12.", "xx..ZZ34", "x12.ZZ3", "x1.."});
}

TEST_CASE("fault disk: a name is durable when its folder is") {
  const ScenarioFolder folder;
  fs::create_directory("disk");
  std::ofstream("disk/a") << "old";
  FaultDisk disk("disk");
  fs::rename("disk/a", "disk/b");
  disk.look_at_names();
  REQUIRE(disk.possible_disks().size() == 2);
  CHECK(disk.possible_disks()[0].image == DiskImage{{"a", "old"}});
  CHECK(disk.possible_disks()[1].image == DiskImage{{"b", "old"}});
  disk.directory_synced();
  REQUIRE(disk.possible_disks().size() == 1);
  CHECK(disk.possible_disks()[0].image == DiskImage{{"b", "old"}});
}

TEST_CASE("fault VFS: a folder flushed by the program itself counts") {
  const SmallDatabase database("");
  const FaultVfs vfs("disk", {});
  fs::rename(file, "disk/other");
  const auto names = [&] {
    std::vector<std::string> all;
    for (const PossibleDisk& disk : vfs.possible_disks()) all.push_back(disk.image.begin()->first);
    return all;
  };
  const int directory = ::open("disk", O_RDONLY | O_DIRECTORY);
  fsync(directory);
  close(directory);
  CHECK(names() == std::vector<std::string>{"other"});
}

}  // namespace plumbline
