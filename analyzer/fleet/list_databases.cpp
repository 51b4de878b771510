#include "analyzer/fleet/list_databases.hpp"

#include <glob.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>

#include "analyzer/sqlite/open_database.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// What SQLite keeps beside a database: https://sqlite.org/tempfiles.html
constexpr std::array<std::string_view, 3> companions = {"-wal", "-shm", "-journal"};

bool is_there(const std::string& name) {
  std::error_code failure;
  return fs::symlink_status(name, failure).type() != fs::file_type::not_found;
}

bool is_companion(const std::string& name) {
  return std::ranges::any_of(companions, [&](std::string_view suffix) {
    return name.ends_with(suffix) && is_there(name.substr(0, name.size() - suffix.size()));
  });
}

bool is_called_like_database(const fs::path& file) {
  constexpr std::array<std::string_view, 5> endings = {".db", ".db3", ".sqlite", ".sqlite3",
                                                       ".sqlitedb"};
  return std::ranges::find(endings, ascii_lower(file.extension().string())) != endings.end();
}

bool begins_like_database(const fs::path& file) {
  std::array<char, 16> bytes{};
  std::ifstream in(file, std::ios::binary);
  in.read(bytes.data(), bytes.size());
  const auto got = static_cast<std::size_t>(in.gcount());
  return got == bytes.size() && looks_like_database({bytes.data(), got});
}

bool is_database_below(const fs::directory_entry& entry) {
  std::error_code failure;
  if (entry.is_symlink(failure) || !entry.is_regular_file(failure)) return false;
  if (is_companion(entry.path().string())) return false;
  return is_called_like_database(entry.path()) || begins_like_database(entry.path());
}

class Lister {
 public:
  void take(const std::string& source) {
    std::error_code failure;
    if (is_glob(source)) {
      take_glob(source);
    } else if (fs::is_directory(source, failure)) {
      const std::size_t before = named_.size() + not_listed_.size();
      take_directory(source);
      if (named_.size() + not_listed_.size() == before) {
        throw Error(Error::Kind::unreadable, {source, 0, 0}, "no database is below it");
      }
    } else {
      take_file(source);
    }
  }

  /// The same file under two names is taken under the first.
  Listing listing() && {
    std::ranges::sort(named_);
    const auto repeated = std::ranges::unique(named_, {}, &Named::place);
    named_.erase(repeated.begin(), repeated.end());
    Listing listing;
    listing.not_listed = std::move(not_listed_);
    listing.files.reserve(named_.size());
    for (Named& one : named_) listing.files.push_back(std::move(one.name));
    std::ranges::sort(listing.files);
    return listing;
  }

 private:
  struct Named {
    std::string place, name;
    auto operator<=>(const Named&) const = default;
  };

  void take_file(const std::string& name) { named_.push_back({place_of(name), name}); }

  /// Where it is, whatever it is called. Only the directory is resolved, and once: a fleet has few
  /// of them and many files.
  std::string place_of(const fs::path& name) {
    std::error_code failure;
    if (fs::is_symlink(name, failure)) return fs::weakly_canonical(name, failure).string();
    const fs::path folder = name.parent_path();
    auto known = folders_.find(folder);
    if (known == folders_.end()) {
      const fs::path real = fs::weakly_canonical(folder.empty() ? "." : folder, failure);
      known = folders_.emplace(folder, real).first;
    }
    return (known->second / name.filename()).string();
  }

  void take_glob(const std::string& pattern) {
    glob_t found{};
    const int code = glob(pattern.c_str(), 0, nullptr, &found);
    const std::vector<std::string> names(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    globfree(&found);
    if (code != 0) {
      throw Error(Error::Kind::unreadable, {pattern, 0, 0},
                  "no file matches; it is looked for from " + fs::current_path().string());
    }
    for (const std::string& name : names) {
      std::error_code failure;
      if (fs::is_directory(name, failure)) {
        take_directory(name);
      } else if (!is_companion(name)) {
        take_file(name);
      }
    }
  }

  void take_directory(const std::string& folder) {
    std::error_code failure;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
      std::error_code ignored;
      if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
        take_directory(entry->path().string());
      } else if (is_database_below(*entry)) {
        take_file(entry->path().string());
      }
    }
    if (failure) not_listed_.emplace_back(Error::Kind::unreadable, at(folder), failure.message());
  }

  static SourcePosition at(const std::string& name) { return {name, 0, 0}; }

  std::vector<Named> named_;
  std::vector<Error> not_listed_;
  std::map<fs::path, fs::path> folders_;
};

}  // namespace

bool is_glob(const std::string& source) {
  return source.find_first_of("*?[") != std::string::npos && !is_there(source);
}

Listing list_databases(const std::vector<std::string>& sources) {
  Lister lister;
  for (const std::string& source : sources) lister.take(source);
  return std::move(lister).listing();
}

std::vector<std::string> names_in_list(std::string_view text) {
  const char behind = text.find('\0') == std::string_view::npos ? '\n' : '\0';
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(behind), text.size());
    std::string_view name = text.substr(0, end);
    if (behind == '\n' && name.ends_with('\r')) name.remove_suffix(1);
    if (!name.empty()) names.emplace_back(name);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

}  // namespace plumbline
