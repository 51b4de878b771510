#pragma once
// What a shadow reads: the bytes of a database file as they were at one moment, and what was
// written over them since. Nothing here writes to a file that has a name.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct sqlite3_file;

namespace plumbline {

/// Bytes that stay as they are. Results are SQLite's own codes (https://sqlite.org/rescode.html).
class FileBytes {
 public:
  virtual ~FileBytes() = default;
  virtual std::int64_t size() const = 0;
  /// Fills all of `into`, with zeros behind the end.
  virtual int read(std::int64_t at, std::span<std::byte> into) const = 0;
  /// Whether somebody has changed them all the same: then nothing that was read counts.
  virtual bool is_outdated() const { return false; }
};

/// A temporary file without a name, in SQLite's place for them; gone with this.
/// https://sqlite.org/tempfiles.html
class TemporaryFile {
 public:
  TemporaryFile() = default;
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool is_open() const { return file_ != nullptr; }
  int open();
  /// Null until it is open.
  sqlite3_file* file() const { return file_; }

 private:
  std::unique_ptr<std::byte[]> memory_;
  sqlite3_file* file_ = nullptr;
};

/// Bytes over other bytes: what is written stays here, in blocks at their own places of a sparse
/// temporary file. In memory there is one bit a block, so it does not grow with what is written.
class Overlay final : public FileBytes {
 public:
  explicit Overlay(std::shared_ptr<const FileBytes> below);

  std::int64_t size() const override { return size_; }
  int read(std::int64_t at, std::span<std::byte> into) const override;
  bool is_outdated() const override { return below_->is_outdated(); }
  int write(std::int64_t at, std::span<const std::byte> bytes);
  /// Makes it shorter, or longer with zeros.
  int resize(std::int64_t size);

  bool is_changed() const { return changed_; }
  const std::shared_ptr<const FileBytes>& below() const { return below_; }

 private:
  bool holds(std::int64_t block) const;
  int read_below(std::int64_t at, std::span<std::byte> into) const;
  int read_here(std::int64_t at, std::span<std::byte> into) const;
  int bring_up(std::int64_t block);

  std::shared_ptr<const FileBytes> below_;
  std::int64_t size_ = 0;
  std::int64_t seen_below_ = 0;  ///< what lies below behind this was cut off
  bool changed_ = false;
  TemporaryFile file_;
  std::vector<bool> held_;  ///< by block
};

}  // namespace plumbline
