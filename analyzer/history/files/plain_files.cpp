#include "analyzer/history/files/plain_files.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "analyzer/history/files/undo_names.hpp"

namespace plumbline {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "0007_a", "V7__a" and "7" have a number and a name; "2024-01-02_a" has a name only: its first
/// number is but a year.
void read_name(const std::string& id, Fields& fields) {
  std::string_view rest = id;
  if (rest.starts_with('v') || rest.starts_with('V')) rest.remove_prefix(1);
  const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const std::size_t next = std::min(rest.find_first_not_of("_-.", end), rest.size());
  const bool more = next < rest.size() && is_digit(rest[next]);
  fields["name"] = id;
  if (end == 0 || more) return;
  fields["version"] = rest.substr(0, end);
  fields["name"] = rest.substr(next);
}

std::string parent_folder(const std::string& path, std::string_view last) {
  const std::string folder = "/" + path.substr(0, path.find_last_of('/') + 1);
  return folder.ends_with("/" + std::string(last) + "/")
             ? folder.substr(1, folder.size() - last.size() - 2)
             : "";
}

/// sqitch keeps deploy/a.sql, revert/a.sql and verify/a.sql.
bool verifies(const std::string& path, const std::set<std::string>& all) {
  const std::string name = path.substr(path.find_last_of('/') + 1);
  if (!("/" + path).ends_with("/verify/" + name)) return false;
  return all.contains(parent_folder(path, "verify") + "deploy/" + name);
}

/// The fields of the runner's own file of that name, whatever extension it wants.
Fields fields_for(const std::string& path, const FilePattern* pattern) {
  static constexpr std::array<std::string_view, 11> extensions = {
      ".ts", ".js", ".mjs", ".py", ".rb", ".php", ".exs", ".cs", ".rs", ".go", ".sqm"};
  std::string stem = path.substr(0, path.size() - std::string_view(".sql").size());
  if (stem.ends_with(".up")) stem.resize(stem.size() - std::string_view(".up").size());
  for (const std::string_view extension : extensions) {
    if (pattern == nullptr) break;
    const std::string own = stem + std::string(extension);
    auto fields = pattern->match(own);
    if (!fields) continue;
    // What holds the whole name keeps the name that is there: whether the runner's file is .js or
    // .ts cannot be told.
    const Fields actual = fields_of_path(path);
    for (auto& [name, value] : *fields) {
      if (value == own || value == fields_of_path(own).at("file")) value = actual.at("file");
    }
    for (const auto& [name, value] : actual) {
      if (name != "stem" && name != "dir") (*fields)[name] = value;
    }
    return *fields;
  }
  Fields fields = fields_of_path(path);
  const std::string id = short_id(path);
  read_name(id, fields);
  // Of 0001_a/migration.sql the folder is the name.
  const bool is_folder_file =
      !fields["dir"].empty() && fields["stem"] != id && ("/" + fields["dir"]).ends_with("/" + id);
  if (is_folder_file) fields["file"] = fields["stem"] = id;
  return fields;
}

}  // namespace

std::vector<PlainFile> plain_files(const std::vector<std::string>& paths, const Runner* runner) {
  std::vector<std::string> scripts;
  for (const std::string& path : paths) {
    if (path.ends_with(".sql")) scripts.push_back(path);
  }
  const std::set<std::string> all(scripts.begin(), scripts.end());
  std::set<std::string> bases;
  for (const std::string& path : scripts) {
    if (undo_name(path).kind != UndoName::Kind::none) continue;
    for (std::string& base : forward_bases(path)) bases.insert(std::move(base));
  }
  std::optional<FilePattern> pattern;
  if (runner != nullptr && !runner->files.regex.empty()) pattern.emplace(runner->files);
  std::vector<PlainFile> files;
  for (const std::string& path : scripts) {
    const UndoName undo = undo_name(path);
    const bool undoes = undo.kind == UndoName::Kind::certain ||
                        (undo.kind == UndoName::Kind::likely && bases.contains(undo.base));
    if (undoes || verifies(path, all)) continue;
    files.push_back({path, fields_for(path, pattern ? &*pattern : nullptr)});
  }
  return files;
}

}  // namespace plumbline
