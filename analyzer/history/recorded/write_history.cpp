#include "analyzer/history/recorded/write_history.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>

#include "analyzer/held_signals.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& where, const std::string& what) {
  throw Error(Error::Kind::failed, {where.string(), 0, 0}, what);
}

fs::path resolved(const fs::path& output) {
  std::error_code failure;
  const fs::path path = fs::weakly_canonical(fs::absolute(output, failure), failure);
  if (failure) fail(output, failure.message());
  return path.has_filename() ? path : path.parent_path();  // "history/" is "history"
}

/// A folder that is gone unless it is published under another name, also where a signal ends the
/// program.
class Draft {
 public:
  explicit Draft(const fs::path& place)
      : place_(place), folder_(place.string() + ".plumbline-" + std::to_string(getpid())) {
    std::error_code failure;
    if (!fs::create_directory(folder_, failure)) {
      fail(folder_, failure ? failure.message() : "is there already");
    }
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    std::error_code ignored;  // a destructor has nobody to tell
    if (!published_) fs::remove_all(folder_, ignored);
  }

  void add(const std::string& name, std::string_view text) const {
    std::ofstream out(folder_ / name, std::ios::binary);
    out << text;
    out.close();
    if (!out) fail(folder_ / name, "cannot be written: is the disk full?");
  }

  /// rename() takes the place of an empty folder, and of no other.
  void publish() {
    std::error_code failure;
    const fs::file_status before = fs::status(place_, failure);
    if (fs::is_directory(before)) fs::permissions(folder_, before.permissions(), failure);
    fs::rename(folder_, place_, failure);
    if (failure) fail(place_, failure.message());
    published_ = true;
  }

 private:
  HeldSignals held_;  // the first member: let go when the folder is gone
  fs::path place_, folder_;
  bool published_ = false;
};

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '-' || c == '.';
}

}  // namespace

fs::path place_for_history(const fs::path& output) {
  const fs::path place = resolved(output);
  std::error_code failure;
  const fs::file_status status = fs::status(place, failure);
  if (fs::exists(status) && !fs::is_directory(status)) {
    fail(output, "is not a directory; a history is a new or an empty one");
  }
  if (fs::exists(status) && !fs::is_empty(place, failure)) {
    fail(output, "is not empty; a history goes into a new or an empty directory");
  }
  const fs::path parent = place.parent_path();
  if (!fs::is_directory(parent, failure)) fail(output, "no such directory: " + parent.string());
  if (access(parent.c_str(), W_OK | X_OK) != 0) fail(parent, std::strerror(errno));
  return place;
}

std::string snapshot_file_name(std::size_t position, const std::string& key) {
  constexpr std::size_t digits = 4;
  constexpr std::size_t most_of_key = 100;  // file systems take 255 bytes
  std::string name = std::to_string(position);
  name.insert(0, digits - std::min(digits, name.size()), '0');
  name += '-';
  for (const char c : key.substr(0, most_of_key)) name += is_plain(c) ? c : '_';
  return name + ".yaml";
}

void write_history(const fs::path& place, const HistoryFile& history,
                   const std::map<std::string, std::string>& snapshots) {
  Draft draft(place);
  for (const auto& [name, text] : snapshots) draft.add(name, text);
  draft.add(name_of_history, write_history_yaml(history));
  draft.publish();
}

}  // namespace plumbline
