#include "analyzer/history/files/settle_layout.hpp"

#include <algorithm>

#include "analyzer/history/files/file_pattern.hpp"

namespace plumbline {

namespace {

std::vector<std::string> recorded_paths(const FileListing& listing,
                                        const std::vector<LogRecord>& records) {
  std::vector<std::string> paths;
  for (const LogRecord& record : records) {
    if (std::ranges::binary_search(listing.paths, record.key)) paths.push_back(record.key);
  }
  return paths;
}

}  // namespace

FileRule settled_layout(FileRule rule, const FileListing& listing,
                        const std::vector<LogRecord>& records) {
  if (rule.other_globs.empty()) return rule;
  const std::vector<std::string> recorded = recorded_paths(listing, records);
  std::vector<std::string> globs = std::move(rule.other_globs);
  globs.insert(globs.begin(), rule.glob);
  rule.other_globs.clear();
  const auto found = std::ranges::find_if(globs, [&](const std::string& glob) {
    const auto takes = [&](const std::string& path) { return fits_glob(path, glob); };
    if (!recorded.empty()) return std::ranges::all_of(recorded, takes);
    // What takes files at any depth also fits a directory that was named one folder too high.
    return !glob.starts_with("**/") && std::ranges::any_of(listing.paths, takes);
  });
  if (found != globs.end()) rule.glob = *found;
  return rule;
}

}  // namespace plumbline
