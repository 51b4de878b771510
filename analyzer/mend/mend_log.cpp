#include "analyzer/mend/mend.hpp"
#include "analyzer/mend/prove_work.hpp"
#include "analyzer/reconcile/judge.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void add(std::vector<Statement> more, Work& work) {
  for (Statement& statement : more) work.statements.push_back(std::move(statement));
}

/// A mark of failure goes when the schema shows that nothing, or all, of the migration is there.
bool needs_record(const MigrationStatus& status, const RecordOf& record) {
  return status.state == MigrationState::present_but_unrecorded ||
         (record.dirty && status.state == MigrationState::applied && !record.recorded);
}
bool needs_removal(const MigrationStatus& status, const RecordOf& record) {
  return status.state == MigrationState::recorded_but_absent ||
         (record.dirty && status.state == MigrationState::pending);
}

}  // namespace

Planning mend_log(const MendInput& input) {
  const Situation& situation = input.reconciled.situation;
  if (!situation.log) {
    return refused("no log of a runner was found", way_to_log(input.reconciled.facts));
  }
  if (const auto refusal = log_refusal(input)) return *refusal;
  const LogContext context = log_context(situation);
  Work work;
  work.foreign_keys = input.options.foreign_keys;
  std::vector<std::size_t> recorded;
  for (std::size_t i = 0; i < situation.migrations.list.size(); ++i) {
    const MigrationStatus& status = input.reconciled.facts.migrations[i];
    if (status.state == MigrationState::partial) {
      return refused(status.id + " is half-done: no log row is right for it",
                     "--finish it or --undo it first");
    }
    const RecordOf& record = situation.matched.of[i];
    if (needs_removal(status, record)) add(unrecord_migration(context, i), work);
    if (needs_record(status, record)) {
      recorded.push_back(i);
      add(record_migration(context, i), work);
    }
  }
  if (work.statements.empty()) return nothing_to_do(input);
  work.guards = log_guards(context, recorded);
  const Shadow reached = shadow_of(input.live.connection, input.options.deadline);
  for (const Statement& statement : work.statements) {
    if (const auto failure = reached.connection.try_execute(statement.sql)) {
      return refused(statement.why + ": " + failure->message,
                     "the log is not as its runner makes it");
    }
  }
  return prove_work({input.live.connection,
                     reached.connection,
                     situation.runners_tables,
                     {"Plumbline: mends the log of " + input.live.name + ", and nothing else."},
                     input.options},
                    std::move(work));
}

}  // namespace plumbline
