#include "analyzer/forecast/trial_reruns.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "analyzer/forecast/run_steps.hpp"
#include "analyzer/forecast/unstopped_run.hpp"

namespace plumbline {

namespace {

constexpr int constraint_failed = 19;  // SQLITE_CONSTRAINT: https://sqlite.org/rescode.html

/// A stray COMMIT ends the runner's transaction: what comes behind it is on its own.
bool ends_transaction(const MigrationInHand& hand) {
  return std::ranges::any_of(hand.effects, [](const StatementEffect& effect) {
    const std::string& words = effect.touched.transaction;
    return words == "COMMIT" || words == "ROLLBACK";
  });
}

class Reruns {
 public:
  /// `wrapped`: the runner has begun a transaction.
  Reruns(const Trial& trial, bool wrapped) : trial_(trial), wrapped_(wrapped) {}

  /// Stops behind each statement, with foreign keys on and off. False where it runs with neither.
  bool try_all() {
    bool runs = try_with(true);
    if (trial_.foreign_keys_matter) runs = try_with(false) || runs;
    return runs;
  }

  std::vector<RerunTrial> take() {
    std::vector<RerunTrial> trials;
    for (auto& [statement, point] : points_) trials.push_back(std::move(point.trial));
    return trials;
  }

 private:
  struct Point {
    RerunTrial trial;
    bool decided = false;  ///< foreign keys make no difference to it
  };

  /// On the fullest database on which it runs.
  bool try_with(bool foreign_keys) {
    const std::size_t bare = TrialDatabases::count - 1;
    for (std::size_t number = trial_.rows_matter ? 0 : bare; number <= bare; ++number) {
      if (try_on(trial_.databases.at(number), foreign_keys)) return true;
    }
    return false;
  }

  bool try_on(const TrialDatabases::Filled& database, bool foreign_keys) {
    const TrialCondition condition{database.connection, database.rows > 0, foreign_keys, wrapped_};
    if (all_decided()) return true;
    UnstoppedRun clean(trial_.hand.migration, condition, trial_.options);
    if (clean.failure()) return false;
    stop_everywhere(clean, condition);
    return true;
  }

  bool all_decided() const {
    return !points_.empty() &&
           std::ranges::all_of(points_, [](const auto& entry) { return entry.second.decided; });
  }

  /// One connection runs the whole migration; behind each statement, another one finds what a crash
  /// there would have left.
  void stop_everywhere(UnstoppedRun& clean, const TrialCondition& condition) {
    const Migration& migration = trial_.hand.migration;
    const Shadow going = clean.begin(World::first);
    bool left_something = false;
    for (std::size_t at = 0; at < migration.up.size(); ++at) {
      if (run_part(going.connection, migration, at, at + 1)) return;
      left_something |= is_durable(trial_.hand.effects[at]);
      if (!left_something || going.connection.in_transaction()) continue;
      left_something = false;
      if (const auto known = points_.find(at); known == points_.end() || !known->second.decided) {
        run_again(clean, condition, going.connection, at);
      }
    }
  }

  /// Nearly every run again fails while its first statement is compiled, which the dying connection
  /// can say as well, unless TEMP objects of its own are in the way.
  std::optional<Point> fails_at_once(const TrialCondition& condition, const Connection& stopped,
                                     std::size_t at) const {
    const Migration& migration = trial_.hand.migration;
    std::size_t first = 0;
    while (first < at && only_prepares(trial_.hand.effects[first])) ++first;
    if (stopped.integer("SELECT count(*) FROM temp.sqlite_schema").value_or(0) != 0) return {};
    const auto failure = stopped.try_prepare(migration.up[first].sql);
    if (!failure) return {};
    return Point{{place(at), condition.with_rows, condition.foreign_keys, RerunOutcome::fails,
                  failure->message, place(first)},
                 true};
  }

  static bool only_prepares(const StatementEffect& effect) {
    return !effect.touched.pragma.empty() || !effect.touched.transaction.empty();
  }

  void run_again(UnstoppedRun& clean, const TrialCondition& condition, const Connection& stopped,
                 std::size_t at) {
    if (auto point = fails_at_once(condition, stopped, at)) {
      keep_the_worst(at, std::move(*point));
      return;
    }
    const Migration& migration = trial_.hand.migration;
    const std::int64_t rows = rows_at_crash(clean, stopped);
    const Shadow again = clean.connected(stopped, World::first);
    const auto failure = run_whole(again.connection, migration);
    // A crash again: what was not committed goes.
    if (again.connection.in_transaction()) again.connection.execute("ROLLBACK");
    const bool lost = rows_in(again.connection, "main") < std::min(rows, clean.rows_behind());
    const RerunJudgement judgement =
        failure ? judge_failed_rerun(failure->message, lost) : clean.judge(again.connection, lost);
    Point point{{place(at), condition.with_rows, condition.foreign_keys, judgement.outcome,
                 judgement.detail, std::nullopt},
                is_decided(judgement.outcome, failure)};
    if (failure) point.trial.fails_at = place_of(*failure);
    keep_the_worst(at, std::move(point));
  }

  /// What sits in TEMP tables counts, as far as it was taken out of the others.
  static std::int64_t rows_at_crash(const UnstoppedRun& clean, const Connection& stopped) {
    const std::int64_t there = rows_in(stopped, "main");
    const std::int64_t gone = std::max<std::int64_t>(clean.rows_before() - there, 0);
    return there + std::min(rows_in(stopped, "temp"), gone);
  }

  /// Rows with fewer foreign keys to obey could make it no worse.
  static bool is_decided(RerunOutcome outcome, const std::optional<RunFailure>& failure) {
    if (outcome == RerunOutcome::works) return false;
    return outcome != RerunOutcome::fails || (failure->code & 0xff) != constraint_failed;
  }

  void keep_the_worst(std::size_t at, Point point) {
    const auto [known, is_new] = points_.try_emplace(at, point);
    if (is_new) return;
    if (badness(point.trial.outcome) <= badness(known->second.trial.outcome)) return;
    known->second = std::move(point);
  }

  StatementPlace place(std::size_t at) const { return place_in(trial_.hand.migration, at); }

  StatementPlace place_of(const RunFailure& failure) const {
    if (failure.statement > 0) return place(failure.statement - 1);
    const Migration& migration = trial_.hand.migration;
    return {migration.id, migration.file, 0, 0, "COMMIT"};
  }

  const Trial& trial_;
  bool wrapped_;
  std::map<std::size_t, Point> points_;
};

}  // namespace

std::vector<RerunTrial> try_reruns(const Trial& trial, std::vector<std::string>& notes) {
  const std::vector<bool> ways = ways_to_run(trial);
  const bool wrapped = std::ranges::all_of(ways, std::identity());
  if (trial.hand.migration.up.empty() || (wrapped && !ends_transaction(trial.hand))) return {};
  Reruns reruns(trial, wrapped);
  if (!reruns.try_all()) {
    notes.push_back(trial.hand.migration.id +
                    " does not run, so that running it again was not tried");
  }
  return reruns.take();
}

}  // namespace plumbline
