#include "analyzer/history/recorded/scratch_log.hpp"

#include <algorithm>
#include <iterator>
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
      return found.table == known->log_table && found.runner->name == known->runner;
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

/// Triggers go with their table, as they do in SQLite; returns a note on each.
std::vector<std::string> take_log_out(Schema& schema, const FoundLog& found) {
  std::vector<std::string> notes;
  std::erase_if(schema.tables, [&](const auto& entry) { return is_of_log(entry.second, found); });
  std::erase_if(schema.triggers, [&](const auto& entry) {
    const Trigger& trigger = entry.second;
    if (schema.tables.contains(trigger.table) || schema.views.contains(trigger.table)) return false;
    notes.push_back("trigger " + trigger.name.text() + " fires on " + trigger.table.text() +
                    ", which is the runner's: it is in no snapshot");
    return true;
  });
  if (found.runner->mode == LogMode::user_version) schema.user_version.reset();
  return notes;
}

}  // namespace

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
  std::ranges::move(take_log_out(schema, *found), std::back_inserter(log.notes));
  return ScratchState{
      found->runner->name,    found->table,         found->runner->mode == LogMode::rows,
      std::move(log.records), std::move(log.notes), std::move(schema)};
}

bool holds_anything(const fs::path& database) {
  std::error_code failure;
  if (!fs::exists(database, failure)) return false;
  return open_database(database)
      .connection.integer("SELECT 1 FROM sqlite_schema LIMIT 1")
      .has_value();
}

}  // namespace plumbline
