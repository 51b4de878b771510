#include "analyzer/declare/migration_files.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <tuple>

#include "model/error.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

bool is_undo(const std::string& id) {
  const std::string name = ascii_lower(fs::path(id).filename().string());
  const auto ends = [&](std::string_view suffix) { return name.ends_with(suffix); };
  return name == "down.sql" || ends(".down.sql") || ends("_down.sql") || ends("-down.sql") ||
         ends(".rollback.sql") || ends(".undo.sql") || name.find(".undo.") != std::string::npos;
}

/// The digits a name starts with, without leading zeros; a longer number is the greater one.
std::string leading_number(const std::string& id) {
  const auto end = std::ranges::find_if_not(id, [](char c) { return c >= '0' && c <= '9'; });
  std::string digits(id.begin(), end);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

bool runs_before(const MigrationFile& a, const MigrationFile& b) {
  const std::string left = leading_number(a.id);
  const std::string right = leading_number(b.id);
  return std::tuple(left.size(), left, a.id) < std::tuple(right.size(), right, b.id);
}

}  // namespace

std::vector<MigrationFile> migration_files(const fs::path& directory) {
  std::vector<MigrationFile> files;
  std::error_code failure;
  for (auto entry = fs::recursive_directory_iterator(directory, failure);
       !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    if (!entry->is_regular_file() || entry->path().extension() != ".sql") continue;
    const std::string id = entry->path().lexically_relative(directory).generic_string();
    // "._0001.sql" and the like are other programs' notes about files.
    const bool hidden = entry->path().filename().string().starts_with('.');
    if (!hidden && !is_undo(id)) files.push_back({entry->path(), id});
  }
  if (failure) {
    throw Error(Error::Kind::unreadable, {directory.string(), 0, 0}, failure.message());
  }
  std::ranges::sort(files, runs_before);
  return files;
}

std::string forward_part(const std::string& text) {
  static constexpr std::array<std::string_view, 3> heads = {"--migrate:down", "--+goosedown",
                                                            "--+migratedown"};
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string line;
    for (const char c : std::string_view(text).substr(start, end - start)) {
      if (c != ' ' && c != '\t' && c != '\r') line += ascii_lower(c);
    }
    const bool down =
        std::ranges::any_of(heads, [&](std::string_view head) { return line.starts_with(head); });
    if (down) return text.substr(0, start);
    start = end + 1;
  }
  return text;
}

}  // namespace plumbline
