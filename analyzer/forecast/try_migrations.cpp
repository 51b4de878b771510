#include "analyzer/forecast/try_migrations.hpp"

#include "analyzer/forecast/staged_databases.hpp"
#include "analyzer/forecast/statement_facts.hpp"
#include "analyzer/forecast/trial_reruns.hpp"
#include "analyzer/forecast/trial_runs.hpp"
#include "analyzer/reconcile/object_texts.hpp"

namespace plumbline {

namespace {

/// Several rows, because one alone breaks no UNIQUE; the third is left at its defaults and NULLs.
constexpr int several = 3;

std::set<Identifier> tables_changed_by(const std::vector<StatementEffect>& effects) {
  std::set<Identifier> tables;
  for (const StatementEffect& effect : effects) {
    for (const auto& [table, writes] : effect.touched.writes) tables.insert(table);
    for (const ObjectChange& change : effect.changes) {
      if (change.object.type == "table") tables.insert(change.object.name);
    }
  }
  return tables;
}

class Trier {
 public:
  Trier(const Runner* runner, const Options& options)
      : runner_(runner),
        options_(options),
        stages_({{several, "tried with fewer rows"}, {0, "what of it fails is passed over"}}, "",
                options) {}

  MigrationTrials try_next(const Migration& migration, const AfterTrial& after_trial) {
    if (!migration.has_sql) return pass(migration);
    MigrationTrials trials = about(migration);
    if (!unknown_since_.empty()) {
      trials.notes.push_back("not tried: " + unknown_since_ +
                             " is not SQL, so the schema behind it is not known");
      return trials;
    }
    stages_.fill(migration.id, trials.notes, &changed_);
    std::vector<StatementEffect> effects = try_here(migration, trials);
    if (after_trial) {
      after_trial(trials, migration,
                  {stages_.bare(), stages_.fullest(),
                   [&](const Migration& other) { return try_instead(other); }});
    }
    stages_.settle(migration, trials.notes);
    stages_.move_on(migration);
    changed_ = tables_changed_by(effects);
    past_.push_back(std::move(effects));
    return trials;
  }

 private:
  MigrationTrials about(const Migration& migration) const {
    MigrationTrials trials;
    trials.migration = migration.id;
    trials.file = migration.file;
    trials.transaction = migration.transaction;
    if (runner_ != nullptr) {
      trials.runner = runner_->title;
      if (trials.transaction == TransactionMode::unknown) {
        trials.transaction = runner_->transaction;
      }
    }
    trials.runtime = options_.runtime;
    return trials;
  }

  MigrationTrials pass(const Migration& migration) {
    MigrationTrials trials = about(migration);
    if (migration.snapshot) {
      trials.notes.push_back("not SQL: not tried; its snapshot is taken for what it makes");
      stages_.jump_to(create_statements_of(*migration.snapshot));
      past_.clear();
      unknown_since_.clear();
    } else {
      trials.notes.push_back("not SQL: not tried");
      unknown_since_ = migration.id;
    }
    return trials;
  }

  MigrationTrials try_instead(const Migration& other) const {
    MigrationTrials trials = about(other);
    try_here(other, trials);
    return trials;
  }

  std::vector<StatementEffect> try_here(const Migration& migration, MigrationTrials& trials) const {
    const Shadow behind = shadow_of(stages_.bare(), options_.deadline);
    std::vector<StatementEffect> effects = replayed_on(behind.connection, migration);
    const MigrationInHand hand{migration, effects};
    trials.statements = facts_of(hand);
    const TrialDatabases databases(stages_, options_);
    const Trial trial{hand,
                      databases,
                      past_,
                      trials.transaction,
                      do_rows_matter(effects, stages_.bare()),
                      do_foreign_keys_matter(effects, stages_.bare(), behind.connection),
                      options_};
    try {
      trials.runs = try_runs(trial, trials.notes);
      trials.reruns = try_reruns(trial, trials.notes);
    } catch (const Error& error) {  // the deadline, a table whose rows nobody can read
      trials.notes.push_back("not tried to the end: " + error.message());
    }
    return effects;
  }

  std::vector<StatementEffect> replayed_on(const Connection& shadow,
                                           const Migration& migration) const {
    const std::vector<Migration> one = {migration};
    return std::move(replay_on(shadow, {one, {0}, {}, options_}, 1).effects.front());
  }

  const Runner* runner_;
  const Options& options_;
  StagedDatabases stages_;
  std::vector<std::vector<StatementEffect>> past_;
  std::set<Identifier> changed_;  ///< tables whose rows the last migration may have changed
  std::string unknown_since_;     ///< the migration behind which the schema is not known
};

}  // namespace

std::vector<MigrationTrials> try_migrations(const Migrations& migrations, const Runner* runner,
                                            const Options& options, const AfterTrial& after_trial) {
  Trier trier(runner, options);
  std::vector<MigrationTrials> trials;
  trials.reserve(migrations.list.size());
  for (const Migration& migration : migrations.list) {
    trials.push_back(trier.try_next(migration, after_trial));
  }
  return trials;
}

}  // namespace plumbline
