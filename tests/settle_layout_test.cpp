#include "analyzer/history/files/settle_layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace plumbline {

namespace {

std::string glob_for(std::vector<std::string> paths, const std::vector<std::string>& keys) {
  FileRule rule;
  rule.glob = "*.sql";
  rule.other_globs = {"*/migration.sql", "**/*.sql"};
  std::ranges::sort(paths);
  std::vector<LogRecord> records;
  for (const std::string& key : keys) records.push_back({key, "", false, ""});
  const FileRule settled = settled_layout(rule, {std::move(paths), {}}, records);
  CHECK(settled.other_globs.empty());
  return settled.glob;
}

}  // namespace

TEST_CASE("layout: without records the narrowest that takes any file") {
  CHECK(glob_for({"1.sql", "a/migration.sql"}, {}) == "*.sql");
  CHECK(glob_for({"a/migration.sql", "a/snapshot.json"}, {}) == "*/migration.sql");
  // migrations/1.sql, with the directory above named
  CHECK(glob_for({"migrations/1.sql"}, {}) == "*.sql");
  CHECK(glob_for({"migrations/1.sql"}, {"1.sql"}) == "*.sql");
  CHECK(glob_for({"README.md"}, {}) == "*.sql");
}

TEST_CASE("layout: the records decide") {
  const std::vector<std::string> both = {"1.sql", "a/migration.sql", "a/b/2.sql"};
  CHECK(glob_for(both, {"1.sql"}) == "*.sql");
  CHECK(glob_for(both, {"a/migration.sql"}) == "*/migration.sql");
  CHECK(glob_for(both, {"1.sql", "a/migration.sql"}) == "**/*.sql");
  CHECK(glob_for(both, {"a/b/2.sql"}) == "**/*.sql");
  CHECK(glob_for({"2026/1.sql"}, {"2026/1.sql"}) == "**/*.sql");
  CHECK(glob_for(both, {"of/a/file/that/is/gone.sql"}) == "*.sql");
}

}  // namespace plumbline
