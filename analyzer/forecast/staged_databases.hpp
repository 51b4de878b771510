#pragma once
// The databases that a history of migrations finds, migration by migration: with many made-up rows
// where it takes them, with fewer or none where it does not.
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "analyzer/forecast/run_migration.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

class StagedDatabases {
 public:
  /// Empty ones with the log of `runner`, as files in `folder`, which outlives this.
  StagedDatabases(std::string runner, const Options& options, const std::filesystem::path& folder);

  /// Puts the fullest database on which the migration runs where `before` says. False where it runs
  /// on none. Tables that could not be filled and statements that failed become `notes`.
  bool lay_out(const Migration& migration, const std::filesystem::path& before,
               std::vector<std::string>& notes);

  /// Runs the migration on all of them and records it.
  void move_on(const Migration& migration);

 private:
  struct Stage {
    std::filesystem::path file;
    int rows;             ///< made up in each table
    const char* without;  ///< what a note says where the next stage had to be taken
  };
  void fill(const Stage& stage, const Migration& migration, std::vector<std::string>& notes);
  std::optional<RunFailure> failure_on(const Stage& stage, const Migration& migration) const;

  std::string runner_;
  const Options& options_;
  std::filesystem::path trial_;
  std::vector<Stage> stages_;  ///< the fullest first, one without made-up rows last
  std::set<std::string> noted_;
};

}  // namespace plumbline
