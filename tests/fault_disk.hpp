#pragma once
// What a disk holds when the power fails. Writes that were not synced yet may have reached it or
// not, in any order, the last one in part; a name that came or went may have done so only in
// memory. That is what SQLite reckons with:
// https://sqlite.org/atomiccommit.html#_hardware_assumptions
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

/// The files of one folder: name → bytes.
using DiskImage = std::map<std::string, std::string>;

/// Without the -shm files: they are shared memory, of which nothing is left after a power failure.
DiskImage read_image(const std::filesystem::path& folder);
/// The folder holds these files afterwards, and no others.
void write_image(const std::filesystem::path& folder, const DiskImage& image);

/// One of the states in which a disk may be found, and which one: "every second write, names as
/// last synced".
struct PossibleDisk {
  std::string label;
  DiskImage image;
};

/// Follows what is done to the files of one folder. Files are known by their inodes, so that one
/// that the program renames past SQLite stays the one that it is.
class FaultDisk {
 public:
  /// All that is there now counts as synced.
  explicit FaultDisk(std::filesystem::path folder);

  /// The number of the file of this name, which is there.
  std::size_t number_of(const std::string& name);
  void written(std::size_t file, std::int64_t at, std::string_view bytes);
  void truncated(std::size_t file, std::int64_t size);
  void synced(std::size_t number);
  /// Looks which names there are by now.
  void look_at_names();
  void directory_synced();

  /// The distinct states that a power failure at this moment may leave behind.
  std::vector<PossibleDisk> possible_disks() const;

 private:
  struct Unsynced {
    std::int64_t at = 0;
    std::string bytes;
    bool truncates = false;
    std::size_t order = 0;
  };
  struct File {
    std::string name;    ///< the newest
    std::string synced;  ///< its bytes when it was synced last
    std::vector<Unsynced> since;
    bool through_sqlite = false;  ///< else its bytes are looked up where it lies
  };
  using Names = std::map<std::string, std::size_t>;
  struct Choice;

  static const std::vector<Choice>& choices();
  std::string bytes_after(const Choice& choice, const File& file) const;
  DiskImage image_after(const Choice& choice, const Names& names) const;
  std::vector<std::size_t> unsynced_in_order() const;

  std::filesystem::path folder_;
  std::vector<File> files_;
  std::map<ino_t, std::size_t> inodes_;
  std::vector<Names> names_;  ///< as last synced, and each that was seen since
  std::size_t next_order_ = 0;
};

}  // namespace plumbline
