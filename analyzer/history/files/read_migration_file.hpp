#pragma once
// One file of a directory of migrations: read, cut and split.
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "analyzer/history/files/migration_file.hpp"
#include "analyzer/history/files/read_liquibase.hpp"
#include "model/options.hpp"

namespace plumbline {

struct MigrationReader {
  std::filesystem::path directory;
  const Runner* runner = nullptr;
  bool plain = false;  ///< the runner's own files are not there: files are cut by their marks
  const Options& options;
  std::vector<Finding> findings = {};
  std::set<std::string> filled = {};  ///< names of the placeholders that were filled
  std::vector<std::string> notes = {};
  std::vector<UnreadMigrations> unread = {};  ///< change sets for other databases

  /// The migrations in the file, one but for Liquibase and sqlite-migrate. What is wrong with it
  /// becomes findings; it stays in the list without what could not be read.
  std::vector<MigrationFile> read(MigrationFile file);

 private:
  bool load(const std::string& path, std::string& text);
  void read_sql(MigrationFile& file);
  std::vector<MigrationFile> read_change_sets_of(const MigrationFile& file);
  void leave_out(const MigrationFile& file, const ChangeSet& set);
  std::string fill(const std::string& path, const std::string& text);
  void read_undo_file(MigrationFile& file);
  void check_text(const MigrationFile& file);
  void check_empty(const MigrationFile& file);
  TransactionMode transaction_of(const MigrationFile& file, bool no_transaction) const;
  void add(const std::string& rule, Severity severity, const std::string& path, int line,
           const std::string& message, const std::string& remedy);
};

}  // namespace plumbline
