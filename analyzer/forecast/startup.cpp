#include "analyzer/forecast/startup.hpp"

#include <algorithm>

#include "analyzer/declare/read_text.hpp"
#include "analyzer/mend/mend.hpp"
#include "analyzer/sql_text/split_statements.hpp"

namespace plumbline {

namespace {

Migration migration_in(const std::string& file) {
  Migration migration;
  migration.id = file;
  migration.file = file;
  migration.transaction = TransactionMode::none;
  for (ScriptStatement& statement : split_statements(read_text(file))) {
    migration.up.push_back({std::move(statement.sql), statement.line, statement.column});
  }
  return migration;
}

/// Why what the migration runs is not known; empty where it is.
std::string why_unknown(const Situation& situation, const Migration& migration) {
  if (!migration.unforeseen.empty()) return migration.unforeseen;
  if (!migration.has_sql) {
    return migration.id + " is a program: what it would run is not known";
  }
  for (const Finding& finding : situation.migrations.findings) {
    const bool unknown_text =
        finding.rule == "unreadable-migration" || finding.rule == "unfilled-placeholder";
    if (unknown_text && finding.file == migration.file) {
      return migration.id + " cannot be run: " + finding.message;
    }
  }
  return "";
}

/// The row that the runner writes, where it is known how.
std::vector<std::string> log_rows(const Situation& situation, std::size_t migration) {
  std::vector<std::string> rows;
  if (!situation.log || !why_not_written(log_context(situation)).empty()) return rows;
  for (Statement& statement : record_migration(log_context(situation), migration)) {
    rows.push_back(std::move(statement.sql));
  }
  return rows;
}

void add_migrations(const Reconciled& reconciled, StartupPlan& plan) {
  const Situation& situation = reconciled.situation;
  if (!reconciled.facts.log_ambiguous.empty()) {
    plan.stops = "more than one log fits: " + reconciled.facts.log_ambiguous;
    return;
  }
  if (!situation.next.refuses.empty()) {
    plan.stops = situation.next.refuses;
    plan.refuses = true;
    return;
  }
  for (const std::size_t i : situation.next.runs) {
    const auto& order = situation.replay.order;
    const auto place = static_cast<std::size_t>(std::ranges::find(order, i) - order.begin());
    const MigrationInHand hand = situation.in_hand(place);
    plan.stops = hand.migration.runner_stops;
    plan.refuses = !plan.stops.empty();
    if (plan.refuses) return;
    plan.stops = why_unknown(situation, hand.migration);
    if (!plan.stops.empty()) return;
    const auto resumed = situation.next.resumes_behind.find(i);
    const std::size_t first = resumed == situation.next.resumes_behind.end() ? 0 : resumed->second;
    plan.steps.push_back({hand, hand.migration.transaction, log_rows(situation, i), first});
  }
}

}  // namespace

StartupFiles read_startup_files(const std::vector<std::string>& startup, const Options& options) {
  StartupFiles read;
  std::vector<std::size_t> order;
  for (const std::string& step : startup) {
    if (step == startup_migrations) continue;
    order.push_back(read.files.size());
    read.files.push_back(migration_in(step));
  }
  if (!order.empty()) read.replay = replay({read.files, order, {}, options});
  return read;
}

StartupPlan plan_startup(const std::vector<std::string>& startup, const StartupFiles& files,
                         const Reconciled* reconciled) {
  StartupPlan plan;
  if (startup.empty() && reconciled != nullptr) add_migrations(*reconciled, plan);
  std::size_t file = 0;
  for (const std::string& step : startup) {
    if (!plan.stops.empty()) break;
    if (step != startup_migrations) {
      plan.steps.push_back(
          {{files.files[file], files.replay.effects[file]}, TransactionMode::none});
      ++file;
    } else if (reconciled != nullptr) {
      add_migrations(*reconciled, plan);
    }
  }
  return plan;
}

}  // namespace plumbline
