#include "analyzer/sqlite/wal_frames.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <bit>

namespace plumbline {

namespace {

constexpr std::int64_t bytes_of_frame_header = 24;
constexpr std::uint32_t magic = 0x377f0682;  // | 1: checksums read their words big-endian
constexpr std::uint32_t only_version = 3007000;

using Bytes = std::span<const std::byte>;

std::uint32_t big_endian(Bytes bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    number = (number << 8) | std::to_integer<std::uint32_t>(bytes[i]);
  }
  return number;
}

std::uint32_t little_endian(Bytes bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = at + 4; i > at; --i) {
    number = (number << 8) | std::to_integer<std::uint32_t>(bytes[i - 1]);
  }
  return number;
}

/// The running checksum of header and frames.
struct Checksum {
  bool reads_big_endian = false;
  std::uint32_t first = 0, second = 0;

  void add(Bytes bytes) {
    const auto word = reads_big_endian ? big_endian : little_endian;
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
      first += word(bytes, i) + second;
      second += word(bytes, i + 4) + first;
    }
  }
  bool is_at(Bytes bytes, std::size_t at) const {
    return first == big_endian(bytes, at) && second == big_endian(bytes, at + 4);
  }
};

bool read_at(sqlite3_file* file, std::int64_t at, std::span<std::byte> into) {
  return file->pMethods->xRead(file, into.data(), static_cast<int>(into.size()), at) == SQLITE_OK;
}

/// Whether it begins a -wal that can hold frames.
bool is_valid(Bytes header, Checksum& checksum) {
  const std::uint32_t page_size = big_endian(header, 8);
  if (!std::has_single_bit(page_size) || page_size < 512 || page_size > 65536) return false;
  if ((big_endian(header, 0) & ~1U) != magic || big_endian(header, 4) != only_version) return false;
  checksum.reads_big_endian = (big_endian(header, 0) & 1U) != 0;
  checksum.add(header.first(24));
  return checksum.is_at(header, 24);
}

/// A frame belongs to the -wal where it has its salts, and the checksum of all before it.
bool is_next(Bytes frame, Bytes header, Checksum& checksum) {
  if (big_endian(frame, 0) == 0) return false;
  if (!std::ranges::equal(frame.subspan(8, 8), header.subspan(16, 8))) return false;
  checksum.add(frame.first(8));
  checksum.add(frame.subspan(bytes_of_frame_header));
  return checksum.is_at(frame, 16);
}

std::int64_t start_of_frame(std::int64_t index, std::size_t bytes_of_frame) {
  return static_cast<std::int64_t>(bytes_of_wal_header) +
         index * static_cast<std::int64_t>(bytes_of_frame);
}

}  // namespace

std::optional<WalEnd> end_of_wal(sqlite3_file* wal) {
  WalEnd end;
  sqlite3_int64 size = 0;
  if (wal->pMethods->xFileSize(wal, &size) != SQLITE_OK) return std::nullopt;
  if (size <= static_cast<std::int64_t>(bytes_of_wal_header)) return end;
  if (!read_at(wal, 0, end.header)) return std::nullopt;
  Checksum checksum;
  if (!is_valid(end.header, checksum)) return end;
  end.page_size = big_endian(end.header, 8);
  std::vector<std::byte> frame(static_cast<std::size_t>(bytes_of_frame_header + end.page_size));
  for (std::int64_t i = 0; read_at(wal, start_of_frame(i, frame.size()), frame); ++i) {
    if (!is_next(frame, end.header, checksum)) break;
    const std::uint32_t pages = big_endian(frame, 4);  // only a commit says it
    if (pages == 0) continue;
    end.frames = i + 1;
    end.pages = pages;
  }
  return end;
}

bool apply_wal(sqlite3_file* wal, const WalEnd& end, Overlay& database) {
  if (end.frames == 0) return true;
  std::vector<std::byte> frame(static_cast<std::size_t>(bytes_of_frame_header + end.page_size));
  for (std::int64_t i = 0; i < end.frames; ++i) {
    if (!read_at(wal, start_of_frame(i, frame.size()), frame)) return false;
    const std::int64_t page = std::int64_t{big_endian(frame, 0)} - 1;
    if (page >= end.pages) continue;  // cut off again by a later commit, or made up
    const Bytes bytes = Bytes(frame).subspan(bytes_of_frame_header);
    if (database.write(page * end.page_size, bytes) != SQLITE_OK) return false;
  }
  if (database.resize(end.pages * end.page_size) != SQLITE_OK) return false;
  // Whoever restarts a -wal writes its header before its frames.
  decltype(end.header) header{};
  return read_at(wal, 0, header) && header == end.header;
}

}  // namespace plumbline
