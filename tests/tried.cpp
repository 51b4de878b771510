#include "tests/tried.hpp"

#include "analyzer/forecast/try_migrations.hpp"
#include "tests/replayed.hpp"

namespace plumbline {

namespace {

std::string shown(const RunTrial& run) {
  std::string text = std::to_string(run.rows) + (run.foreign_keys ? " on" : " off") +
                     (run.in_transaction ? " in" : "");
  if (run.failure) {
    text += ": " + std::to_string(run.failure->place.statement) + " " + run.failure->message +
            (run.failure->constraint ? " (constraint)" : "");
  }
  for (const Loss& loss : run.losses) {
    text += ": " + std::to_string(loss.place.statement) + " " + to_string(loss.cause) + " " +
            loss.table.text() + " " + std::to_string(loss.rows);
  }
  if (run.new_violations > 0) text += ": " + std::to_string(run.new_violations) + " violations";
  if (run.leaves_foreign_keys_off) text += ": left off";
  return text;
}

std::string word(RerunOutcome outcome) {
  switch (outcome) {
    case RerunOutcome::works:
      return "works";
    case RerunOutcome::fails:
      return "fails";
    case RerunOutcome::other_schema:
      return "other schema";
    case RerunOutcome::loses_rows:
      return "loses rows";
    case RerunOutcome::other_rows:
      return "other rows";
  }
  return "";
}

}  // namespace

Migrations migrations_of(const Lines& scripts, TransactionMode transaction) {
  Migrations migrations;
  for (const std::string& script : scripts) {
    migrations.list.push_back(migration_of(std::to_string(migrations.list.size() + 1), script));
    migrations.list.back().transaction = transaction;
  }
  return migrations;
}

MigrationTrials trials_of(const Lines& scripts, TransactionMode transaction) {
  return try_migrations(migrations_of(scripts, transaction), nullptr, Options()).back();
}

Lines runs(const MigrationTrials& trials) {
  Lines lines;
  for (const RunTrial& run : trials.runs) lines.push_back(shown(run));
  return lines;
}

Lines reruns(const MigrationTrials& trials) {
  Lines lines;
  for (const RerunTrial& rerun : trials.reruns) {
    std::string text = std::to_string(rerun.stopped_behind.statement) + " " + word(rerun.outcome);
    if (!rerun.detail.empty()) text += ": " + rerun.detail;
    if (rerun.fails_at) text += " (at " + std::to_string(rerun.fails_at->statement) + ")";
    lines.push_back(text);
  }
  return lines;
}

}  // namespace plumbline
