#include "analyzer/history/files/list_files.hpp"

#include <algorithm>
#include <system_error>

#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

bool passed_over(const std::string& name) {
  return name.starts_with('.') || name == "node_modules" || name == "__pycache__";
}

/// The message of why a folder could not be read, or nothing.
std::error_code list_folder(const fs::path& folder, const std::string& prefix,
                            FileListing& listing) {
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (passed_over(name)) continue;
    std::error_code unknown;
    // A link to a folder is not followed: it may lead back here.
    const bool is_folder = entry->is_directory(unknown) && !entry->is_symlink(unknown);
    if (is_folder && name.ends_with(".sql")) {
      listing.findings.push_back({"unreadable-migration",
                                  Severity::error,
                                  {},
                                  entry->path().string(),
                                  0,
                                  "is a folder, with the name of a migration",
                                  "give it another name, or put the migration in its place"});
    }
    if (!is_folder) {
      listing.paths.push_back(prefix + name);
    } else if (const auto why = list_folder(entry->path(), prefix + name + "/", listing)) {
      listing.findings.push_back({"unreadable-migration",
                                  Severity::error,
                                  {},
                                  entry->path().string(),
                                  0,
                                  "this folder cannot be read: " + why.message(),
                                  "make it readable: migrations in it are not seen"});
    }
  }
  return failure;
}

}  // namespace

FileListing list_files(const fs::path& directory) {
  FileListing listing;
  if (const auto failure = list_folder(directory, "", listing)) {
    throw Error(Error::Kind::unreadable, {directory.string(), 0, 0}, failure.message());
  }
  std::ranges::sort(listing.paths);
  return listing;
}

}  // namespace plumbline
