#include "analyzer/forecast/run_steps.hpp"

#include "analyzer/declare/run_script.hpp"
#include "analyzer/forecast/offending_rows.hpp"
#include "analyzer/losses/ledger.hpp"
#include "analyzer/sql_text/newer_syntax.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/stubs.hpp"
#include "analyzer/sqlite/unparsed_objects.hpp"

namespace plumbline {

namespace {

constexpr int constraint_failed = 19;  // SQLITE_CONSTRAINT: https://sqlite.org/rescode.html

/// Its end: the runner's COMMIT or the row of its log.
StatementPlace end_of(const Migration& migration, const std::string& sql) {
  return {migration.id, migration.file, 0, 0, sql};
}

StepFailure failure_at(StatementPlace place, const SqlFailure& failure) {
  if (failure.offset > 0 && place.line > 0) {
    place.line += place_of(place.sql, static_cast<std::size_t>(failure.offset)).line - 1;
  }
  std::string message = explained_failure(failure, place.sql);
  return {std::move(place), std::move(message), "", (failure.code & 0xff) == constraint_failed};
}

/// A shadow cannot VACUUM, and need not; in a transaction nobody can.
std::optional<SqlFailure> run(const Connection& shadow, const std::string& sql) {
  if (!is_passed_over(sql)) return shadow.try_execute(sql);
  const bool vacuum = ascii_lower(sql.substr(0, 6)) == "vacuum";
  if (!vacuum || !shadow.in_transaction()) return std::nullopt;
  return SqlFailure{"cannot VACUUM from within a transaction", 1, -1};
}

class StepRunner {
 public:
  StepRunner(const Connection& shadow, const RunSettings& settings)
      : shadow_(shadow), settings_(settings), ledger_(shadow) {
    shadow.execute(settings.options.foreign_keys ? "PRAGMA foreign_keys=ON"
                                                 : "PRAGMA foreign_keys=OFF");
    if (settings.past == nullptr) return;
    for (const auto& effects : *settings.past) ledger_.know(effects);
  }

  /// False behind a failure.
  bool run_step(const StartupStep& step) {
    const bool whole_run = step.transaction == TransactionMode::all;
    if (!whole_run) commit(step);
    if (failure_) return false;
    begin(step);
    for (std::size_t i = step.first; i < step.hand.migration.up.size(); ++i) {
      if (!run_statement(step, i)) return false;
    }
    for (const std::string& sql : step.log_rows) {
      if (const auto failure = shadow_.try_execute(sql)) return fail(step, sql, *failure);
    }
    if (!whole_run) commit(step);
    if (!failure_ && !whole_run) ++finished_;
    return !failure_;
  }

  StepsRun take(const std::vector<StartupStep>& steps) {
    if (!failure_ && !steps.empty()) commit(steps.back());
    if (!failure_) finished_ = steps.size();
    return {finished_, std::move(failure_), ledger_.losses()};
  }

 private:
  void begin(const StartupStep& step) {
    const bool wraps = step.transaction == TransactionMode::per_migration ||
                       step.transaction == TransactionMode::all;
    if (!wraps || shadow_.in_transaction()) return;
    shadow_.execute("BEGIN");
    mark_ = ledger_.mark();
  }

  /// Also what a file has left open for the runner to commit.
  void commit(const StartupStep& step) {
    if (!shadow_.in_transaction()) return;
    if (const auto failure = shadow_.try_execute("COMMIT")) fail(step, "COMMIT", *failure);
  }

  bool run_statement(const StartupStep& step, std::size_t index) {
    const bool outside = !shadow_.in_transaction();
    ledger_.before(step.hand, index);
    if (const auto failure = run(shadow_, step.hand.migration.up[index].sql)) {
      ledger_.failed();
      failure_ = failure_at(place_in(step.hand.migration, index), *failure);
      failure_->rows =
          offending_rows(shadow_, step.hand.effects[index], *failure, settings_.options);
      roll_back();
      return false;
    }
    if (outside) mark_ = ledger_.mark();
    ledger_.behind(step.hand, index, place_in(step.hand.migration, index));
    return true;
  }

  bool fail(const StartupStep& step, const std::string& sql, const SqlFailure& failure) {
    failure_ = failure_at(end_of(step.hand.migration, sql), failure);
    roll_back();
    return false;
  }

  void roll_back() {
    if (!shadow_.in_transaction()) return;
    shadow_.try_execute("ROLLBACK");
    ledger_.roll_back(mark_);
  }

  const Connection& shadow_;
  const RunSettings& settings_;
  LossLedger ledger_;
  std::size_t finished_ = 0;
  std::size_t mark_ = 0;  ///< what was lost when the open transaction began
  std::optional<StepFailure> failure_;
};

}  // namespace

StepsRun run_steps(const Connection& shadow, const std::vector<StartupStep>& steps,
                   const RunSettings& settings) {
  StepRunner runner(shadow, settings);
  for (const StartupStep& step : steps) {
    if (!runner.run_step(step)) break;
  }
  return runner.take(steps);
}

StatementPlace place_in(const Migration& migration, std::size_t index) {
  const MigrationStatement& statement = migration.up[index];
  return {migration.id, migration.file, static_cast<int>(index) + 1, statement.line, statement.sql};
}

bool is_ours(const StepFailure& failure) {
  const std::string& message = failure.message;
  return message.find(stub_called) != std::string::npos || message.starts_with("not authorized") ||
         message.starts_with("too many attached");
}

bool is_ours(const StepFailure& failure, const std::optional<Runtime>& runtime) {
  if (is_ours(failure)) return true;
  const std::string& sql = failure.place.sql;
  return runtime && is_too_new(failure.message, sql) &&
         newer_syntax_than(runtime->version, sql).empty();
}

}  // namespace plumbline
