#include "analyzer/reconcile/judge.hpp"

#include <algorithm>

#include "analyzer/reconcile/verdicts.hpp"

namespace plumbline {

namespace {

bool any_durable(const Situation& situation, std::size_t i, std::size_t from, std::size_t to) {
  const auto& effects = situation.replay.effects[i];
  return std::any_of(effects.begin() + static_cast<std::ptrdiff_t>(from),
                     effects.begin() + static_cast<std::ptrdiff_t>(to), is_durable);
}

bool any_failing(const Situation& situation, std::size_t i, std::size_t from, std::size_t to) {
  const auto& effects = situation.replay.effects[i];
  return std::any_of(
      effects.begin() + static_cast<std::ptrdiff_t>(from),
      effects.begin() + static_cast<std::ptrdiff_t>(to),
      [](const StatementEffect& effect) { return effect.failure && !is_durable(effect); });
}

/// A point inside a transaction of the file's own is the one before its BEGIN: what is open when a
/// process dies was never there. Behind the last statement the runner has committed it.
std::size_t behind_what_is_committed(const Situation& situation, std::size_t point) {
  if (point == 0) return point;
  const std::size_t place = situation.line.migration_at(point);
  const std::size_t start = situation.line.start_of(place);
  if (point == situation.line.end_of(place)) return point;
  const auto& effects = situation.replay.effects[place];
  while (point > start && effects[point - start - 1].in_transaction) --point;
  return point;
}

/// Between which points the database stands, narrowed by what the rows said.
std::optional<Reach> reach_of(const Situation& situation, const std::optional<Decision>& decision) {
  if (situation.points.empty()) return std::nullopt;
  const auto committed = [&](std::size_t point) {
    return behind_what_is_committed(situation, point);
  };
  const auto stopped = stopped_at(situation);
  if (decision && stopped && !decision->fits.empty()) {
    const std::size_t start = situation.line.start_of(stopped->place);
    const bool decided = decision->by == DecidedBy::rows || decision->by == DecidedBy::errors;
    const std::size_t from = start + (decided ? decision->after : decision->fits.front());
    return Reach{committed(from), committed(decided ? from : start + decision->fits.back())};
  }
  return Reach{committed(situation.points.front()), committed(situation.points.back())};
}

Presence presence_by_reach(const Situation& situation, std::size_t i, const Reach& reach) {
  const std::size_t start = situation.line.start_of(i);
  const std::size_t end = situation.line.end_of(i);
  const std::size_t size = end - start;
  if (!any_durable(situation, i, 0, size)) return Presence::unknown;
  const auto inside = [&](std::size_t point) {
    return point <= start ? 0 : std::min(point - start, size);
  };
  if (!any_durable(situation, i, inside(reach.from), size)) {
    // A statement that fails wherever it runs has not run: whoever recorded it knows better.
    const bool fails = any_failing(situation, i, inside(reach.from), size);
    if (!fails || situation.is_recorded(i)) return Presence::all;
    return any_durable(situation, i, 0, inside(reach.from)) ? Presence::some : Presence::none;
  }
  if (!any_durable(situation, i, 0, inside(reach.from))) {
    // Whatever is doubtful in there may not have run: the log has the word.
    return any_durable(situation, i, 0, inside(reach.to)) ? Presence::unknown : Presence::none;
  }
  return Presence::some;
}

Presence presence_by_objects(const std::vector<StatementStatus>& verdicts) {
  bool done = false, pending = false;
  for (const StatementStatus& status : verdicts) {
    switch (status.verdict) {
      case StatementVerdict::pending:
        pending = true;
        break;
      case StatementVerdict::data_only:
      case StatementVerdict::no_effect:
        break;
      default:
        done = true;
    }
  }
  if (done && pending) return Presence::some;
  if (!done && !pending) return Presence::unknown;
  return done ? Presence::all : Presence::none;
}

bool counts_as_applied(StatementVerdict verdict) {
  return verdict == StatementVerdict::applied || verdict == StatementVerdict::superseded ||
         verdict == StatementVerdict::altered || verdict == StatementVerdict::masked;
}

MigrationState state_of(bool recorded, bool never, Presence presence) {
  switch (presence) {
    case Presence::all:
      return recorded ? MigrationState::applied : MigrationState::present_but_unrecorded;
    case Presence::some:
      return MigrationState::partial;
    case Presence::none:
      if (recorded) return MigrationState::recorded_but_absent;
      break;
    case Presence::unknown:
      if (recorded) return MigrationState::applied;
      break;
  }
  return never ? MigrationState::will_never_run : MigrationState::pending;
}

/// A late one ran out of order, or the log lost its row.
std::set<MigrationFlag> flags_of(const Situation& situation, std::size_t index) {
  std::set<MigrationFlag> flags;
  const RecordOf& record = situation.matched.of[index];
  const bool may_differ = situation.migrations.list[index].runs_again_when_edited;
  if (situation.runs_again(index)) flags.insert(MigrationFlag::runs_again);
  if (!may_differ && record.checksum == ChecksumAnswer::edited) flags.insert(MigrationFlag::edited);
  if (!may_differ && record.checksum == ChecksumAnswer::cosmetic_edit) {
    flags.insert(MigrationFlag::cosmetic_edit);
  }
  if (record.times > 1) flags.insert(MigrationFlag::duplicate_record);
  if (record.dirty) flags.insert(MigrationFlag::dirty);
  if (record.by_baseline) flags.insert(MigrationFlag::baseline);
  if (situation.next.overtaken.contains(index)) flags.insert(MigrationFlag::out_of_order);
  return flags;
}

MigrationStatus status_of(const Situation& situation, std::size_t i,
                          const std::optional<Decision>& decision) {
  const std::size_t index = situation.replay.order[i];
  const Migration& migration = situation.migrations.list[index];
  Judged judged = judge(situation, i, decision);
  MigrationStatus status;
  status.id = migration.id;
  status.file = migration.file;
  status.recorded = situation.is_recorded(i);
  const bool never = std::ranges::find(situation.next.never, index) != situation.next.never.end();
  status.state = state_of(status.recorded, never, judged.presence);
  status.flags = flags_of(situation, index);
  status.statements = static_cast<int>(situation.replay.effects[i].size());
  const bool all =
      judged.presence == Presence::all || (status.recorded && judged.presence == Presence::unknown);
  status.applied = all ? status.statements : judged.applied;
  if (const auto reach = reach_of(situation, decision); reach && !all) {
    const std::size_t start = situation.line.start_of(i);
    status.applied =
        static_cast<int>(std::clamp(reach->from, start, situation.line.end_of(i)) - start);
  }
  const bool plain = status.state == MigrationState::applied;
  const bool doubtful = judged.presence == Presence::unknown && !status.recorded;
  if (!plain && (judged.presence != Presence::none || doubtful)) {
    status.verdicts = std::move(judged.verdicts);
  } else if (plain) {
    std::erase_if(judged.verdicts, [](const StatementStatus& verdict) {
      return verdict.verdict != StatementVerdict::altered &&
             verdict.verdict != StatementVerdict::masked;
    });
    status.verdicts = std::move(judged.verdicts);
  }
  return status;
}

}  // namespace

Judged judge(const Situation& situation, std::size_t i, const std::optional<Decision>& decision) {
  const std::optional<Reach> reach = reach_of(situation, decision);
  Judged judged;
  // What it did when it ran is not in its text any more.
  if (situation.runs_again(situation.replay.order[i])) return {Presence::all, {}, 0};
  const std::size_t start = situation.line.start_of(i);
  const bool concerns_altered = !situation.fit.altered.empty();
  if (reach) {
    judged.presence = presence_by_reach(situation, i, *reach);
    const bool plain = judged.presence == Presence::all || judged.presence == Presence::none;
    if (plain && !concerns_altered && situation.is_recorded(i)) return judged;
  }
  for (std::size_t point = start + 1; point <= situation.line.end_of(i); ++point) {
    judged.verdicts.push_back(verdict_on(situation, point, reach));
    judged.applied += counts_as_applied(judged.verdicts.back().verdict) ? 1 : 0;
  }
  if (!reach) judged.presence = presence_by_objects(judged.verdicts);
  return judged;
}

std::vector<MigrationStatus> judge_all(const Situation& situation,
                                       const std::optional<Decision>& decision) {
  std::vector<MigrationStatus> all(situation.migrations.list.size());
  for (std::size_t i = 0; i < situation.replay.order.size(); ++i) {
    all[situation.replay.order[i]] = status_of(situation, i, decision);
  }
  for (const LogRecord& record : situation.matched.unknown) {
    MigrationStatus status;
    status.id = record.key;
    status.recorded = !record.failed;
    status.state = record.failed ? MigrationState::cannot_tell : MigrationState::applied;
    status.flags = {MigrationFlag::missing_file};
    if (record.failed) status.flags.insert(MigrationFlag::dirty);
    all.push_back(std::move(status));
  }
  return all;
}

}  // namespace plumbline
