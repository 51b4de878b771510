#pragma once
// Logs and migrations written down in a test.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/history/log_rows/write_log.hpp"

namespace plumbline {

/// The description of that name.
inline std::shared_ptr<const Runner> runner_called(const std::string& name) {
  for (const Runner& runner : all_runners()) {
    if (runner.name == name) return std::make_shared<Runner>(runner);
  }
  throw Error(Error::Kind::failed, {}, "no runner " + name);
}

inline Migration migration_called(const std::string& key, const std::string& file = "",
                                  std::map<std::string, std::string> fields = {}) {
  Migration migration;
  migration.id = key;
  migration.key = key;
  migration.file = file;
  migration.fields = std::move(fields);
  return migration;
}

inline Migration with_checksum(Migration migration, const std::string& checksum,
                               std::vector<std::string> cosmetic = {}) {
  migration.checksum = checksum;
  migration.cosmetic_checksums = std::move(cosmetic);
  return migration;
}

inline std::vector<Migration> migrations_called(const std::vector<std::string>& keys) {
  std::vector<Migration> migrations;
  for (const std::string& key : keys) migrations.push_back(migration_called(key));
  return migrations;
}

inline MigrationLog log_of(const std::vector<LogRecord>& records) {
  MigrationLog log;
  log.records = records;
  return log;
}

inline MigrationLog log_of_keys(const std::vector<std::string>& keys) {
  MigrationLog log;
  for (const std::string& key : keys) log.records.push_back({key, "", false, ""});
  return log;
}

/// "a b" of those that are recorded, "c!" of those that are marked as failed.
inline std::string recorded_in(const MatchedLog& matched,
                               const std::vector<Migration>& migrations) {
  std::string text;
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    const RecordOf& of = matched.of[i];
    if (!of.recorded && !of.dirty) continue;
    text += (text.empty() ? "" : " ") + migrations[i].key + (of.dirty ? "!" : "");
  }
  return text;
}

inline std::string unknown_in(const MatchedLog& matched) {
  std::string text;
  for (const LogRecord& record : matched.unknown) text += (text.empty() ? "" : " ") + record.key;
  return text;
}

}  // namespace plumbline
