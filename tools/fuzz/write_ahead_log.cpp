// A -wal of any bytes beside a sound database: what we read of it ourselves is what SQLite reads.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "tools/fuzz/harness.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

using namespace plumbline;
using namespace plumbline::fuzz;

namespace {

std::string read_file(const char* name) {
  std::ifstream in(folder().at(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Files {
  std::string database, wal;
};

/// A database in WAL mode with two tables, and a -wal with three commits behind them.
Files made() {
  folder().clear();
  folder().put("made.db", "");
  const Connection writer =
      Connection::open_read_write(to_uri(folder().at("made.db"), ""), "made.db");
  writer.execute(
      "PRAGMA page_size=512; PRAGMA journal_mode=WAL; CREATE TABLE t(a, b);"
      "CREATE TABLE u(a); INSERT INTO t VALUES (1, 'one'), (2, zeroblob(900));"
      "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint=0; INSERT INTO u VALUES (3);"
      "CREATE INDEX i ON t(a); DELETE FROM t WHERE a = 2");
  return {read_file("made.db"), read_file("made.db-wal")};
}

const Files& sound() {
  static const Files files = made();
  return files;
}

constexpr const char* unreadable = "cannot be read";

/// All rows of the two tables.
std::string shown(const Connection& connection) {
  std::string result;
  const bool read = answers([&] {
    result = std::to_string(introspect(connection).tables.size());
    for (const char* table : {"t", "u"}) {
      Query query(connection, std::string("SELECT quote(a) FROM ") + table);
      while (query.step()) result += std::string(query.text(0)) + " ";
    }
  });
  return read ? result : unreadable;
}

/// Holds the -wal open, as an application does, so that nobody recovers it into the database.
Connection application() {
  Connection connection = Connection::open_read_write(to_uri(folder().at("app.db"), ""), "app.db");
  connection.execute("PRAGMA wal_autocheckpoint=0; SELECT count(*) FROM sqlite_schema");
  return connection;
}

/// A damaged page may hold a cell that goes on behind its end: what SQLite finds there is chance.
bool is_sound(const Connection& connection) {
  return connection.text("PRAGMA integrity_check") == "ok";
}

void demand_same_as_sqlite() {
  const Connection writer = application();
  const OpenedDatabase opened = open_database(folder().at("app.db"));
  if (!is_sound(opened.connection)) return;
  const std::string live = shown(opened.connection);
  std::string seen = unreadable;
  answers(
      [&] { seen = shown(shadow_of(opened.connection, Deadline(2), World::first, 0).connection); });
  demand(seen == live || live == unreadable, "a shadow reads the -wal as SQLite does",
         live + "\n" + seen);
}

// https://sqlite.org/fileformat2.html#wal_file_format, with checksums of big-endian words
struct Checksum {
  std::uint32_t first = 0, second = 0;

  static std::uint32_t word(const std::uint8_t* at) {
    return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 |
           at[3];
  }
  void add(const std::uint8_t* at, std::size_t size) {
    for (std::size_t i = 0; i + 8 <= size; i += 8) {
      first += word(at + i) + second;
      second += word(at + i + 4) + first;
    }
  }
  void put(std::uint8_t* at) const {
    for (std::size_t i = 0; i < 4; ++i) {
      at[i] = static_cast<std::uint8_t>(first >> (24 - 8 * i));
      at[i + 4] = static_cast<std::uint8_t>(second >> (24 - 8 * i));
    }
  }
};

/// Salts and checksums as they should be, so that the frames count.
void mend(std::uint8_t* wal, std::size_t size) {
  constexpr std::size_t page = 512;
  if (size < 32) return;
  constexpr std::uint8_t start[] = {0x37, 0x7f, 0x06, 0x83, 0, 0x2d, 0xe2, 0x18, 0, 0, 2, 0};
  std::ranges::copy(start, wal);
  Checksum checksum;
  checksum.add(wal, 24);
  checksum.put(wal + 24);
  for (std::size_t at = 32; at + 24 + page <= size; at += 24 + page) {
    std::copy_n(wal + 16, 8, wal + at + 8);
    checksum.add(wal + at, 8);
    checksum.add(wal + at + 24, page);
    checksum.put(wal + at + 16);
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned int seed) {
  if (size < 32) {
    const std::string& wal = sound().wal;
    size = std::min(wal.size(), max_size);
    std::copy_n(wal.begin(), size, data);
  }
  size = LLVMFuzzerMutate(data, size, max_size);
  if (seed % 8 != 0) mend(data, size);
  return size;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string& database = sound().database;
  folder().clear();
  folder().put("app.db", database);
  folder().put("app.db-wal", text_of_input(data, size));
  const auto before = folder().contents();
  answers([&] { shown(open_database(folder().at("app.db")).connection); });
  demand(folder().contents() == before, "nothing was written");
  answers([&] { demand_same_as_sqlite(); });
  return 0;
}
