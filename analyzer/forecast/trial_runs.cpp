#include "analyzer/forecast/trial_runs.hpp"

#include <algorithm>
#include <tuple>

#include "analyzer/forecast/run_steps.hpp"
#include "analyzer/forecast/synthesise_rows.hpp"
#include "analyzer/sqlite/contents.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

std::int64_t violations_in(const Connection& connection) {
  bool row = false;
  Query all(connection, "SELECT count(*) FROM pragma_foreign_key_check");
  if (!all.try_step(row)) return all.integer(0);
  std::int64_t count = 0;  // one table that cannot be checked stops that for all
  for (const Identifier& table : tables_with_rows(connection)) {
    const auto violations = foreign_key_violations(connection, table);
    if (violations) count += static_cast<std::int64_t>(violations->size());
  }
  return count;
}

bool has_foreign_keys(const Connection& connection) {
  return connection
             .integer(
                 "SELECT EXISTS (SELECT 1 FROM main.sqlite_schema AS t, "
                 "pragma_foreign_key_list(t.name) WHERE t.type = 'table')")
             .value_or(0) != 0;
}

std::set<Identifier> tables_of(const Connection& connection) {
  Query query(connection, "SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'view')");
  std::set<Identifier> tables;
  while (query.step()) tables.emplace(query.text(0));
  return tables;
}

/// Whether it alters or drops what was there.
bool changes_objects(const StatementEffect& effect) {
  return std::ranges::any_of(effect.changes, [](const ObjectChange& change) {
    return change.from && change.object.type != "pragma";
  });
}

/// A file with a BEGIN runs only where nobody has begun before it, one with a stray COMMIT only
/// where somebody has.
std::optional<bool> told_by_the_file(const std::vector<StatementEffect>& effects) {
  for (const StatementEffect& effect : effects) {
    const std::string& words = effect.touched.transaction;
    if (words.empty() || words.starts_with("SAVEPOINT")) continue;
    return words != "BEGIN";
  }
  return std::nullopt;
}

class TrialRuns {
 public:
  TrialRuns(const Trial& trial, std::vector<std::string>& notes) : trial_(trial), notes_(notes) {}

  std::vector<RunTrial> all() {
    // With no rows, with as many as there can be, and, where that fails, with those in between.
    const std::size_t emptiest = TrialDatabases::count - 1;
    run_on(emptiest);
    const bool runs =
        std::ranges::any_of(runs_, [](const RunTrial& run) { return !run.failure.has_value(); });
    if (!runs || !trial_.rows_matter) return std::move(runs_);
    for (std::size_t stage = 0; stage < emptiest; ++stage) {
      if (run_on(stage)) break;
    }
    std::ranges::sort(runs_, {}, [](const RunTrial& run) {
      return std::tuple(run.rows, !run.foreign_keys, !run.in_transaction);
    });
    return std::move(runs_);
  }

 private:
  /// Whether it runs in every way.
  bool run_on(std::size_t number) {
    const TrialDatabases::Filled database = trial_.databases.at(number);
    const bool runs = run_on(database, true);
    // Where there are rows to come, an empty database says nothing more without foreign keys.
    const bool needed = database.rows > 0 || !trial_.rows_matter || !runs;
    return trial_.foreign_keys_matter && needed ? run_on(database, false) && runs : runs;
  }

  bool run_on(const TrialDatabases::Filled& database, bool foreign_keys) {
    const std::int64_t violations =
        trial_.foreign_keys_matter ? violations_in(database.connection) : 0;
    bool runs = true;
    for (const bool in_transaction : ways_to_run(trial_)) {
      RunTrial run;
      run.rows = database.rows;
      run.with_rows = run.rows > 0;
      run.foreign_keys = foreign_keys;
      run.in_transaction = in_transaction;
      runs = fill(run, database.connection, violations) && runs;
    }
    return runs;
  }

