#include "analyzer/sqlite/file_bytes.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "analyzer/held_signals.hpp"

namespace plumbline {

namespace {

// Most pages are of this size, and so are the blocks of most file systems.
constexpr std::int64_t block_size = 4096;
using Block = std::array<std::byte, block_size>;

std::int64_t block_of(std::int64_t at) { return at / block_size; }

void fill_with_zeros(std::span<std::byte> bytes) { std::ranges::fill(bytes, std::byte{0}); }

}  // namespace

TemporaryFile::~TemporaryFile() {
  if (file_ != nullptr) file_->pMethods->xClose(file_);
}

int TemporaryFile::open() {
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  memory_ = std::make_unique<std::byte[]>(static_cast<std::size_t>(vfs->szOsFile));
  auto* file = reinterpret_cast<sqlite3_file*>(memory_.get());
  const int flags = SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                    SQLITE_OPEN_EXCLUSIVE | SQLITE_OPEN_DELETEONCLOSE;
  const HeldSignals held;  // it has a name until it is unlinked
  const int code = vfs->xOpen(vfs, nullptr, file, flags, nullptr);
  if (code == SQLITE_OK) file_ = file;
  return code;
}

Overlay::Overlay(std::shared_ptr<const FileBytes> below)
    : below_(std::move(below)), size_(below_->size()), seen_below_(size_) {}

bool Overlay::holds(std::int64_t block) const {
  return block < std::ssize(held_) && held_[static_cast<std::size_t>(block)];
}

int Overlay::read_below(std::int64_t at, std::span<std::byte> into) const {
  const auto count = std::clamp<std::int64_t>(seen_below_ - at, 0, std::ssize(into));
  const auto seen = into.first(static_cast<std::size_t>(count));
  fill_with_zeros(into.subspan(seen.size()));
  return seen.empty() ? SQLITE_OK : below_->read(at, seen);
}

int Overlay::read_here(std::int64_t at, std::span<std::byte> into) const {
  return file_.file()->pMethods->xRead(file_.file(), into.data(), static_cast<int>(into.size()),
                                       at);
}

int Overlay::read(std::int64_t at, std::span<std::byte> into) const {
  const auto count = std::clamp<std::int64_t>(size_ - at, 0, std::ssize(into));
  fill_with_zeros(into.subspan(static_cast<std::size_t>(count)));
  for (std::int64_t done = 0; done < count;) {
    const std::int64_t from = at + done;
    const bool here = holds(block_of(from));
    std::int64_t end = block_of(from) + 1;
    while (end * block_size < at + count && holds(end) == here) ++end;
    const std::int64_t length = std::min(end * block_size, at + count) - from;
    const auto part =
        into.subspan(static_cast<std::size_t>(done), static_cast<std::size_t>(length));
    if (const int code = here ? read_here(from, part) : read_below(from, part)) return code;
    done += length;
  }
  return SQLITE_OK;
}

/// Makes a block this overlay's own, so that a part of it can be written.
int Overlay::bring_up(std::int64_t block) {
  if (holds(block)) return SQLITE_OK;
  Block bytes;
  if (const int code = read(block * block_size, bytes)) return code;
  const int code = file_.file()->pMethods->xWrite(file_.file(), bytes.data(),
                                                  static_cast<int>(block_size), block * block_size);
  if (code != SQLITE_OK) return code;
  if (std::ssize(held_) <= block) held_.resize(static_cast<std::size_t>(block) + 1);
  held_[static_cast<std::size_t>(block)] = true;
  return SQLITE_OK;
}

int Overlay::write(std::int64_t at, std::span<const std::byte> bytes) {
  if (bytes.empty()) return SQLITE_OK;
  if (!file_.is_open()) {
    if (const int code = file_.open()) return code;
  }
  const std::int64_t end = at + std::ssize(bytes);
  for (const std::int64_t edge : {at, end}) {
    if (edge % block_size == 0) continue;
    if (const int code = bring_up(block_of(edge))) return code;
  }
  const int code = file_.file()->pMethods->xWrite(file_.file(), bytes.data(),
                                                  static_cast<int>(bytes.size()), at);
  if (code != SQLITE_OK) return code;
  const auto last = static_cast<std::size_t>(block_of(end - 1));
  if (held_.size() <= last) held_.resize(last + 1);
  for (auto block = static_cast<std::size_t>(block_of(at)); block <= last; ++block) {
    held_[block] = true;
  }
  size_ = std::max(size_, end);
  changed_ = true;
  return SQLITE_OK;
}

int Overlay::resize(std::int64_t size) {
  changed_ |= size != size_;
  if (size >= size_) {
    size_ = size;
    return SQLITE_OK;
  }
  const std::int64_t blocks = block_of(size + block_size - 1);
  if (size % block_size != 0 && holds(blocks - 1)) {
    const Block zeros{};  // it may grow again
    const auto cut = static_cast<int>(blocks * block_size - size);
    const int code = file_.file()->pMethods->xWrite(file_.file(), zeros.data(), cut, size);
    if (code != SQLITE_OK) return code;
  }
  if (std::ssize(held_) > blocks) {
    held_.resize(static_cast<std::size_t>(blocks));
    const int code = file_.file()->pMethods->xTruncate(file_.file(), blocks * block_size);
    if (code != SQLITE_OK) return code;
  }
  size_ = size;
  seen_below_ = std::min(seen_below_, size);
  return SQLITE_OK;
}

}  // namespace plumbline
