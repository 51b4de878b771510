#include <algorithm>

#include "analyzer/mend/mend.hpp"
#include "analyzer/mend/prove_work.hpp"
#include "analyzer/mend/state_at.hpp"
#include "analyzer/plan/plan_repair.hpp"
#include "analyzer/reconcile/judge.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

std::string joined(const std::vector<Identifier>& names) {
  std::string text;
  for (const Identifier& name : names) text += (text.empty() ? "" : ", ") + name.text();
  return text;
}

/// "016_api_tokens:2, 016_api_tokens:3": what --resume-at takes.
std::string resume_words(const Migration& migration, const std::vector<std::size_t>& fits) {
  std::string words;
  for (const std::size_t after : fits) {
    words += (words.empty() ? "" : " or ") + migration.id + ":" + std::to_string(after + 1);
  }
  return words;
}

class Finisher {
 public:
  explicit Finisher(const MendInput& input) : in_(input), situation_(input.reconciled.situation) {}

  Planning run() {
    if (nothing_has_begun()) return nothing_to_do(in_);
    if (const auto refusal = log_refusal(in_)) return *refusal;
    if (in_.request.resume_at) return resume_where_told();
    if (!situation_.migrations.list.empty() && situation_.points.empty()) return by_objects();
    if (!situation_.points.empty() && situation_.points.back() < situation_.boundary) {
      return records_without_effect();
    }
    const auto& stopped = in_.reconciled.stopped;
    if (!stopped) return go_on(situation_.recorded, {});
    if (stopped->candidates.back() == 0 && stopped->place == situation_.recorded) {
      return go_on(stopped->place, {});
    }
    if (!in_.reconciled.facts.lost_temp_tables.empty())
      return temp_rows_lost(*stopped, in_.reconciled.facts.lost_temp_tables);
    const Decision& decision = *in_.reconciled.decision;
    if (decision.by == DecidedBy::nothing) return not_known(*stopped, decision);
    if (!situation_.migration_at(stopped->place).has_sql) return by_snapshot(*stopped);
    std::vector<Stretch> stretches = present_before(stopped->place);
    stretches.push_back({stopped->place, decision.after});
    because_ = "Goes on behind statement " + std::to_string(decision.after) + " of " +
               situation_.migration_at(stopped->place).id + ": " + decision.evidence + ".";
    return go_on(stopped->place + 1, std::move(stretches));
  }

 private:
  /// Not recorded, and all there: only their rows in the log are missing.
  std::vector<Stretch> present_before(std::size_t place) const {
    std::vector<Stretch> stretches;
    for (std::size_t i = situation_.recorded; i < place; ++i) {
      if (!situation_.is_recorded(i)) stretches.push_back({i, situation_.replay.effects[i].size()});
    }
    return stretches;
  }

  bool nothing_has_begun() const {
    const auto& stopped = in_.reconciled.stopped;
    return in_.request.mode != RepairMode::through && !in_.request.resume_at && stopped &&
           stopped->place == situation_.recorded &&
           leaves_no_trace(situation_.replay.effects[stopped->place], stopped->candidates.back()) &&
           !marked_as_failed(in_);
  }

  /// Of the first `count` statements: DROP TABLE IF EXISTS of what is not there leaves none.
  static bool leaves_no_trace(const std::vector<StatementEffect>& effects, std::size_t count) {
    return std::all_of(effects.begin(), effects.begin() + static_cast<std::ptrdiff_t>(count),
                       [](const StatementEffect& effect) {
                         return !is_durable(effect) && effect.touched.temp_tables.empty();
                       });
  }

