#include "analyzer/history/files/select_files.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzer/declare/read_text.hpp"
#include "analyzer/history/files/plain_files.hpp"
#include "analyzer/history/files/read_journal.hpp"
#include "analyzer/history/files/settle_layout.hpp"
#include "analyzer/history/files/undo_names.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

std::string extension_of(const std::string& path) {
  return ascii_lower(fs::path(path).extension().string());
}

MigrationFile file_at(const std::string& path, Fields fields) {
  MigrationFile file;
  file.path = path;
  file.migration.id = short_id(path);
  file.migration.has_sql = is_sql_file(path);
  file.migration.fields = std::move(fields);
  return file;
}

Finding misnamed(const fs::path& directory, const std::string& path, const std::string& message,
                 const std::string& remedy) {
  return {
      "misnamed-migration", Severity::warning, {}, (directory / path).string(), 0, message, remedy};
}

/// What the user sees as the folders above the directory: Django's patterns name them.
std::string folders_above(const fs::path& directory) {
  std::error_code failure;
  fs::path path = fs::absolute(directory, failure).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return (path.parent_path().filename() / path.filename()).generic_string() + "/";
}

/// All that the pattern takes; `others` gets the rest.
std::vector<MigrationFile> matching(const FilePattern& pattern, const FileListing& listing,
                                    const std::string& above, std::vector<std::string>& others) {
  std::vector<MigrationFile> files;
  others.clear();
  for (const std::string& path : listing.paths) {
    auto fields = pattern.match(above + path);
    if (fields) {
      files.push_back(file_at(path, std::move(*fields)));
    } else {
      others.push_back(path);
    }
  }
  return files;
}

/// Gives each undo file to the migration that it takes back; returns the files that are neither.
std::vector<std::string> pair_undo_files(std::vector<MigrationFile>& files,
                                         const std::vector<std::string>& others) {
  std::map<std::string, MigrationFile*> by_base;
  for (MigrationFile& file : files) {
    for (const std::string& base : forward_bases(file.path)) by_base.emplace(base, &file);
  }
  std::vector<std::string> left;
  for (const std::string& path : others) {
    const UndoName undo = undo_name(path);
    const auto found = by_base.find(undo.base);
    if (undo.kind != UndoName::Kind::none && found != by_base.end()) {
      found->second->undo_path = path;
    } else {
      left.push_back(path);
    }
  }
  return left;
}

/// Names that look like migrations: .sql, and in a language the numbered ones of their folders.
struct Neighbours {
  std::set<std::string> extensions;
  std::set<fs::path> folders;

  bool hold(const std::string& path) const {
    if (!extensions.contains(extension_of(path))) return false;
    const fs::path name(path);
    const char first = name.filename().string()[0];
    const bool numbered = first >= '0' && first <= '9';
    return is_sql_file(path) || (numbered && folders.contains(name.parent_path()));
  }
};
Neighbours neighbours_of(const std::vector<MigrationFile>& files) {
  Neighbours neighbours;
  for (const MigrationFile& file : files) {
    neighbours.extensions.insert(extension_of(file.path));
    neighbours.folders.insert(fs::path(file.path).parent_path());
    if (file.migration.has_sql) neighbours.extensions.insert(".sql");
  }
  return neighbours;
}

void report_misnamed(const fs::path& directory, const Runner& runner, const FilePattern& pattern,
                     const std::vector<std::string>& others, Selection& selection) {
  const Neighbours neighbours = neighbours_of(selection.files);
  for (const std::string& path : others) {
    if (!neighbours.hold(path) || pattern.leaves_out(path)) continue;
    const std::string like = "call it as the others are called: " + selection.files.front().path;
    const bool undo = undo_name(path).kind == UndoName::Kind::certain;
    const std::string message =
        undo ? "undoes a migration that is not there"
             : "is no migration to " + runner.title + ", by its name or its folder: it never runs";
    selection.findings.push_back(misnamed(directory, path, message, like));
  }
}

/// A runner without undo files runs them like all others.
void report_undo_files(const fs::path& directory, const Runner& runner, Selection& selection) {
  std::set<std::string> bases;
  for (const MigrationFile& file : selection.files) {
    for (std::string& base : forward_bases(file.path)) bases.insert(std::move(base));
  }
  for (const MigrationFile& file : selection.files) {
    const UndoName undo = undo_name(file.path);
    if (undo.kind == UndoName::Kind::none || !bases.contains(undo.base)) continue;
    if (file.migration.fields.contains("prefix")) continue;  // Refinery's U is no undo
    selection.findings.push_back(misnamed(
        directory, file.path,
        "looks like an undo file, and " + runner.title + " runs it forward like all others",
        "move it to another folder"));
  }
}

