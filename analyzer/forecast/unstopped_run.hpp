#pragma once
// A migration run to its end under one condition: what a run again behind a crash is compared with.
#include <optional>

#include "analyzer/forecast/judge_rerun.hpp"
#include "analyzer/forecast/run_migration.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

/// The database that it finds, and what the application has set.
struct TrialCondition {
  const Connection& database;
  bool with_rows = false;
  bool foreign_keys = true;
  bool in_transaction = false;  ///< the runner has begun one
};

/// Rows of the ordinary tables of "main" or "temp", those of the engine left out.
std::int64_t rows_in(const Connection& connection, const std::string& database);

class UnstoppedRun {
 public:
  UnstoppedRun(const Migration& migration, const TrialCondition& condition, const Options& options);

  /// Why it has no end.
  const std::optional<RunFailure>& failure() const { return failure_; }
  std::int64_t rows_before() const { return rows_before_; }
  std::int64_t rows_behind() const { return rows_behind_; }

  /// A new connection to a copy of the database that it finds, and to one of another.
  Shadow begin(World world) const { return connected(condition_.database, world); }
  Shadow connected(const Connection& database, World world) const;

  /// What a run again has left, compared with what this one has.
  RerunJudgement judge(const Connection& found, bool rows_lost);

 private:
  struct Digests {
    std::string schema;
    Contents rows;
    bool operator==(const Digests&) const = default;
  };
  static Digests digests_of(const Connection& connection);
  const Varying& varying();

  const Migration& migration_;
  TrialCondition condition_;
  const Options& options_;
  Shadow behind_;
  std::int64_t rows_before_ = 0;
  std::int64_t rows_behind_ = 0;
  std::optional<RunFailure> failure_;
  std::optional<Digests> digests_;
  std::optional<Varying> varying_;
};

}  // namespace plumbline
