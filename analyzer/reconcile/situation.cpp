#include "analyzer/reconcile/situation.hpp"

#include <algorithm>

#include "analyzer/reconcile/preconditions.hpp"
#include "analyzer/reconcile/replaced.hpp"
#include "analyzer/reconcile/unread_records.hpp"

namespace plumbline {

namespace {

using Order = std::vector<std::size_t>;

Order in_file_order(const Migrations& migrations) {
  Order order(migrations.list.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  return order;
}

/// Recorded ones as they ran, then those that will run, then those that never will. What runs again
/// may build on what is still to run, unless something that has run builds on it.
Order recorded_first(const Situation& situation) {
  Order order;
  for (std::size_t i = 0; i < situation.migrations.list.size(); ++i) {
    if (situation.matched.of[i].recorded) order.push_back(i);
  }
  while (!order.empty() && situation.runs_again(order.back())) order.pop_back();
  for (const auto* more : {&situation.next.runs, &situation.next.never}) {
    for (const std::size_t i : *more) {
      if (std::ranges::find(order, i) == order.end()) order.push_back(i);
    }
  }
  for (const std::size_t i : in_file_order(situation.migrations)) {
    if (std::ranges::find(order, i) == order.end()) order.push_back(i);
  }
  return order;
}

std::map<Identifier, std::string> texts_of(const Connection& live,
                                           const std::set<Identifier>& tables) {
  std::map<Identifier, std::string> texts;
  for (const auto& [object, sql] : object_texts(live, {})) {
    if (object.type == "table" && tables.contains(object.name)) texts[object.name] = sql;
  }
  return texts;
}

/// The live objects, and the settings that migrations set.
ObjectTexts live_texts(const Connection& live, const Situation& situation) {
  ObjectTexts texts = object_texts(live, situation.runners_tables);
  for (const auto& [object, versions] : situation.timelines) {
    if (object.type != "pragma") continue;
    texts[object] = std::to_string(live.integer("PRAGMA " + object.name.text()).value_or(0));
  }
  return texts;
}

/// A runner that counts in user_version sets it itself.
void forget_own_setting(Situation& situation) {
  const bool counts = situation.log && situation.log->found.runner->mode == LogMode::user_version;
  if (counts) situation.timelines.erase({"pragma", Identifier("user_version")});
  for (auto& migration : situation.replay.effects) {
    for (StatementEffect& effect : migration) {
      if (!counts) return;
      std::erase_if(effect.changes, [](const ObjectChange& change) {
        return change.object == ObjectKey{"pragma", Identifier("user_version")};
      });
    }
  }
}

/// Of all points that fit, those that the log allows best: inside the first migration that is not
/// recorded, else behind it, else before.
std::vector<std::size_t> best_points(const Situation& situation) {
  const Line& line = situation.line;
  const std::size_t next_end =
      situation.recorded < line.migrations() ? line.end_of(situation.recorded) : situation.boundary;
  std::vector<std::size_t> inside, behind, before;
  for (const std::size_t point : situation.fit.points) {
    if (point < situation.boundary) {
      before.push_back(point);
    } else {
      (point <= next_end ? inside : behind).push_back(point);
    }
  }
  if (!inside.empty()) return inside;
  const auto same_migration = [&](std::vector<std::size_t> points, std::size_t reference) {
    const std::size_t place = line.migration_at(reference);
    std::erase_if(points, [&](std::size_t point) {
      return point < line.start_of(place) || point > line.end_of(place);
    });
    return points;
  };
  if (!behind.empty()) return same_migration(behind, behind.front());
  if (before.empty()) return {};
  // The last migration that has any effect by then is the one to look at.
  return before.back() == 0 ? before : same_migration(before, before.back());
}

/// The objects that the migrations change that run again.
std::set<ObjectKey> remade_by(const Situation& situation) {
  std::set<ObjectKey> remade;
  for (std::size_t i = 0; i < situation.replay.order.size(); ++i) {
    if (!situation.runs_again(situation.replay.order[i])) continue;
    for (const StatementEffect& effect : situation.replay.effects[i]) {
      for (const ObjectChange& change : effect.changes) remade.insert(change.object);
    }
  }
  return remade;
}

/// Where the live objects stand, those that are made again left out.
LiveFit fit_of(const Situation& situation, ObjectTexts texts) {
  const std::set<ObjectKey>& remade = situation.remade;
  if (remade.empty()) return fit_live(situation.replay, situation.line, situation.timelines, texts);
  Replay replay = situation.replay;
  for (auto& effects : replay.effects) {
    for (StatementEffect& effect : effects) {
      std::erase_if(effect.changes,
                    [&](const ObjectChange& change) { return remade.contains(change.object); });
    }
  }
  std::map<ObjectKey, std::optional<std::string>> are;
  for (const ObjectKey& object : remade) {
    const auto there = texts.find(object);
    are[object] = there == texts.end() ? std::nullopt : std::optional(there->second);
    texts.erase(object);
  }
  LiveFit fit = fit_live(replay, situation.line, timelines_of(replay, situation.line), texts);
  fit.live.merge(are);
  fit.altered.insert(remade.begin(), remade.end());
  return fit;
}

/// A table that the next migration drops before it makes it, and that is there in a form that no
/// migration gives it, is what the schema was before the migrations: no trace of that one's run.
void look_past_replaced(const Connection& live, const Options& options, Situation& situation) {
  const auto fits = [&](const LiveFit& fit) {
    return std::ranges::find(fit.points, situation.boundary) != fit.points.end();
  };
  if (situation.fit.altered.empty() || fits(situation.fit)) return;
  if (situation.recorded >= situation.line.migrations()) return;
  if (!situation.migration_at(situation.recorded).has_sql) return;
  const std::set<ObjectKey> replaced =
      replaced_by(live, situation.in_hand(situation.recorded), situation.fit.altered,
                  situation.runners_tables, options);
  ObjectTexts texts = live_texts(live, situation);
  for (const ObjectKey& object : replaced) texts.erase(object);
  LiveFit without = fit_of(situation, std::move(texts));
  if (fits(without)) situation.fit = std::move(without);
}

void lay_out(const Connection& live, Order order, const Options& options, Situation& situation) {
  const auto tables = texts_of(live, situation.runners_tables);
  situation.replay = replay({situation.migrations.list, std::move(order), tables, options});
  situation.line = Line(situation.replay);
  forget_own_setting(situation);
  situation.timelines = timelines_of(situation.replay, situation.line);
  situation.remade = remade_by(situation);
  situation.fit = fit_of(situation, live_texts(live, situation));
  situation.recorded = 0;
  while (situation.recorded < situation.replay.order.size() &&
         situation.is_recorded(situation.recorded)) {
    ++situation.recorded;
  }
  situation.boundary = situation.recorded == 0 ? 0 : situation.line.end_of(situation.recorded - 1);
  look_past_replaced(live, options, situation);
  situation.points = best_points(situation);
}

bool fits_behind_the_log(const Situation& situation) {
  return !situation.points.empty() && situation.points.back() >= situation.boundary;
}

/// Empty where the choice names no runner, or one that may have the name of its table changed.
std::string log_named_by(const LogChoice& choice) {
  if (choice.runner == "auto" || !choice.table.empty()) return "";
  const std::vector<const Runner*> named = runners_named(choice.runner);
  if (named.empty() || named.front()->tables.empty()) return "";
  return named.front()->tables.front() + ", the log of " + named.front()->title;
}

}  // namespace

const Migration& Situation::migration_at(std::size_t i) const {
  return migrations.list[replay.order[i]];
}
bool Situation::runs_again(std::size_t index) const {
  return matched.of[index].recorded && std::ranges::find(next.runs, index) != next.runs.end();
}
bool Situation::is_recorded(std::size_t i) const { return matched.of[replay.order[i]].recorded; }
MigrationInHand Situation::in_hand(std::size_t i) const {
  return {migration_at(i), replay.effects[i]};
}

ChosenLog choose_log(const Connection& live, const Schema& schema, const LogChoice& choice) {
  const std::vector<FoundLog> found = find_logs(live, schema, choice);
  ChosenLog chosen;
  if (found.size() == 1) {
    chosen.log = LogInHand{found.front(), read_log(live, found.front()), std::nullopt};
    const Table* table = find_table(schema, found.front().table);
    if (table != nullptr) chosen.log->table = *table;
  }
  for (const FoundLog& log : found) {
    if (found.size() == 1) break;
    chosen.ambiguous +=
        (chosen.ambiguous.empty() ? "" : ", ") + log.runner->name + " (" + log.table.text() + ")";
  }
  if (found.empty()) chosen.missing = log_named_by(choice);
  return chosen;
}

Situation look_at(const Connection& live, std::optional<LogInHand> log, Migrations migrations,
                  const Options& options) {
  Situation situation;
  situation.migrations = std::move(migrations);
  situation.log = std::move(log);
  if (situation.log) {
    const FoundLog& found = situation.log->found;
    if (!found.table.text().empty()) situation.runners_tables.insert(found.table);
    situation.runners_tables.insert(found.side_tables.begin(), found.side_tables.end());
    add_unread_records(*found.runner, situation.log->log, situation.migrations);
    situation.matched = match_log(*found.runner, situation.log->log, situation.migrations.list);
    situation.next =
        next_run(*found.runner, situation.log->log, situation.migrations.list, situation.matched);
  } else {
    situation.matched.of.resize(situation.migrations.list.size());
    situation.next.runs = in_file_order(situation.migrations);
  }
  ask_preconditions(live, options, situation);
  const Order files = in_file_order(situation.migrations);
  const Order ran = recorded_first(situation);
  lay_out(live, ran, options, situation);
  if (ran != files && !fits_behind_the_log(situation)) {
    Situation other = situation;
    lay_out(live, files, options, other);
    if (!other.points.empty() && (situation.points.empty() || fits_behind_the_log(other))) {
      return other;
    }
  }
  return situation;
}

std::optional<Stopped> stopped_at(const Situation& situation) {
  if (situation.points.empty()) return std::nullopt;
  const Line& line = situation.line;
  const std::size_t first = situation.points.front();
  const std::size_t last = situation.points.back();
  // A point between two migrations is the end of the first, unless the log says that it ended well.
  std::size_t place = last == 0 ? 0 : line.migration_at(last);
  if (last == situation.boundary) {
    if (situation.recorded >= line.migrations()) return std::nullopt;
    place = situation.recorded;
  }
  Stopped stopped{place, {}};
  for (const std::size_t point : situation.points) {
    if (point >= line.start_of(place)) stopped.candidates.push_back(point - line.start_of(place));
  }
  return first <= line.end_of(place) ? std::optional(stopped) : std::nullopt;
}

}  // namespace plumbline
