#include "tools/plumbline/fleet/write_scripts.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <system_error>

#include "analyzer/declare/read_text.hpp"
#include "model/error.hpp"
#include "tools/plumbline/fleet/fleet_words.hpp"
#include "tools/plumbline/output.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// What we have written there, a name a line: nothing else is ever replaced or removed.
constexpr const char* list_of_ours = "plumbline.scripts";

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw Error(Error::Kind::failed, {where, 0, 0}, what);
}

/// A name that leads out of the folder is none of ours, whoever wrote it there.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name.find('/') == std::string::npos && name != "." && name != "..";
}

std::set<std::string> ours_in(const fs::path& folder) {
  std::set<std::string> names;
  std::error_code failure;
  if (!fs::exists(folder / list_of_ours, failure)) return names;
  std::istringstream list(read_text(folder / list_of_ours));
  for (std::string name; std::getline(list, name);) {
    if (is_plain_name(name)) names.insert(name);
  }
  return names;
}

void write_list(const fs::path& folder, const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  write_output((folder / list_of_ours).string(), text);
}

/// A name a line; or, where one of them holds a line break, a NUL behind each, as `audit -` and
/// `xargs -0` read it.
std::string list_of(const FleetGroup& group) {
  const bool lines = std::ranges::none_of(group.files, [](const FleetFile* file) {
    return file->path.find('\n') != std::string::npos;
  });
  std::string text;
  for (const FleetFile* file : group.files) (text += file->path) += lines ? '\n' : '\0';
  return text;
}

std::string with_files_named(const FleetGroup& group) {
  const FleetRepair& repair = *group.answer->repair;
  return "-- For the " + databases(group.files.size()) + " in " + repair.name +
         ".files, on each of which it was proven; numbers of rows are of\n-- " +
         visible(group.answer->of) + ".\n" + repair.script;
}

}  // namespace

void require_folder_for_scripts(const std::string& folder) {
  std::error_code failure;
  const fs::file_status status = fs::status(folder, failure);
  if (status.type() == fs::file_type::not_found) return;
  if (!fs::is_directory(status)) fail(folder, "--scripts: is no directory");
  const std::set<std::string> ours = ours_in(folder);
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    const std::string name = entry.path().filename().string();
    if (name == list_of_ours || ours.contains(name)) continue;
    fail(entry.path().string(),
         "--scripts: this was not written by plumbline; name a new or an empty directory");
  }
  if (failure) fail(folder, "--scripts: " + failure.message());
}

void write_scripts(const std::string& folder, const Fleet& fleet) {
  require_folder_for_scripts(folder);
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) fail(folder, "--scripts: " + failure.message());
  std::map<std::string, std::string> files;
  for (const FleetGroup& group : groups_of(fleet)) {
    const auto& repair = group.answer->repair;
    if (!repair || repair->script.empty() || !is_plain_name(repair->name)) continue;
    files[repair->name + ".files"] = list_of(group);
    files[repair->name + ".sql"] = with_files_named(group);
  }
  const std::set<std::string> before = ours_in(folder);
  std::set<std::string> now, either = before;
  for (const auto& [name, text] : files) now.insert(name);
  either.insert(now.begin(), now.end());
  write_list(folder, either);
  for (const std::string& name : before) {
    if (!now.contains(name)) fs::remove(fs::path(folder) / name, failure);
  }
  for (const auto& [name, text] : files) write_output((fs::path(folder) / name).string(), text);
  write_list(folder, now);
}

}  // namespace plumbline
