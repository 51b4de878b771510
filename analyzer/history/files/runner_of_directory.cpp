#include "analyzer/history/files/runner_of_directory.hpp"

#include <algorithm>
#include <set>

#include "analyzer/declare/read_text.hpp"
#include "analyzer/history/files/cut_sections.hpp"
#include "analyzer/history/files/file_pattern.hpp"
#include "analyzer/history/files/list_files.hpp"
#include "analyzer/history/files/read_liquibase.hpp"
#include "analyzer/history/recorded/read_history.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

bool holds(const FileListing& listing, const std::string& glob) {
  return std::ranges::any_of(listing.paths,
                             [&](const std::string& path) { return fits_glob(path, glob); });
}

/// Files that one runner writes beside its migrations, and no other one.
struct Companion {
  const char* glob;
  const char* runner;
};
constexpr Companion companions[] = {
    {"meta/_journal.json", "drizzle"},  // https://orm.drizzle.team/docs/drizzle-kit-generate
    {"*/snapshot.json", "drizzle-1"},   // the same, from 1.0 on
    {"migration_lock.toml", "prisma"},  // https://www.prisma.io/docs/orm/prisma-migrate
    {"sqitch.plan", "sqitch"},          // https://sqitch.org/docs/manual/sqitchtutorial-sqlite/
    {"atlas.sum", "atlas"},             // https://atlasgo.io/concepts/migration-directory-integrity
};

Names by_companions(const FileListing& listing) {
  Names names;
  for (const Companion& companion : companions) {
    if (holds(listing, companion.glob)) names.insert(companion.runner);
  }
  return names;
}

const char* runner_of_marks(std::string_view text) {
  if (is_formatted_sql(text)) return "liquibase";
  switch (sections_by_marks(text)) {
    case Sections::goose:
      return "goose";
    case Sections::dbmate:
      return "dbmate";
    case Sections::sql_migrate:
      return "sql-migrate";
    default:
      return "";
  }
}

Names by_marks(const fs::path& directory, const FileListing& listing) {
  Names names;
  for (const std::string& path : listing.paths) {
    if (!fits_glob(path, "**/*.sql")) continue;
    try {
      const std::string name = runner_of_marks(read_text(directory / path));
      if (!name.empty()) names.insert(name);
    } catch (const Error&) {  // reading the migrations will say so
      continue;
    }
  }
  return names;
}

/// Forms of names that one runner takes, and no other one.
struct NameForm {
  const char* runner;
  const char* regex;
};
constexpr NameForm name_forms[] = {
    {"flyway", R"(^(?:.*/)?(?:V[0-9._]+|R)__[^/]+\.sql$)"},
    {"refinery", R"(^(?:.*/)?[UV]\d+__\w+\.rs$)"},
    {"diesel", R"(^\d{4}-\d\d-\d\d-\d{6}(?:-\d+)?_[^/]+/up\.sql$)"},
    {"rusqlite-migration", R"(^\d+-[A-Za-z][^/]*/up\.sql$)"},
    {"postgrator", R"(^\d+\.do(?:\.[^.]*)?\.sql$)"},
    {"sqldelight", R"(^\d+\.sqm$)"},
};

Names by_names(const FileListing& listing) {
  Names names;
  for (const NameForm& form : name_forms) {
    FileRule rule;
    rule.glob = "**/*";
    rule.regex = form.regex;
    const FilePattern pattern(rule);
    if (std::ranges::any_of(listing.paths, [&](const std::string& path) {
          return pattern.match(path).has_value();
        })) {
      names.insert(form.runner);
    }
  }
  return names;
}

const Runner* only(const Names& names) {
  if (names.size() != 1) return nullptr;
  const std::vector<const Runner*> runners = runners_named(*names.begin());
  for (const Runner* runner : runners) {
    if (runner->name == *names.begin()) return runner;
  }
  return runners.size() == 1 ? runners.front() : nullptr;
}

/// The stronger evidence decides; the weaker is not asked where the stronger contradicts itself.
Names names_for(const fs::path& directory) {
  if (is_history(directory)) {
    const std::string runner = read_history(directory).runner;
    return runner.empty() ? Names() : Names{runner};
  }
  const FileListing listing = list_files(directory);
  Names names = by_companions(listing);
  if (names.empty()) names = by_marks(directory, listing);
  if (names.empty()) names = by_names(listing);
  return names;
}

}  // namespace

const Runner* runner_of_directory(const fs::path& directory) {
  try {
    std::error_code failure;
    if (fs::is_regular_file(directory, failure)) {
      const std::string name = runner_of_marks(read_text(directory));
      return name.empty() ? nullptr : only({name});
    }
    return only(names_for(directory));
  } catch (const Error&) {  // reading the migrations will say so
    return nullptr;
  }
}

const Runner* runner_with_log_elsewhere(const fs::path& directory) {
  std::error_code failure;
  if (!fs::is_directory(directory, failure)) return nullptr;
  try {
    const Runner* runner = only(by_companions(list_files(directory)));
    return runner == nullptr || runner->log_file.empty() ? nullptr : runner;
  } catch (const Error&) {  // reading the migrations will say so
    return nullptr;
  }
}

}  // namespace plumbline
