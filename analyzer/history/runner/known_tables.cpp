// Which tables belong to somebody else, told without looking at any row: `diff` asks it of every
// table.
#include <algorithm>
#include <map>

#include "analyzer/history/log/find_log.hpp"
#include "analyzer/history/log/homegrown.hpp"
#include "analyzer/history/runner/fit_runner.hpp"

namespace plumbline {

namespace {

/// By name in lower case, so that a table costs one look-up.
struct KnownNames {
  std::multimap<std::string, const Runner*> logs;
  std::multimap<std::string, std::vector<std::string>> side_tables;  ///< name → columns
};

KnownNames read_known_names() {
  KnownNames names;
  for (const Runner& runner : all_runners()) {
    for (const std::string& table : runner.tables) {
      names.logs.emplace(ascii_lower(table), &runner);
      for (const auto& [name, columns] : runner.side_tables) {
        names.side_tables.emplace(ascii_lower(with_table_name(name, table)), columns);
      }
    }
  }
  return names;
}

const KnownNames& known_names() {
  static const KnownNames names = read_known_names();
  return names;
}

bool has_columns(const Table& table, const std::vector<std::string>& columns) {
  return std::ranges::all_of(columns, [&](const std::string& column) {
    return find_column(table, Identifier(column)) != nullptr;
  });
}

bool is_known_log(const Table& table, const std::string& name) {
  const auto [first, last] = known_names().logs.equal_range(name);
  return std::any_of(first, last, [&](const auto& known) {
    return !known.second->columns.empty() && fits_under_own_name(*known.second, table);
  });
}

bool is_known_side_table(const Table& table, const std::string& name) {
  const auto [first, last] = known_names().side_tables.equal_range(name);
  return std::any_of(first, last,
                     [&](const auto& known) { return has_columns(table, known.second); });
}

/// "app_migrations" and "app_migrations_lock": columns and types of a runner, no others, and a
/// name that says it.
bool is_renamed_log(const Table& table, const std::string& name) {
  if (name.find("migration") == std::string::npos) return false;
  return std::ranges::any_of(all_runners(), [&](const Runner& runner) {
    if (fits_under_any_name(runner, table)) return true;
    const auto lock = runner.side_tables.find("{table}_lock");
    return lock != runner.side_tables.end() && name.ends_with("_lock") &&
           has_columns(table, lock->second);
  });
}

}  // namespace

bool belongs_to_platform(const Identifier& name) {
  const std::string lower = ascii_lower(name.text());
  return lower.starts_with("_cf_") || lower == "android_metadata";
}

bool belongs_to_runner_or_platform(const Table& table) {
  const std::string name = ascii_lower(table.name.text());
  if (name.starts_with("sqlite_") || belongs_to_platform(table.name)) return true;
  return is_known_log(table, name) || is_known_side_table(table, name) || is_homegrown_log(table) ||
         is_renamed_log(table, name);
}

}  // namespace plumbline
