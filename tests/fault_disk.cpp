#include "tests/fault_disk.hpp"

#include <dirent.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <set>

#include "tests/scenario.hpp"

namespace plumbline {

namespace fs = std::filesystem;

/// Which of the changes since the last sync reached the disk.
struct FaultDisk::Choice {
  enum class Kept { none, all, first_half, second_half, even, odd, database, journals };
  const char* label;
  Kept kept;
  bool last_is_torn = false;          ///< of the last one in each file only the first half did
  std::vector<std::size_t> all = {};  ///< the orders of all changes, sorted

  bool keeps(const File& file, const Unsynced& change) const;
};

namespace {

using Inodes = std::map<std::string, ino_t>;

bool is_shared_memory(const std::string& name) { return name.ends_with("-shm"); }

Inodes names_in(const fs::path& folder) {
  Inodes names;
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(folder.c_str()), closedir);
  while (const dirent* entry = directory ? readdir(directory.get()) : nullptr) {
    if (entry->d_type == DT_REG && !is_shared_memory(entry->d_name))
      names.emplace(entry->d_name, entry->d_ino);
  }
  return names;
}

/// Where a file grew and what was to stand there did not arrive, SQLite expects garbage.
constexpr char garbage = '\x5a';

void write_at(std::string& file, std::int64_t at, std::string_view bytes) {
  const auto offset = static_cast<std::size_t>(at);
  if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size(), garbage);
  file.replace(offset, bytes.size(), bytes);
}

}  // namespace

DiskImage read_image(const fs::path& folder) {
  DiskImage image;
  for (const auto& [name, inode] : names_in(folder)) image[name] = read_bytes(folder / name);
  return image;
}

void write_image(const fs::path& folder, const DiskImage& image) {
  fs::create_directories(folder);
  for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
  for (const auto& [name, bytes] : image) std::ofstream(folder / name, std::ios::binary) << bytes;
}

FaultDisk::FaultDisk(fs::path folder) : folder_(std::move(folder)) {
  names_.emplace_back();
  look_at_names();
  for (File& file : files_) file.synced = read_bytes(folder_ / file.name);
  directory_synced();
}

void FaultDisk::look_at_names() {
  Names names;
  std::map<ino_t, std::size_t> inodes;
  for (const auto& [name, inode] : names_in(folder_)) {
    const auto known = inodes_.find(inode);
    const std::size_t number = known == inodes_.end() ? files_.size() : known->second;
    if (known == inodes_.end()) files_.push_back({name, "", {}, false});
    files_[number].name = name;
    inodes[inode] = number;
    names[name] = number;
  }
  inodes_ = std::move(inodes);
  if (names != names_.back()) names_.push_back(std::move(names));
}

void FaultDisk::directory_synced() {
  look_at_names();
  names_.erase(names_.begin(), names_.end() - 1);
}

std::size_t FaultDisk::number_of(const std::string& name) {
  look_at_names();
  const std::size_t number = names_.back().at(name);
  files_[number].through_sqlite = true;
  return number;
}

void FaultDisk::written(std::size_t file, std::int64_t at, std::string_view bytes) {
  files_[file].since.push_back({at, std::string(bytes), false, next_order_++});
}

void FaultDisk::truncated(std::size_t file, std::int64_t size) {
  files_[file].since.push_back({size, "", true, next_order_++});
}

void FaultDisk::synced(std::size_t number) {
  File& file = files_[number];
  file.synced = bytes_after({"all", Choice::Kept::all}, file);
  file.since.clear();
}

std::vector<std::size_t> FaultDisk::unsynced_in_order() const {
  std::vector<std::size_t> all;
  for (const File& file : files_) {
    for (const Unsynced& change : file.since) all.push_back(change.order);
  }
  std::ranges::sort(all);
  return all;
}

const std::vector<FaultDisk::Choice>& FaultDisk::choices() {
  using enum Choice::Kept;
  static const std::vector<Choice> all_choices = {
      {"no unsynced write", none},
      {"every write", all},
      {"the first half of the writes", first_half},
      {"the second half of the writes", second_half},
      {"every second write from the first", even},
      {"every second write from the second", odd},
      {"the writes of the database", database},
      {"the writes of the journals", journals},
      {"every write, the last torn", all, true},
      {"the first half of the writes, the last torn", first_half, true}};
  return all_choices;
}

bool FaultDisk::Choice::keeps(const File& file, const Unsynced& change) const {
  const bool journal = file.name.ends_with("-journal") || file.name.ends_with("-wal");
  const auto place =
      static_cast<std::size_t>(std::ranges::lower_bound(all, change.order) - all.begin());
  switch (kept) {
    case Kept::none:
      return false;
    case Kept::all:
      return true;
    case Kept::first_half:
      return place < (all.size() + 1) / 2;
    case Kept::second_half:
      return place >= all.size() / 2;
    case Kept::even:
      return place % 2 == 0;
    case Kept::odd:
      return place % 2 == 1;
    case Kept::database:
      return !journal;
    case Kept::journals:
      return journal;
  }
  return true;
}

std::string FaultDisk::bytes_after(const Choice& choice, const File& file) const {
  std::vector<const Unsynced*> kept;
  for (const Unsynced& change : file.since) {
    if (choice.keeps(file, change)) kept.push_back(&change);
  }
  std::string bytes = file.synced;
  for (const Unsynced* change : kept) {
    if (change->truncates) {
      bytes.resize(static_cast<std::size_t>(change->at), garbage);
      continue;
    }
    const bool torn = choice.last_is_torn && change == kept.back();
    write_at(bytes, change->at,
             std::string_view(change->bytes).substr(0, change->bytes.size() / (torn ? 2 : 1)));
  }
  return bytes;
}

DiskImage FaultDisk::image_after(const Choice& choice, const Names& names) const {
  DiskImage image;
  for (const auto& [name, number] : names) {
    const File& file = files_[number];
    image[name] = file.through_sqlite || !file.synced.empty() ? bytes_after(choice, file)
                                                              : read_bytes(folder_ / file.name);
  }
  return image;
}

std::vector<PossibleDisk> FaultDisk::possible_disks() const {
  std::vector<PossibleDisk> disks;
  std::set<DiskImage> seen;
  const std::size_t newest = names_.size() - 1;
  for (const std::size_t names : std::set<std::size_t>{0, newest / 2, newest}) {
    for (Choice choice : choices()) {
      choice.all = unsynced_in_order();
      DiskImage image = image_after(choice, names_[names]);
      if (!seen.insert(image).second) continue;
      const std::string label = std::string(choice.label) + "; names " + std::to_string(names) +
                                " of " + std::to_string(newest);
      disks.push_back({label, std::move(image)});
    }
  }
  return disks;
}

}  // namespace plumbline
