#pragma once
// The databases that a history of migrations finds, migration by migration: with many made-up rows
// where it takes them, with fewer or none where it does not. All are shadows in memory.
#include <set>
#include <string>
#include <vector>

#include "analyzer/forecast/run_migration.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct StageOfRows {
  int rows = 0;         ///< made up in each table
  std::string without;  ///< what a note says where the next stage had to be taken
};

class StagedDatabases {
 public:
  /// `stages` has the fullest first and one without made-up rows last. They begin with the log of
  /// `runner`; empty: without one.
  StagedDatabases(std::vector<StageOfRows> stages, std::string runner, const Options& options);

  /// Makes up the rows that are missing. Tables that could not be filled become `notes`. With
  /// `changed`, the others are known to be as they were when they were filled.
  void fill(const std::string& before, std::vector<std::string>& notes,
            const std::set<Identifier>* changed = nullptr);

  /// Runs the migration on a copy of each. Where it does not run, the stage becomes a copy of the
  /// next emptier one, with a note. False where it runs on none: `move_on` then passes over the
  /// statements that fail.
  bool settle(const Migration& migration, std::vector<std::string>& notes);

  /// Behind the migration that was settled; records it in the log.
  void move_on(const Migration& migration);

  /// Behind a migration that nobody can run, to a schema that is known: the rows are new ones.
  void jump_to(const std::vector<std::string>& create_statements);

  std::size_t size() const { return stages_.size(); }
  int rows(std::size_t stage) const { return stages_[stage].rows; }
  const Connection& at(std::size_t stage) const { return databases_[stage].connection; }
  const Connection& fullest() const { return at(0); }
  const Connection& bare() const { return databases_.back().connection; }

 private:
  /// A connection of its own: settings and TEMP tables stay behind.
  Shadow copy_of(const Connection& database) const;
  Shadow as_new(const Migration& migration, Shadow database) const;
  std::vector<Identifier> left_out(const Schema& schema, const std::set<Identifier>* changed) const;

  std::vector<StageOfRows> stages_;
  std::string runner_;
  const Options& options_;
  std::vector<Shadow> databases_;  ///< one a stage
  std::vector<Shadow> behind_;     ///< the same behind the migration that was settled
  std::set<std::string> noted_;
  std::set<Identifier> not_filled_;
  bool replaced_ = true;  ///< a stage was, since they were filled
};

}  // namespace plumbline
