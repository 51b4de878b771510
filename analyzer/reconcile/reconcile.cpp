#include "analyzer/reconcile/reconcile.hpp"

#include <algorithm>

#include "analyzer/reconcile/judge.hpp"
#include "analyzer/reconcile/rows_elsewhere.hpp"

namespace plumbline {

namespace {

std::vector<Cut> cuts_of(const Reconciled& reconciled) {
  const Situation& situation = reconciled.situation;
  std::vector<Cut> cuts;
  if (reconciled.stopped) {
    const std::string& id = situation.migration_at(reconciled.stopped->place).id;
    const bool by_rows = reconciled.decision && reconciled.decision->by == DecidedBy::rows;
    for (const std::size_t after :
         by_rows ? reconciled.decision->fits : reconciled.stopped->candidates) {
      cuts.push_back({id, static_cast<int>(after)});
    }
    return cuts;
  }
  for (const std::size_t point : situation.points) {
    if (point == 0 || situation.line.migrations() == 0) continue;
    const std::size_t place = situation.line.migration_at(point);
    cuts.push_back({situation.migration_at(place).id,
                    static_cast<int>(point - situation.line.start_of(place))});
  }
  return cuts;
}

ObjectRef reference_to(const ObjectKey& object) {
  static const std::map<std::string, ObjectType> types = {{"table", ObjectType::table},
                                                          {"index", ObjectType::index},
                                                          {"view", ObjectType::view},
                                                          {"trigger", ObjectType::trigger}};
  const auto type = types.find(object.type);
  if (type == types.end()) return {};
  return {type->second, object.name,
          type->second == ObjectType::table ? object.name : Identifier()};
}

/// Who made the object last, before or at the boundary if anybody did.
AlteredObject altered_object(const Situation& situation, const ObjectKey& object) {
  AlteredObject altered;
  altered.object = reference_to(object);
  const std::vector<Version>& versions = situation.timelines.at(object);
  const Version* last = nullptr;
  for (const Version& version : versions) {
    if (version.point == 0 || !version.text) continue;
    if (last == nullptr || version.point <= situation.boundary) last = &version;
  }
  if (last == nullptr) return altered;
  const std::size_t place = situation.line.migration_at(last->point);
  const Migration& migration = situation.migration_at(place);
  const std::size_t statement = last->point - situation.line.start_of(place);
  altered.migration = migration.id;
  altered.file = migration.file;
  if (statement <= migration.up.size()) altered.line = migration.up[statement - 1].line;
  altered.difference = difference_between(object, *last->text, *situation.fit.live.at(object));
  return altered;
}

void note_masked(const std::vector<MigrationStatus>& migrations, AlteredObject& altered) {
  for (const MigrationStatus& status : migrations) {
    if (status.id != altered.migration) continue;
    altered.masked |= std::ranges::any_of(status.verdicts, [&](const StatementStatus& verdict) {
      return verdict.line == altered.line && verdict.verdict == StatementVerdict::masked;
    });
  }
}

/// Which log counts is not known: then neither is what is recorded.
void doubt_all(std::vector<MigrationStatus>& migrations) {
  for (MigrationStatus& status : migrations) {
    if (status.state != MigrationState::pending) status.state = MigrationState::cannot_tell;
  }
}

std::vector<NotReplayed> not_replayed(const Situation& situation) {
  std::vector<NotReplayed> failures;
  for (std::size_t i = 0; i < situation.replay.effects.size(); ++i) {
    const Migration& migration = situation.migration_at(i);
    for (std::size_t j = 0; j < situation.replay.effects[i].size(); ++j) {
      const auto& failure = situation.replay.effects[i][j].failure;
      if (!failure || is_data_statement(situation.replay.effects[i][j])) continue;
      failures.push_back({migration.id, migration.file, migration.up[j].line, failure->message});
    }
  }
  return failures;
}

void add_facts_of_log(const Situation& situation, Reconciliation& facts) {
  if (!situation.log) return;
  const Runner& runner = *situation.log->found.runner;
  facts.runner = runner.title.empty() ? runner.name : runner.title;
  facts.refuses_unknown_records = runner.refuses_unknown;
  facts.refuses_edited_files = runner.refuses_edited;
  facts.next_run_refuses = situation.next.refuses;
  facts.locks = situation.log->log.locks;
}

std::set<std::size_t> resume_points(const Reconciled& reconciled) {
  std::set<std::size_t> points;
  const auto& effects = reconciled.situation.replay.effects[reconciled.stopped->place];
  for (const std::size_t after : reconciled.decision->fits) {
    points.insert(resume_point(effects, after));
  }
  return points;
}

void add_facts_of_stop(const Connection& live, Reconciled& reconciled) {
  Reconciliation& facts = reconciled.facts;
  const auto& effects = reconciled.situation.replay.effects[reconciled.stopped->place];
  const std::size_t after = reconciled.decision->by == DecidedBy::nothing
                                ? reconciled.decision->fits.front()
                                : reconciled.decision->after;
  facts.rows_elsewhere = rows_elsewhere(live, effects, after);
  const std::set<std::size_t> points = resume_points(reconciled);
  const bool lost_wherever = std::ranges::all_of(
      points, [&](std::size_t point) { return !lost_temp_tables(effects, point).empty(); });
  if (lost_wherever) facts.lost_temp_tables = lost_temp_tables(effects, *points.begin());
  reconciled.half_done = *points.begin() > 0;
  if (reconciled.half_done && reconciled.decision->by == DecidedBy::nothing) {
    facts.undecided = reconciled.decision->difference;
  }
}

/// Whether some are programs, and no snapshot behind them says what they made.
bool any_unseen(const std::vector<Migration>& migrations) {
  const auto last_seen =
      std::find_if(migrations.rbegin(), migrations.rend(),
                   [](const Migration& migration) { return migration.snapshot.has_value(); });
  return std::any_of(migrations.rbegin(), last_seen,
                     [](const Migration& migration) { return !migration.has_sql; });
}

/// A program may have made any of them: "no migration makes it" would be a guess.
void add_unexplained(const Situation& situation, Reconciliation& facts) {
  if (any_unseen(situation.migrations.list)) return;
  for (const ObjectKey& object : situation.fit.unexplained) {
    if (object.type == "pragma" || belongs_to_platform(object.name)) continue;
    facts.unexplained.push_back(reference_to(object));
  }
}

}  // namespace

Reconciled reconcile(const Connection& live, ChosenLog chosen, Migrations migrations,
                     const Options& options) {
  Reconciled reconciled;
  reconciled.facts.log_ambiguous = std::move(chosen.ambiguous);
  reconciled.facts.log_missing = std::move(chosen.missing);
  reconciled.situation = look_at(live, std::move(chosen.log), std::move(migrations), options);
  const Situation& situation = reconciled.situation;
  reconciled.stopped = stopped_at(situation);
  if (reconciled.stopped) {
    reconciled.decision = decide(live, situation.in_hand(reconciled.stopped->place),
                                 reconciled.stopped->candidates, situation.runners_tables, options);
    add_facts_of_stop(live, reconciled);
  }
  Reconciliation& facts = reconciled.facts;
  facts.migrations = judge_all(situation, reconciled.decision);
  if (!facts.log_ambiguous.empty()) doubt_all(facts.migrations);
  facts.cuts = cuts_of(reconciled);
  facts.not_replayed = not_replayed(situation);
  add_facts_of_log(situation, facts);
  for (const ObjectKey& object : situation.fit.altered) {
    if (situation.remade.contains(object)) continue;
    facts.altered.push_back(altered_object(situation, object));
    note_masked(facts.migrations, facts.altered.back());
  }
  add_unexplained(situation, facts);
  return reconciled;
}

}  // namespace plumbline
