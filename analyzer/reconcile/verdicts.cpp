#include "analyzer/reconcile/verdicts.hpp"

#include <algorithm>

#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

struct Place {
  std::size_t migration = 0;  ///< on the line
  std::size_t statement = 0;  ///< 0-based
};

Place place_of(const Line& line, std::size_t point) {
  const std::size_t migration = line.migration_at(point);
  return {migration, point - line.start_of(migration) - 1};
}

std::string named(const Situation& situation, std::size_t point) {
  const Place place = place_of(situation.line, point);
  return situation.migration_at(place.migration).id + ":" + std::to_string(place.statement + 1);
}

/// The stretch of the line on which an object is as it is in the live database; of several, the one
/// that holds `near`: the point that is known, or else that of the log.
struct Stretch {
  std::size_t from = 0, to = 0;
};
std::optional<Stretch> stretch_of(const Situation& situation, const ObjectKey& object,
                                  std::size_t near) {
  const std::vector<Version>& versions = situation.timelines.at(object);
  const std::optional<std::string>& live = situation.fit.live.at(object);
  std::optional<Stretch> best;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (versions[i].text != live) continue;
    const std::size_t to =
        i + 1 < versions.size() ? versions[i + 1].point - 1 : situation.line.end();
    if (!best || best->to < near) best = Stretch{versions[i].point, to};
  }
  return best;
}

bool says_if_not_exists(const std::string& sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  for (std::size_t i = 0; i + 2 < tokens.size() && i < 6; ++i) {
    if (is_word(tokens[i], "if") && is_word(tokens[i + 1], "not")) return true;
  }
  return false;
}

/// What one object says about the statement that changes it.
StatementStatus asked(const Situation& situation, const ObjectChange& change, std::size_t point,
                      std::size_t near, const std::string& sql) {
  const std::string object = to_string(change.object);
  if (situation.remade.contains(change.object)) {
    return {0, 0, StatementVerdict::applied, object + " is made again at the next start"};
  }
  if (situation.fit.altered.contains(change.object)) {
    const std::string& live = *situation.fit.live.at(change.object);
    const std::string what =
        change.to ? difference_between(change.object, *change.to, live) : std::string();
    const bool masked = !change.from && says_if_not_exists(sql);
    return {0, 0, masked ? StatementVerdict::masked : StatementVerdict::altered,
            object + " is there in a form that no migration gives it" +
                (what.empty() ? "" : " (" + what + ")")};
  }
  const auto stretch = stretch_of(situation, change.object, near);
  if (!stretch) return {0, 0, StatementVerdict::pending, object + " is not as it leaves it"};
  if (point > stretch->to) {
    const bool there = situation.fit.live.at(change.object).has_value();
    const bool makes = change.to && !change.from;
    const bool drops = !change.to;
    return {0, 0, StatementVerdict::pending,
            object + (makes   ? " is not there"
                      : drops ? " is still there"
                      : there ? " is as it was before"
                              : " is not there")};
  }
  if (point == stretch->from) {
    return {0, 0, StatementVerdict::applied,
            object + (!change.to    ? " is gone"
                      : change.from ? " is as it leaves it"
                                    : " is there")};
  }
  return {0, 0, StatementVerdict::superseded,
          object + " is as " + named(situation, stretch->from) + " leaves it"};
}

/// The least that its objects say: a statement is applied when all of them show it.
StatementStatus asked_of_objects(const Situation& situation, const StatementEffect& effect,
                                 std::size_t point, std::size_t near, const std::string& sql) {
  std::optional<StatementStatus> least;
  const auto rank = [](StatementVerdict verdict) {
    switch (verdict) {
      case StatementVerdict::pending:
        return 0;
      case StatementVerdict::altered:
      case StatementVerdict::masked:
        return 1;
      case StatementVerdict::applied:
        return 2;
      default:
        return 3;
    }
  };
  for (const ObjectChange& change : effect.changes) {
    StatementStatus status = asked(situation, change, point, near, sql);
    if (!least || rank(status.verdict) < rank(least->verdict)) least = std::move(status);
  }
  return *least;
}

/// Where a point is known, the objects only have to say why.
StatementStatus by_reach(const Situation& situation, const StatementEffect& effect,
                         std::size_t point, const Reach& reach, const std::string& sql) {
  const bool data = effect.changes.empty();
  if (point > reach.from && point <= reach.to) {
    return {0, 0, StatementVerdict::data_only,
            "changes rows only; whether it has run is not shown"};
  }
  const bool done = point <= reach.from;
  if (data) {
    return {0, 0, done ? StatementVerdict::applied : StatementVerdict::pending,
            done ? "what comes behind it is there" : "what comes before it is not there"};
  }
  StatementStatus status = asked_of_objects(situation, effect, point, reach.from, sql);
  const bool special =
      status.verdict == StatementVerdict::altered || status.verdict == StatementVerdict::masked;
  const bool says_done =
      status.verdict == StatementVerdict::applied || status.verdict == StatementVerdict::superseded;
  if (special || says_done == done) return status;
  status.verdict = done ? StatementVerdict::applied : StatementVerdict::pending;
  status.evidence =
      done ? "the schema as a whole is as behind it" : "the schema as a whole is as before it";
  return status;
}

}  // namespace

StatementStatus verdict_on(const Situation& situation, std::size_t point,
                           const std::optional<Reach>& reach) {
  const Place place = place_of(situation.line, point);
  const StatementEffect& effect = situation.replay.effects[place.migration][place.statement];
  const Migration& migration = situation.migration_at(place.migration);
  const bool has_text = place.statement < migration.up.size();
  const std::string sql = has_text ? migration.up[place.statement].sql : "";
  StatementStatus status;
  if (effect.failure && !is_durable(effect)) {
    status = {0, 0, StatementVerdict::no_effect,
              "does not run on an empty database: " + effect.failure->message};
  } else if (!is_durable(effect)) {
    status = {0, 0, StatementVerdict::no_effect, "leaves no mark in the database"};
  } else if (reach) {
    status = by_reach(situation, effect, point, *reach, sql);
  } else if (effect.changes.empty()) {
    status = {0, 0, StatementVerdict::data_only,
              "changes rows only; whether it has run is not shown"};
  } else {
    status = asked_of_objects(situation, effect, point, situation.boundary, sql);
  }
  status.statement = static_cast<int>(place.statement) + 1;
  status.line = has_text ? migration.up[place.statement].line : 0;
  return status;
}

}  // namespace plumbline
