#include "analyzer/history/files/read_migrations.hpp"

#include <algorithm>
#include <map>

#include "analyzer/history/files/checksum.hpp"
#include "analyzer/history/files/order_migrations.hpp"
#include "analyzer/history/files/read_migration_file.hpp"
#include "analyzer/history/files/select_files.hpp"
#include "analyzer/history/files/undo_names.hpp"
#include "analyzer/history/recorded/read_history.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// What the log would hold: by the runner's template, else the id.
void fill_keys(const Runner* runner, std::vector<MigrationFile>& files) {
  std::size_t position = 0;
  for (MigrationFile& file : files) {
    Fields fields = file.migration.fields;
    fields["position"] = std::to_string(++position);
    const bool told = runner != nullptr && has_fields_of(runner->file_key, fields);
    file.migration.key = told ? fill_template(runner->file_key, fields) : "";
    if (file.migration.key.empty()) file.migration.key = file.migration.id;
  }
}

bool all_have(const std::vector<MigrationFile>& files, const std::string& field) {
  return std::ranges::all_of(
      files, [&](const MigrationFile& file) { return file.migration.fields.contains(field); });
}

/// Whether the order of the runner can be told from files that are not its own.
bool tells_order(const Runner& runner, const std::vector<MigrationFile>& files) {
  switch (runner.order) {
    case MigrationOrder::name:
    case MigrationOrder::utf16:
      return true;
    case MigrationOrder::numeric_prefix:
      return has_file_rule(&runner);
    case MigrationOrder::numeric:
    case MigrationOrder::dotted_version:
      return all_have(files, "version");
    case MigrationOrder::last_13_digits:
      return all_have(files, "ts");
    case MigrationOrder::journal:
    case MigrationOrder::graph:
    case MigrationOrder::code:
      return false;
  }
  return false;
}

void order_files(const Runner* runner, const Selection& selection,
                 std::vector<MigrationFile>& files, Migrations& result) {
  if (runner == nullptr || (selection.plain && !tells_order(*runner, files))) {
    order_plainly(files);
    return;
  }
  for (const std::string& key : order_as(*runner, files)) {
    result.notes.push_back(key + " names itself among those that come before it: taken last");
  }
}

/// One more way to call a migration whose id is that of another one.
std::string longer_id(const MigrationFile& file, int attempt) {
  const Migration& migration = file.migration;
  const auto author = migration.fields.find("author");
  if (author == migration.fields.end()) {
    return attempt == 0 ? file.path.substr(0, file.path.rfind('.')) : file.path;
  }
  const std::string id = author->second + ":" + migration.fields.at("id");
  return attempt == 0 ? id : file.path + ":" + id;
}

/// Two files of one name in two folders are called by their paths.
void make_ids_unique(std::vector<MigrationFile>& files) {
  for (const int attempt : {0, 1}) {
    std::map<std::string, int> times;
    for (const MigrationFile& file : files) ++times[file.migration.id];
    for (MigrationFile& file : files) {
      std::string& id = file.migration.id;
      if (times[id] > 1) id = longer_id(file, attempt);
    }
  }
}

int line_of(const Migration& migration) {
  const auto line = migration.fields.find("line");
  return line == migration.fields.end() ? 0 : std::stoi(line->second);
}

Finding duplicate(const Migration& first, const Migration& second, const std::string& what,
                  Severity severity, const std::string& remedy) {
  return {"duplicate-version",
          severity,
          {},
          second.file,
          line_of(second),
          what + " is also that of " + first.file,
          remedy};
}

/// Where a runner goes by the newest record only, entries of one time are a trap, but no nonsense:
/// which of them it passes over is said of each.
void report_duplicate_keys(const std::vector<MigrationFile>& files, bool by_watermark,
                           Migrations& result) {
  const Severity severity = by_watermark ? Severity::warning : Severity::error;
  std::map<std::string, const Migration*> first;
  for (const MigrationFile& file : files) {
    const auto [found, is_new] = first.emplace(file.migration.key, &file.migration);
    if (is_new) continue;
    const std::string what = "its key in the log, " + file.migration.key + ",";
    result.findings.push_back(duplicate(*found->second, file.migration, what, severity,
                                        "give one of the two another number or name"));
  }
}

