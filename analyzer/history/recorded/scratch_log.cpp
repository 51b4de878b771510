#include "analyzer/history/recorded/scratch_log.hpp"

#include <algorithm>
#include <limits>
#include <system_error>

#include "analyzer/history/log/find_log.hpp"
#include "analyzer/history/log/read_log.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

std::string name_of(const FoundLog& found) {
  const std::string table = found.table.text().empty() ? "PRAGMA user_version" : found.table.text();
  return table + " (" + found.runner->name + ")";
}

[[noreturn]] void fail_for_choice(const fs::path& database, const std::vector<FoundLog>& logs) {
  std::string names;
  for (const FoundLog& found : logs) names += (names.empty() ? "" : ", ") + name_of(found);
  throw Error(Error::Kind::unreadable, {database.string(), 0, 0},
              "more than one table could be the log: " + names +
                  "; say which with --log RUNNER or --log-table NAME");
}

const FoundLog* choose(const fs::path& database, const std::vector<FoundLog>& logs,
                       const ScratchState* known) {
  if (logs.empty()) return nullptr;
  if (known != nullptr) {
    const auto same = std::ranges::find_if(logs, [&](const FoundLog& found) {
      return found.table == known->log.table && found.runner->name == known->log.runner->name;
    });
    if (same != logs.end()) return &*same;
  }
  if (logs.size() > 1) fail_for_choice(database, logs);
  return &logs.front();
}

bool is_of_log(const Table& table, const FoundLog& found) {
  return table.name == found.table || belongs_to_runner_or_platform(table) ||
         std::ranges::find(found.side_tables, table.name) != found.side_tables.end();
}

std::set<Identifier> tables_of_runner(const Schema& schema, const FoundLog& found) {
  std::set<Identifier> tables;
  for (const auto& [name, table] : schema.tables) {
    if (is_of_log(table, found)) tables.insert(name);
  }
  return tables;
}

}  // namespace

Schema without_log(Schema schema, const FoundLog& log, std::vector<std::string>& notes) {
  std::erase_if(schema.tables, [&](const auto& entry) { return is_of_log(entry.second, log); });
  std::erase_if(schema.triggers, [&](const auto& entry) {  // they go with their table
    const Trigger& trigger = entry.second;
    if (schema.tables.contains(trigger.table) || schema.views.contains(trigger.table)) return false;
    notes.push_back("trigger " + trigger.name.text() + " fires on " + trigger.table.text() +
                    ", which is the runner's: it is in no snapshot");
    return true;
  });
  if (log.runner->mode == LogMode::user_version) schema.user_version.reset();
  return schema;
}

std::optional<ScratchState> read_scratch(const fs::path& database, const LogChoice& choice,
                                         const ScratchState* known) {
  std::error_code failure;
  if (!fs::exists(database, failure)) return std::nullopt;
  const OpenedDatabase opened = open_database(database);
  Schema schema = introspect(opened.connection);
  const bool named = !choice.table.empty();
  if (named && find_table(schema, Identifier(choice.table)) == nullptr) return std::nullopt;
  const std::vector<FoundLog> logs = find_logs(opened.connection, schema, choice);
  const FoundLog* found = choose(database, logs, known);
  if (found == nullptr) return std::nullopt;
  MigrationLog log = read_log(opened.connection, *found);
  std::set<Identifier> tables = tables_of_runner(schema, *found);
  schema = without_log(std::move(schema), *found, log.notes);
  return ScratchState{*found, std::move(tables), std::move(log.records), std::move(log.notes),
                      std::move(schema)};
}

Shadow scratch_copy(const fs::path& database, const Options& options) {
  std::error_code failure;
  if (!fs::exists(database, failure)) return {empty_shadow(database.string(), options.deadline)};
  // Whatever its size: a shadow that reads through would stand in the runner's way.
  return shadow_of(open_database(database).connection, options.deadline, World::first,
                   std::numeric_limits<std::int64_t>::max());
}

bool holds_anything(const fs::path& database) {
  std::error_code failure;
  if (!fs::exists(database, failure)) return false;
  return open_database(database)
      .connection.integer("SELECT 1 FROM sqlite_schema LIMIT 1")
      .has_value();
}

}  // namespace plumbline
