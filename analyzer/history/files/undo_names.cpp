#include "analyzer/history/files/undo_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

struct Twins {
  std::string_view undo, forward;
  UndoName::Kind kind;
};

// Marks inside a file name, and the marks of the file that they undo.
constexpr std::array<Twins, 5> marks = {{{".down.", ".up.", UndoName::Kind::certain},
                                         {".undo.", ".do.", UndoName::Kind::certain},
                                         {".rollback.", ".", UndoName::Kind::certain},
                                         {"_down.", "_up.", UndoName::Kind::likely},
                                         {"-down.", "-up.", UndoName::Kind::likely}}};
// Folders that hold one of the two.
constexpr std::array<Twins, 3> folders = {{{"down/", "up/", UndoName::Kind::likely},
                                           {"down/", "", UndoName::Kind::likely},
                                           {"revert/", "deploy/", UndoName::Kind::likely}}};

struct Split {
  std::string folder;  ///< with its /, or empty
  std::string name;    ///< lower case
};

Split split(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  return {path.substr(0, begin), ascii_lower(path.substr(begin))};
}

std::string replaced(const std::string& text, std::size_t at, std::size_t length) {
  return text.substr(0, at) + "." + text.substr(at + length);
}

/// "V1.2__add" → "1.2": Flyway pairs by version, whatever stands behind it.
std::string flyway_version(const std::string& name, char prefix) {
  const std::size_t end = name.find("__");
  if (name.empty() || name[0] != prefix || end == std::string::npos || end < 2) return "";
  const std::string version = name.substr(1, end - 1);
  return version.find_first_not_of("0123456789._") == std::string::npos ? version : "";
}

bool is_folder_file(const std::string& name) {
  return name.starts_with("up.") || name.starts_with("down.") || name.starts_with("migration.");
}

}  // namespace

UndoName undo_name(const std::string& path) {
  const auto [folder, name] = split(path);
  if (name.starts_with("down.")) return {UndoName::Kind::certain, folder + name.substr(4)};
  for (const Twins& twins : marks) {
    const std::size_t at = name.find(twins.undo);
    if (at != std::string::npos && at > 0) {
      return {twins.kind, folder + replaced(name, at, twins.undo.size())};
    }
  }
  const std::string version = flyway_version(name, 'u');
  if (!version.empty()) return {UndoName::Kind::likely, folder + "V" + version};
  for (const Twins& twins : folders) {
    if (folder.ends_with(twins.undo)) {
      return {twins.kind, folder.substr(0, folder.size() - twins.undo.size()) + "|" + name};
    }
  }
  return {};
}

std::vector<std::string> forward_bases(const std::string& path) {
  const auto [folder, name] = split(path);
  std::vector<std::string> bases = {folder + name};
  if (is_folder_file(name)) bases.push_back(folder + name.substr(name.find('.')));
  for (const Twins& twins : marks) {
    const std::size_t at = name.find(twins.forward);
    if (at != std::string::npos) bases.push_back(folder + replaced(name, at, twins.forward.size()));
  }
  const std::string version = flyway_version(name, 'v');
  if (!version.empty()) bases.push_back(folder + "V" + version);
  for (const Twins& twins : folders) {
    if (!folder.ends_with(twins.forward)) continue;
    bases.push_back(folder.substr(0, folder.size() - twins.forward.size()) + "|" + name);
  }
  return bases;
}

std::string short_id(const std::string& path) {
  const auto [folder, name] = split(path);
  if (!folder.empty() && is_folder_file(name)) {
    const std::size_t slash = folder.find_last_of('/', folder.size() - 2);
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    return folder.substr(begin, folder.size() - begin - 1);
  }
  const std::string file = path.substr(folder.size());
  const std::size_t up = name.find(".up.");
  return file.substr(0, up != std::string::npos && up > 0 ? up : file.find_last_of('.'));
}

}  // namespace plumbline
