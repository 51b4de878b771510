#pragma once
// A -wal file, read as https://sqlite.org/fileformat2.html#the_write_ahead_log says.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "analyzer/sqlite/file_bytes.hpp"

namespace plumbline {

constexpr std::size_t bytes_of_wal_header = 32;

/// Where the last commit of a -wal ends. Two that are equal are the same moment of the database.
struct WalEnd {
  std::array<std::byte, bytes_of_wal_header> header{};  ///< another one after each restart
  std::int64_t frames = 0;                              ///< 0: nothing is committed in it
  std::int64_t pages = 0;                               ///< of the database then
  std::int64_t page_size = 0;
  bool operator==(const WalEnd&) const = default;
};

/// Reads all of it, checksums included; nothing where it cannot be read.
std::optional<WalEnd> end_of_wal(sqlite3_file* wal);

/// Writes the pages of all frames before `end` over those of the database; false where they cannot
/// be read or written, or where the -wal has been restarted meanwhile.
bool apply_wal(sqlite3_file* wal, const WalEnd& end, Overlay& database);

}  // namespace plumbline
