#include "tests/small_trial.hpp"

#include <doctest/doctest.h>

#include "analyzer/forecast/database_contents.hpp"
#include "analyzer/forecast/synthesise_rows.hpp"
#include "analyzer/reconcile/replay.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

bool is_wrapped(const Migration& migration) {
  return migration.transaction == TransactionMode::per_migration;
}

Shadow connect(const Connection& database, bool foreign_keys) {
  Shadow shadow = shadow_of(database, std::nullopt);
  shadow.connection.execute(foreign_keys ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF");
  return shadow;
}

StatementPlace place(const Migration& migration, std::size_t at) {
  return {"m", "m.sql", static_cast<int>(at) + 1, migration.up[at].line, migration.up[at].sql};
}

struct WholeRun {
  std::optional<StepFailure> failure;
  DatabaseContents contents;
};

WholeRun run_all(const Connection& connection, const Migration& migration) {
  if (is_wrapped(migration)) connection.execute("BEGIN");
  for (std::size_t at = 0; at < migration.up.size(); ++at) {
    if (const auto failure = run_migration_statement(connection, migration.up[at].sql)) {
      const bool constraint = (failure->code & 0xff) == 19;
      return {StepFailure{place(migration, at), failure->message, "", constraint}, {}};
    }
  }
  if (connection.in_transaction()) connection.execute("COMMIT");
  return {std::nullopt, contents_of(connection)};
}

/// The tables that have fewer rows behind it with foreign keys on than with them off.
std::vector<Loss> wiped(const Connection& before, const Migration& migration,
                        const DatabaseContents& found) {
  std::vector<Loss> losses;
  const WholeRun off = run_all(connect(before, false).connection, migration);
  if (off.failure) return losses;
  for (const auto& [table, rows] : off.contents.tables) {
    if (row_difference(found, off.contents, {}).empty()) continue;
    Loss loss;
    loss.table = table;
    loss.cause = LossCause::cascade;
    losses.push_back(loss);
  }
  return losses;
}

RunTrial run_trial(const Connection& before, const Migration& migration, bool with_rows) {
  RunTrial trial;
  trial.with_rows = with_rows;
  trial.in_transaction = is_wrapped(migration);
  const WholeRun run = run_all(connect(before, true).connection, migration);
  trial.failure = run.failure;
  if (!run.failure) trial.losses = wiped(before, migration, run.contents);
  return trial;
}

RerunTrial run_again(const Connection& stopped, const Migration& migration, std::size_t at,
                     const DatabaseContents& expected) {
  RerunTrial trial;
  trial.stopped_behind = place(migration, at);
  const Shadow again = connect(stopped, true);
  const std::size_t rows = rows_in_all(contents_of(stopped));
  const WholeRun run = run_all(again.connection, migration);
  if (again.connection.in_transaction()) again.connection.execute("ROLLBACK");
  const DatabaseContents found = contents_of(again.connection);
  const bool fewer = rows_in_all(found) < std::min(rows, rows_in_all(expected));
  const std::string schema = schema_difference(found, expected);
  const std::string data = row_difference(found, expected, {});
  if (fewer) {
    trial.outcome = RerunOutcome::loses_rows;
  } else if (run.failure) {
    trial.outcome = RerunOutcome::fails;
    trial.detail = run.failure->message;
    trial.fails_at = run.failure->place;
  } else if (!schema.empty()) {
    trial.outcome = RerunOutcome::other_schema;
    trial.detail = schema;
  } else if (!data.empty()) {
    trial.outcome = RerunOutcome::other_rows;
    trial.detail = data;
  }
  return trial;
}

}  // namespace

Found found_behind(const std::string& sql) {
  Found found{{empty_shadow("empty", std::nullopt)}, {empty_shadow("filled", std::nullopt)}};
  found.empty.connection.execute(sql);
  found.filled.connection.execute(sql);
  found.filled.connection.execute("PRAGMA foreign_keys=ON");
  const auto not_filled =
      synthesise_rows(found.filled.connection, introspect(found.filled.connection), 3, {});
  REQUIRE(not_filled.empty());
  return found;
}

Migration migration_of(const std::string& text, TransactionMode mode) {
  Migration migration;
  migration.id = "m";
  migration.file = "m.sql";
  migration.transaction = mode;
  for (const ScriptStatement& statement : split_statements(text)) {
    migration.up.push_back({statement.sql, statement.line, statement.column});
  }
  return migration;
}

MigrationTrials small_trial(const Migration& migration, const Found& found) {
  MigrationTrials trials;
  trials.migration = "m";
  trials.transaction = migration.transaction;
  trials.runs = {run_trial(found.empty.connection, migration, false),
                 run_trial(found.filled.connection, migration, true)};
  if (is_wrapped(migration)) return trials;
  const bool runs_on_rows = !trials.runs[1].failure;
  const Connection& before = runs_on_rows ? found.filled.connection : found.empty.connection;
  const WholeRun clean = run_all(connect(before, true).connection, migration);
  if (clean.failure) return trials;
  const Shadow going = connect(before, true);
  for (std::size_t at = 0; at < migration.up.size(); ++at) {
    REQUIRE(!run_migration_statement(going.connection, migration.up[at].sql));
    if (going.connection.in_transaction()) continue;
    trials.reruns.push_back(run_again(going.connection, migration, at, clean.contents));
  }
  return trials;
}

std::optional<SafeText> proposal(const std::string& before, const std::string& text,
                                 TransactionMode mode, const Options& options) {
  const Found found = found_behind(before);
  const Migration migration = migration_of(text, mode);
  const MigrationTrials trials = small_trial(migration, found);
  return safe_text({migration, text, trials, found.empty.connection, found.filled.connection,
                    options, [&](const Migration& other) { return small_trial(other, found); }});
}

}  // namespace plumbline