  bool fill(RunTrial run, const Connection& database, std::int64_t violations) {
    const Shadow shadow = shadow_of(database, trial_.options.deadline);
    const TransactionMode mode =
        run.in_transaction ? TransactionMode::per_migration : TransactionMode::none;
    Options options = trial_.options;
    options.foreign_keys = run.foreign_keys;
    StepsRun steps = run_steps(shadow.connection, {{trial_.hand, mode}}, {options, &trial_.past});
    if (steps.failure && is_ours(*steps.failure, options.runtime)) {
      notes_.push_back(trial_.hand.migration.id + ": statement " +
                       std::to_string(steps.failure->place.statement) +
                       " cannot be tried here: " + steps.failure->message);
      return false;
    }
    run.failure = std::move(steps.failure);
    if (run.failure) run.failure->rows.clear();  // nobody knows the rows that were made up
    run.losses = std::move(steps.losses);
    if (!run.failure) {
      const bool on = shadow.connection.integer("PRAGMA foreign_keys").value_or(0) != 0;
      run.leaves_foreign_keys_off = run.foreign_keys && !on;
      if (trial_.foreign_keys_matter) {
        run.new_violations =
            std::max<std::int64_t>(violations_in(shadow.connection) - violations, 0);
      }
    }
    runs_.push_back(std::move(run));
    return !runs_.back().failure;
  }

  const Trial& trial_;
  std::vector<std::string>& notes_;
  std::vector<RunTrial> runs_;
};

}  // namespace

TrialDatabases::Filled TrialDatabases::at(std::size_t number) const {
  if (number == 0) return {stages_.fullest(), stages_.rows(0)};
  if (number == count - 1) return {stages_.bare(), 0};
  if (!one_row_) {
    one_row_ = shadow_of(stages_.bare(), options_.deadline);
    one_row_->connection.execute(options_.foreign_keys ? "PRAGMA foreign_keys=ON"
                                                       : "PRAGMA foreign_keys=OFF");
    synthesise_rows(one_row_->connection, introspect(one_row_->connection), 1, {});
  }
  return {one_row_->connection, 1};
}

bool do_rows_matter(const std::vector<StatementEffect>& effects, const Connection& before) {
  const std::set<Identifier> known = tables_of(before);
  const auto touches = [&](const auto& tables) {
    return std::ranges::any_of(tables,
                               [&](const auto& table) { return known.contains(table.first); });
  };
  return std::ranges::any_of(effects, [&](const StatementEffect& effect) {
    return changes_objects(effect) || touches(effect.touched.writes) ||
           touches(effect.touched.reads);
  });
}

bool do_foreign_keys_matter(const std::vector<StatementEffect>& effects, const Connection& before,
                            const Connection& behind) {
  const bool sets = std::ranges::any_of(
      effects, [](const StatementEffect& effect) { return !effect.touched.pragma.empty(); });
  const bool acts = std::ranges::any_of(effects, [](const StatementEffect& effect) {
    return changes_objects(effect) || !effect.touched.writes.empty();
  });
  return sets || (acts && (has_foreign_keys(before) || has_foreign_keys(behind)));
}

std::vector<bool> ways_to_run(const Trial& trial) {
  if (trial.transaction == TransactionMode::none) return {false};
  if (trial.transaction != TransactionMode::unknown) return {true};
  if (const auto told = told_by_the_file(trial.hand.effects)) return {*told};
  const bool matters =
      trial.foreign_keys_matter ||
      std::ranges::any_of(trial.hand.effects, [](const StatementEffect& effect) {
        return !effect.touched.transaction.empty() || !effect.touched.pragma.empty();
      });
  return matters ? std::vector<bool>{true, false} : std::vector<bool>{false};
}

std::vector<RunTrial> try_runs(const Trial& trial, std::vector<std::string>& notes) {
  return TrialRuns(trial, notes).all();
}

}  // namespace plumbline
