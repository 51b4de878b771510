#include "analyzer/reconcile/preconditions.hpp"

#include <algorithm>
#include <functional>

#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/stubs.hpp"

namespace plumbline {

namespace {

/// Why the preconditions do not hold, and what follows; no words where they do.
struct PreconditionAnswer {
  std::string why;
  OnFail then = OnFail::run_all_the_same;
  bool unknown = false;
};

PreconditionAnswer error_of(const Precondition& question, const SqlFailure& failure,
                            OnFail on_error) {
  const bool ours = failure.message.find(stub_called) != std::string::npos;
  return {question.sql + ": " + failure.message, on_error, ours};
}

PreconditionAnswer ask(const Connection& shadow, const Precondition& question,
                       const Preconditions& all) {
  if (const auto failure = shadow.try_prepare(question.sql)) {
    return error_of(question, *failure, all.on_error);
  }
  Query query(shadow, question.sql);
  bool row = false;
  if (const auto failure = query.try_step(row)) return error_of(question, *failure, all.on_error);
  const bool none = !row || query.columns() == 0 || query.is_null(0);
  const std::string answer = none ? "nothing" : std::string(query.text(0));
  if (!none && answer == question.expected) return {};
  return {question.sql + " is " + answer + ", not " + question.expected, all.on_fail};
}

PreconditionAnswer ask(const Connection& shadow, const Preconditions& preconditions) {
  if (!preconditions.unknown.empty()) {
    return {"its precondition \"" + preconditions.unknown + "\" is no question in SQL",
            OnFail::run_all_the_same, true};
  }
  for (const Precondition& question : preconditions.list) {
    PreconditionAnswer answer = ask(shadow, question, preconditions);
    if (!answer.why.empty()) return answer;
  }
  return {};
}

bool is_asked(const Migration& migration) {
  return !migration.preconditions.list.empty() || !migration.preconditions.unknown.empty();
}

bool any_asked(const std::vector<Migration>& migrations, const std::vector<std::size_t>& order) {
  return std::ranges::any_of(order, [&](std::size_t i) { return is_asked(migrations[i]); });
}

void pass_over(Migration& migration, const std::string& runner, const std::string& why,
               std::vector<std::string>& notes) {
  const bool marks = migration.preconditions.on_fail == OnFail::mark_ran;
  notes.push_back(migration.id + " does nothing: a precondition does not hold (" + why + "), so " +
                  runner + (marks ? " marks it as run" : " passes over it"));
  migration.up.clear();
}

void run(const Connection& shadow, const Migration& migration) {
  for (const MigrationStatement& statement : migration.up) {
    if (run_migration_statement(shadow, statement.sql)) break;
  }
  if (shadow.in_transaction()) shadow.try_execute("COMMIT");
}

/// Those of `order`, one after another; `may_skip` says which of them may not have run.
void walk(const Connection& shadow, const std::vector<std::size_t>& order,
          const std::string& runner, const std::function<bool(std::size_t)>& may_skip,
          Migrations& migrations) {
  for (const std::size_t i : order) {
    Migration& migration = migrations.list[i];
    if (is_asked(migration) && may_skip(i)) {
      const PreconditionAnswer answer = ask(shadow, migration.preconditions);
      const bool skips = answer.then == OnFail::pass_over || answer.then == OnFail::mark_ran;
      if (!answer.unknown && skips) pass_over(migration, runner, answer.why, migrations.notes);
    }
    run(shadow, migration);
  }
}

void foresee(const Connection& shadow, const std::vector<std::size_t>& order,
             const std::string& runner, Migrations& migrations) {
  for (const std::size_t i : order) {
    Migration& migration = migrations.list[i];
    const PreconditionAnswer answer =
        is_asked(migration) ? ask(shadow, migration.preconditions) : PreconditionAnswer();
    if (answer.unknown) {
      migration.unforeseen = "whether " + migration.id + " runs is not known: " + answer.why;
    } else if (answer.then == OnFail::halt) {
      migration.runner_stops =
          runner + " stops at " + migration.id + ": a precondition does not hold: " + answer.why;
      return;
    } else if (answer.then != OnFail::run_all_the_same) {
      pass_over(migration, runner, answer.why, migrations.notes);
    }
    run(shadow, migration);
  }
}

std::vector<std::size_t> all_of(const Migrations& migrations) {
  std::vector<std::size_t> order(migrations.list.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  return order;
}

}  // namespace

void ask_preconditions(const Connection& live, const Options& options, Situation& situation) {
  Migrations& migrations = situation.migrations;
  const auto& of = situation.matched.of;
  const std::string runner = situation.log ? situation.log->found.runner->title : "its runner";
  const auto not_run = [&](std::size_t i) { return of[i].not_run; };
  if (std::ranges::any_of(of, &RecordOf::not_run)) {
    std::vector<std::size_t> recorded = all_of(migrations);
    std::erase_if(recorded, [&](std::size_t i) { return !of[i].recorded; });
    const Connection empty = empty_shadow("a replay of the migrations", options.deadline);
    std::vector<std::string> notes = migrations.notes;
    walk(empty, recorded, runner, not_run, migrations);
    migrations.notes = std::move(notes);  // what the log says is no news
  }
  if (!any_asked(migrations.list, situation.next.runs)) return;
  const Shadow shadow = shadow_of(live, options.deadline);
  foresee(shadow.connection, situation.next.runs, runner, migrations);
}

void ask_preconditions(const Options& options, const std::string& runner, Migrations& migrations) {
  const std::vector<std::size_t> order = all_of(migrations);
  if (!any_asked(migrations.list, order)) return;
  const Connection empty = empty_shadow("a replay of the migrations", options.deadline);
  walk(
      empty, order, runner, [](std::size_t) { return true; }, migrations);
}

}  // namespace plumbline