  /// Adds what --through asks for, from place `next` on, and proves the whole.
  Planning go_on(std::size_t next, std::vector<Stretch> stretches) {
    if (in_.request.mode == RepairMode::through) {
      const auto last = find_migration(situation_.migrations.list, in_.request.through);
      if (!last) return refused("no migration is called " + in_.request.through, "see status");
      for (std::size_t i = next; i < situation_.line.migrations(); ++i) {
        const bool asked = situation_.replay.order[i] <= *last;
        if (asked && !situation_.is_recorded(i)) stretches.push_back({i, 0});
      }
    }
    if (stretches.empty()) return marked_as_failed(in_) ? mend_log(in_) : nothing_to_do(in_);
    const bool only_records = std::ranges::all_of(stretches, [&](const Stretch& stretch) {
      return stretch.from == situation_.replay.effects[stretch.place].size();
    });
    if (only_records && !situation_.log) {
      return refused("nothing is half-done, and no log of a runner was found to record it in",
                     way_to_log(in_.reconciled.facts));
    }
    for (const Stretch& stretch : stretches) {
      const Migration& migration = situation_.migration_at(stretch.place);
      const std::size_t size = situation_.replay.effects[stretch.place].size();
      if (!migration.has_sql && (size == 0 || stretch.from < size)) {
        return refused(migration.id + " is not SQL: only its runner can run it",
                       "let the runner do it, or give a history that has its SQL");
      }
    }
    return prove(stretches);
  }

  Planning prove(const std::vector<Stretch>& stretches) {
    const Shadow reached = shadow_of(in_.live.connection, in_.options.deadline);
    Work work = work_on(reached.connection, situation_, stretches, in_.options);
    if (!work.refusals.empty()) return Refused{std::move(work.refusals)};
    return prove_work({in_.live.connection, reached.connection, situation_.runners_tables,
                       header(stretches), in_.options},
                      std::move(work));
  }

  std::vector<std::string> header(const std::vector<Stretch>& stretches) const {
    std::string what;
    for (const Stretch& stretch : stretches) {
      const std::size_t size = situation_.replay.effects[stretch.place].size();
      const std::string verb = stretch.from == 0      ? "runs "
                               : stretch.from == size ? "records "
                                                      : "finishes ";
      what += (what.empty() ? "" : ", ") + verb + situation_.migration_at(stretch.place).id;
    }
    std::vector<std::string> lines = {"Plumbline: " + what + " in " + in_.live.name + "."};
    if (!because_.empty()) lines.push_back(because_);
    if (!situation_.log) lines.emplace_back("No log of a runner was found: none is written.");
    return lines;
  }

  std::optional<std::size_t> place_named(const std::string& name) const {
    const auto index = find_migration(situation_.migrations.list, name);
    if (!index) return std::nullopt;
    const auto& order = situation_.replay.order;
    return static_cast<std::size_t>(std::ranges::find(order, *index) - order.begin());
  }

  Planning resume_where_told() {
    const ResumePoint& told = *in_.request.resume_at;
    const auto place = place_named(told.migration);
    if (!place) return refused("no migration is called " + told.migration, "see status");
    const auto& stopped = in_.reconciled.stopped;
    const auto after = static_cast<std::size_t>(std::max(told.statement, 1)) - 1;
    const std::size_t size = situation_.replay.effects[*place].size();
    if (after > size) {
      return refused(told.migration + " has " + std::to_string(size) + " statements",
                     "name one of them, or " + std::to_string(size + 1) + " for its end");
    }
    const bool fits = stopped && stopped->place == *place &&
                      std::ranges::find(stopped->candidates, after) != stopped->candidates.end();
    if (stopped && !fits) {
      return refused("the schema is not as it is before statement " +
                         std::to_string(told.statement) + " of " + told.migration,
                     "these fit: " + resume_words(situation_.migration_at(stopped->place),
                                                  stopped->candidates));
    }
    const auto& effects = situation_.replay.effects[*place];
    if (const auto lost = lost_temp_tables(effects, after); !lost.empty()) {
      return temp_rows_lost({*place, {after}}, lost);
    }
    because_ = "Goes on with statement " + std::to_string(told.statement) + " of " +
               told.migration + ", as it was told (--resume-at).";
    std::vector<Stretch> stretches = present_before(*place);
    stretches.push_back({*place, after});
    return go_on(*place + 1, std::move(stretches));
  }

