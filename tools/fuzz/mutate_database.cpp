// Mutations that a database file survives: its bytes with the head mended, and rows of its
// sqlite_schema with the tables behind them left as they are.
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using Bytes = std::string;
using Random = std::minstd_rand;

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

std::uint8_t* unsigned_bytes(Bytes& bytes) { return reinterpret_cast<std::uint8_t*>(bytes.data()); }

Bytes mutated(Bytes bytes, std::size_t max_size) {
  const std::size_t size = bytes.size();
  bytes.resize(std::max(max_size, size));
  bytes.resize(LLVMFuzzerMutate(unsigned_bytes(bytes), size, bytes.size()));
  return bytes;
}

/// What SQLite looks at before all else: https://sqlite.org/fileformat2.html#the_database_header
void mend_header(Bytes& file) {
  using namespace std::string_view_literals;
  constexpr auto start = "SQLite format 3\0\2\0\1\1\0\x40\x20\x20"sv;  // pages of 512 bytes
  if (file.size() < 100) file.resize(512);
  std::ranges::copy(start, file.begin());
  const std::size_t pages = file.size() / 512;
  for (std::size_t i = 0; i < 4; ++i) file[28 + i] = static_cast<char>(pages >> (24 - 8 * i));
  std::copy_n(file.begin() + 24, 4, file.begin() + 92);  // else the number of pages is not trusted
}

Handle opened(const Bytes& file) {
  sqlite3* handle = nullptr;
  sqlite3_open(":memory:", &handle);
  Handle result(handle);
  if (file.empty()) return result;
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(file.size()));
  std::ranges::copy(file, copy);
  const auto size = static_cast<sqlite3_int64>(file.size());
  sqlite3_deserialize(handle, "main", copy, size, size,
                      SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  return result;
}

/// One value of the schema, or nothing.
std::optional<Bytes> value(sqlite3* handle, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return {};
  std::optional<Bytes> result;
  if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_bytes(statement, 0) > 0) {
    result.emplace(reinterpret_cast<const char*>(sqlite3_column_blob(statement, 0)),
                   static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
  }
  sqlite3_finalize(statement);
  return result;
}

bool store(sqlite3* handle, const std::string& sql, const Bytes& text) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return false;
  sqlite3_bind_text(statement, 1, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  const bool stored = sqlite3_step(statement) == SQLITE_DONE;
  return sqlite3_finalize(statement) == SQLITE_OK && stored;
}

Bytes serialised(sqlite3* handle) {
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(handle, "main", &size, 0);
  Bytes result;
  if (bytes != nullptr) {
    result.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  sqlite3_free(bytes);
  return result;
}

const char* column_to_change(Random& random) {
  constexpr std::array columns = {"sql", "sql", "sql", "sql", "sql", "name", "tbl_name", "type"};
  return columns[random() % columns.size()];
}

/// The file with one text of its schema mutated; empty where that cannot be done.
Bytes with_other_schema(const Bytes& file, Random& random, std::size_t max_size) {
  const Handle handle = opened(file);
  sqlite3_exec(handle.get(), "PRAGMA writable_schema=ON", nullptr, nullptr, nullptr);
  const auto rows = value(handle.get(), "SELECT count(*) FROM sqlite_schema");
  if (!rows || *rows == "0") return {};
  const std::string row = " WHERE rowid = (SELECT rowid FROM sqlite_schema LIMIT 1 OFFSET " +
                          std::to_string(random() % std::stoul(*rows)) + ")";
  if (random() % 10 == 0) {  // an object more, of the same text under another name
    sqlite3_exec(handle.get(),
                 ("INSERT INTO sqlite_schema SELECT type, name || 'x', tbl_name || 'x', rootpage, "
                  "sql FROM sqlite_schema" +
                  row)
                     .c_str(),
                 nullptr, nullptr, nullptr);
  }
  const std::string column = column_to_change(random);
  const auto text = value(handle.get(), "SELECT " + column + " FROM sqlite_schema" + row);
  if (!text) return {};
  constexpr std::size_t most_added = 64;
  const Bytes changed = mutated(*text, std::min(text->size() + most_added, max_size));
  const std::string update = "UPDATE sqlite_schema SET " + column + " = CAST(?1 AS TEXT)" + row;
  return store(handle.get(), update, changed) ? serialised(handle.get()) : Bytes();
}

std::size_t put(const Bytes& file, std::uint8_t* data, std::size_t max_size) {
  const std::size_t size = std::min(file.size(), max_size);
  std::copy_n(file.begin(), size, data);
  return size;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned int seed) {
  Random random(seed);
  const Bytes file(reinterpret_cast<const char*>(data), size);
  if (random() % 4 != 0) {
    const Bytes changed = with_other_schema(file, random, max_size);
    if (!changed.empty() && changed.size() <= max_size) return put(changed, data, max_size);
  }
  Bytes changed = mutated(file, max_size);
  if (random() % 8 != 0) mend_header(changed);
  return put(changed, data, max_size);
}
