// A -wal whose frames are odd and whose checksums are right: what SQLite takes, shadows take too.
#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "analyzer/sqlite/open_database.hpp"
#include "tests/bad_input.hpp"
#include "tests/scenario.hpp"
#include "tests/shadows.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::size_t page_bytes = 4096;
constexpr std::size_t frame_bytes = frame_header_bytes + page_bytes;

std::uint32_t word(const std::string& bytes, std::size_t at, bool big_endian) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t from = big_endian ? at + i : at + 3 - i;
    number = (number << 8) | static_cast<unsigned char>(bytes[from]);
  }
  return number;
}

void put(std::string& bytes, std::size_t at, std::uint32_t number) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(number >> (24 - 8 * i));
}

struct Sum {
  std::uint32_t first = 0, second = 0;

  void add(const std::string& bytes, std::size_t at, std::size_t length, bool big_endian) {
    for (std::size_t i = at; i < at + length; i += 8) {
      first += word(bytes, i, big_endian) + second;
      second += word(bytes, i + 4, big_endian) + first;
    }
  }
};

/// Each frame's checksum over all before it: https://sqlite.org/fileformat2.html#checksum_algorithm
void sign(std::string& wal) {
  const bool big_endian = (word(wal, 0, true) & 1U) != 0;
  Sum sum;
  sum.add(wal, 0, 24, big_endian);
  for (std::size_t at = header_bytes; at + frame_bytes <= wal.size(); at += frame_bytes) {
    sum.add(wal, at, 8, big_endian);
    sum.add(wal, at + frame_header_bytes, page_bytes, big_endian);
    put(wal, at + 16, sum.first);
    put(wal, at + 20, sum.second);
  }
}

/// A database in WAL mode whose last row was changed once more: its page is in two frames, of which
/// SQLite reads the second.
void make_with_two_frames_of_a_page() {
  make_database("first.db",
                "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; CREATE TABLE t(a);"
                "INSERT INTO t VALUES (1);");
  const Connection writer = Connection::open_read_write("file:first.db", "first.db");
  writer.execute("PRAGMA wal_autocheckpoint=0");
  writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  writer.execute("UPDATE t SET a = 2");
  writer.execute("UPDATE t SET a = 3");
  fs::copy_file("first.db", "live.db");
  fs::copy_file("first.db-wal", "live.db-wal");
}

}  // namespace

TEST_CASE("found by fuzzing: a frame of a page far behind the end of the database is passed over") {
  const ScenarioFolder folder;
  make_with_two_frames_of_a_page();
  std::string wal = read_bytes("live.db-wal");
  REQUIRE(wal.size() == header_bytes + 2 * frame_bytes);
  put(wal, header_bytes, 0x7ffffff0);  // the first frame, which the second one hides
  put(wal, header_bytes + 4, 0);       // no commit by itself: that would make the database so large
  sign(wal);
  write_bytes("live.db-wal", wal);

  const Connection writer = Connection::open_read_write("file:live.db", "live.db");
  REQUIRE(writer.integer("SELECT a FROM t") == 3);  // SQLite takes all of it
  const OpenedDatabase opened = open_database("live.db");
  const Shadow shadow = overlay_of(opened.connection);
  REQUIRE(is_overlay(shadow.connection));
  CHECK(dump_of(shadow.connection) == dump_of(writer));
}

TEST_CASE("pages that a later commit has cut off are not there") {
  const ScenarioFolder folder;
  make_database("live.db", "PRAGMA auto_vacuum=FULL; PRAGMA journal_mode=WAL; CREATE TABLE t(a);");
  const Connection writer = Connection::open_read_write("file:live.db", "live.db");
  writer.execute("PRAGMA wal_autocheckpoint=0");
  writer.execute("INSERT INTO t VALUES (zeroblob(400000)), ('stays')");
  writer.execute("DELETE FROM t WHERE length(a) > 100");
  const OpenedDatabase opened = open_database("live.db");
  const Shadow shadow = overlay_of(opened.connection);
  REQUIRE(is_overlay(shadow.connection));
  CHECK(dump_of(shadow.connection) == dump_of(writer));
  CHECK(shadow.connection.integer("PRAGMA page_count") == writer.integer("PRAGMA page_count"));
  CHECK(shadow.connection.text("PRAGMA integrity_check") == "ok");
}

}  // namespace plumbline