/// Liquibase also takes change logs that are no SQL.
void note_other_change_logs(const fs::path& directory, const std::vector<std::string>& others,
                            Selection& selection) {
  static const std::set<std::string> formats = {".xml", ".yaml", ".yml", ".json"};
  for (const std::string& path : others) {
    if (!formats.contains(extension_of(path))) continue;
    selection.notes.push_back(path + " is not read: only change sets in SQL are");
    selection.unread.push_back({(directory / path).string(), path});
  }
}

Selection select_by_pattern(const fs::path& directory, const FileListing& listing,
                            const Runner& runner) {
  const FilePattern pattern(settled_layout(runner.files, listing, {}));
  Selection selection;
  std::vector<std::string> others;
  selection.files = matching(pattern, listing, "", others);
  if (selection.files.empty()) {
    selection.files = matching(pattern, listing, folders_above(directory), others);
  }
  if (selection.files.empty()) return selection;
  others = pair_undo_files(selection.files, others);
  report_undo_files(directory, runner, selection);
  if (runner.files.parse == "liquibase") note_other_change_logs(directory, others, selection);
  if (runner.files.parse.empty()) report_misnamed(directory, runner, pattern, others, selection);
  return selection;
}

/// A file that the journal should list, told by the template of its entries: "{tag}.sql".
bool belongs_to_journal(const Runner& runner, const std::string& path) {
  const std::size_t open = runner.files.path.find('{');
  const std::size_t close = runner.files.path.find('}');
  if (open == std::string::npos || close == std::string::npos) return false;
  return fits_glob(path,
                   runner.files.path.substr(0, open) + "*" + runner.files.path.substr(close + 1));
}

Selection select_by_journal(const fs::path& directory, const FileListing& listing,
                            const Runner& runner) {
  const fs::path journal = directory / runner.files.journal;
  Selection selection;
  if (!std::ranges::binary_search(listing.paths, runner.files.journal)) return selection;
  std::set<std::string> listed;
  for (Fields& entry : read_journal(read_text(journal), journal.string())) {
    const std::string path = fill_template(runner.files.path, entry);
    Fields fields = fields_of_path(path);
    fields.merge(entry);
    fields.erase("version");  // that of the journal's format
    listed.insert(path);
    selection.files.push_back(file_at(path, std::move(fields)));
  }
  std::vector<std::string> others;
  std::ranges::copy_if(listing.paths, std::back_inserter(others),
                       [&](const std::string& path) { return !listed.contains(path); });
  for (const std::string& path : pair_undo_files(selection.files, others)) {
    if (!belongs_to_journal(runner, path)) continue;
    selection.findings.push_back(
        misnamed(directory, path, "is not listed in " + runner.files.journal + ": it never runs",
                 "list it there, or delete it"));
  }
  return selection;
}

Selection select_plainly(const FileListing& listing, const Runner* runner) {
  Selection selection;
  selection.plain = true;
  std::vector<std::string> others;
  for (const PlainFile& file : plain_files(listing.paths, runner)) {
    selection.files.push_back(file_at(file.path, file.fields));
  }
  for (const std::string& path : listing.paths) {
    if (undo_name(path).kind != UndoName::Kind::none) others.push_back(path);
  }
  pair_undo_files(selection.files, others);
  return selection;
}

}  // namespace

bool is_sql_file(const std::string& path) {
  static constexpr std::array<std::string_view, 21> languages = {
      ".ts", ".mts", ".cts", ".js", ".mjs", ".cjs",  ".py", ".rb", ".php",  ".exs", ".ex",
      ".cs", ".rs",  ".go",  ".kt", ".kts", ".java", ".co", ".eg", ".iced", ".ls"};
  const std::string extension = extension_of(path);
  return std::ranges::find(languages, extension) == languages.end() &&
         !extension.ends_with("coffee");
}

bool has_file_rule(const Runner* runner) {
  return runner != nullptr && !(runner->files.glob.empty() && runner->files.regex.empty() &&
                                runner->files.journal.empty());
}

Selection select_files(const fs::path& directory, const FileListing& listing,
                       const Runner* runner) {
  if (has_file_rule(runner)) {
    Selection selection = runner->files.journal.empty()
                              ? select_by_pattern(directory, listing, *runner)
                              : select_by_journal(directory, listing, *runner);
    if (!selection.files.empty()) return selection;
  }
  return select_plainly(listing, runner);
}

}  // namespace plumbline