/// 1, 01 and 1.0 are one version; 1_2 is 1.2.
std::string comparable_version(const std::string& version) {
  std::string result;
  for (std::size_t at = 0; at <= version.size();) {
    const std::size_t end = std::min(version.find_first_of("._", at), version.size());
    result += fill_template("{part:int}", {{"part", version.substr(at, end - at)}}) + ".";
    at = end + 1;
  }
  while (result.ends_with(".0.")) result.resize(result.size() - 2);
  result.pop_back();
  return result;
}

/// The folder that a file's number counts in: that of the folder, for x/up.sql.
std::string folder_of_number(const MigrationFile& file) {
  const fs::path path(file.path);
  const bool is_folder_file = path.parent_path().filename() == short_id(file.path);
  return (is_folder_file ? path.parent_path().parent_path() : path.parent_path()).string();
}

/// Two files of one number whose keys differ: most runners take both, by name.
void report_duplicate_versions(const Runner* runner, const std::vector<MigrationFile>& files,
                               Migrations& result) {
  const bool fatal = runner != nullptr && (runner->order == MigrationOrder::numeric ||
                                           runner->order == MigrationOrder::dotted_version);
  std::map<std::string, const Migration*> first;
  for (const MigrationFile& file : files) {
    const std::string version = fill_template("{version}", file.migration.fields);
    if (version.empty()) continue;
    const std::string folder = fatal ? "" : folder_of_number(file);
    const std::string number = comparable_version(version);
    const auto [found, is_new] = first.emplace(folder + "|" + number, &file.migration);
    if (is_new || found->second->key == file.migration.key) continue;
    result.findings.push_back(duplicate(*found->second, file.migration, "its number " + number,
                                        fatal ? Severity::error : Severity::warning,
                                        "renumber the one that no database has run yet"));
  }
}

void fill_checksums_of(const Runner* runner, std::vector<MigrationFile>& files) {
  if (runner == nullptr || !runner->checksum) return;
  std::vector<ChecksumSubject> subjects;
  for (MigrationFile& file : files) {
    const bool of_text = runner->checksum->input != "key";
    if (of_text && (!file.readable || !file.migration.has_sql)) continue;
    subjects.push_back({file.migration, file.text});
  }
  fill_checksums(*runner->checksum, subjects);
}

std::string listed(const std::set<std::string>& names) {
  std::string result;
  for (const std::string& name : names) result += (result.empty() ? "" : ", ") + name;
  return result;
}

/// A single change log or module stands for a directory that holds nothing else.
FileListing listing_of(fs::path& directory) {
  std::error_code failure;
  if (!fs::is_regular_file(directory, failure)) return list_files(directory);
  FileListing listing{{directory.filename().string()}, {}};
  directory = directory.parent_path();
  return listing;
}

}  // namespace

Migrations read_migrations(const fs::path& directory, const Runner* runner,
                           const Options& options) {
  if (is_history(directory)) return read_history(directory).migrations;
  fs::path folder = directory;
  const FileListing listing = listing_of(folder);
  Selection selection = select_files(folder, listing, runner);
  Migrations result{directory.string(),
                    {},
                    listing.findings,
                    std::move(selection.notes),
                    std::move(selection.unread)};
  std::ranges::move(selection.findings, std::back_inserter(result.findings));

  MigrationReader reader{folder, runner, selection.plain, options};
  std::vector<MigrationFile> files;
  for (MigrationFile& file : selection.files) {
    std::ranges::move(reader.read(std::move(file)), std::back_inserter(files));
  }
  if (files.empty()) {
    throw Error(Error::Kind::unreadable, {directory.string(), 0, 0}, "holds no migration");
  }
  std::ranges::move(reader.findings, std::back_inserter(result.findings));
  std::ranges::move(reader.notes, std::back_inserter(result.notes));
  std::ranges::move(reader.unread, std::back_inserter(result.unread));
  if (!reader.filled.empty()) {
    result.notes.push_back("placeholders filled: " + listed(reader.filled));
  }
  make_ids_unique(files);
  fill_keys(runner, files);
  order_files(runner, selection, files, result);
  fill_keys(runner, files);  // once more, where the key is the place
  report_duplicate_keys(files, runner != nullptr && runner->watermark, result);
  report_duplicate_versions(runner, files, result);
  fill_checksums_of(runner, files);
  for (MigrationFile& file : files) result.list.push_back(std::move(file.migration));
  return result;
}

}  // namespace plumbline