  Refused temp_rows_lost(const Stopped& stopped, const std::vector<Identifier>& tables) const {
    return refused(situation_.migration_at(stopped.place).id + " kept rows in a TEMP table (" +
                       joined(tables) + "), which went with the connection: they are gone",
                   "restore them from a backup; going on would make their loss final");
  }

  Refused not_known(const Stopped& stopped, const Decision& decision) const {
    const Migration& migration = situation_.migration_at(stopped.place);
    return refused("how far " + migration.id +
                       " came cannot be known from the outside: " + decision.difference,
                   "say from which statement it goes on: --resume-at " +
                       resume_words(migration, decision.fits));
  }

  Refused records_without_effect() const {
    std::string ids;
    bool any_row = false;
    for (const MigrationStatus& status : in_.reconciled.facts.migrations) {
      if (status.state != MigrationState::recorded_but_absent &&
          !(status.recorded && status.state == MigrationState::partial)) {
        continue;
      }
      ids += (ids.empty() ? "" : ", ") + status.id;
      any_row = any_row || !status.flags.contains(MigrationFlag::baseline);
    }
    return refused("the log says that these ran, and the schema does not show it: " + ids,
                   any_row ? "--log-only takes the records away, so that the runner applies them "
                             "again"
                           : "--to the directory of migrations makes what is missing: the baseline "
                             "in the log keeps the runner from it");
  }

  /// A migration that is not SQL: the schema behind it is known, and nothing else of it.
  Planning by_snapshot(const Stopped& stopped) {
    const auto last = find_migration(situation_.migrations.list, in_.request.through);
    const bool further = last && *last != situation_.replay.order[stopped.place];
    if (in_.request.mode == RepairMode::through && further) {
      return refused("what comes behind " + situation_.migration_at(stopped.place).id +
                         " is not SQL: only its runner can run it",
                     "repair without --through finishes this one; let the runner do the others");
    }
    return to_point(stopped.place);
  }

  /// No point fits. Where only objects are missing, they can be made all the same.
  Planning by_objects() {
    std::size_t place = situation_.recorded;
    for (std::size_t i = 0; i < situation_.line.migrations(); ++i) {
      if (situation_.is_recorded(i)) continue;
      const Judged judged = judge(situation_, i, std::nullopt);
      if (judged.presence == Presence::none || judged.presence == Presence::unknown) break;
      for (const StatementStatus& status : judged.verdicts) {
        if (status.verdict != StatementVerdict::data_only) continue;
        return refused("no point of " + situation_.migration_at(i).id +
                           " fits the schema as a whole, so whether its statement " +
                           std::to_string(status.statement) + " has changed rows is not known",
                       "say from which statement it goes on: --resume-at " +
                           situation_.migration_at(i).id + ":K");
      }
      place = i + 1;
    }
    return place == 0 ? Planning(nothing_to_do(in_)) : to_point(place - 1);
  }

  /// The schema behind migration `place`, by the planner; recorded are all up to it.
  Planning to_point(std::size_t place) {
    LogWork log;
    log.tables = situation_.runners_tables;
    std::vector<std::size_t> recorded;
    for (std::size_t i = 0; i <= place; ++i) {
      if (!situation_.is_recorded(i)) recorded.push_back(situation_.replay.order[i]);
    }
    if (situation_.log) {
      const LogContext context = log_context(situation_);
      for (const std::size_t index : recorded) {
        for (Statement& statement : record_migration(context, index)) {
          log.statements.push_back(std::move(statement));
        }
      }
      log.guards = log_guards(context, recorded);
    }
    const Source target =
        state_at(situation_, situation_.line.end_of(place), in_.live.connection, in_.options);
    const Source live = copy_of(in_.live, in_.options);
    return plan_repair(live, target, in_.options.renames, in_.options, log);
  }

  const MendInput& in_;
  const Situation& situation_;
  std::string because_;
};

}  // namespace

Planning finish(const MendInput& input) { return Finisher(input).run(); }

}  // namespace plumbline
