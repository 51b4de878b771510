#include <algorithm>

#include "analyzer/mend/mend.hpp"
#include "analyzer/mend/rows_of_migrations.hpp"
#include "analyzer/mend/state_at.hpp"
#include "analyzer/plan/plan_repair.hpp"
#include "analyzer/plan/script_form.hpp"
#include "analyzer/reconcile/rows_elsewhere.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

enum class Contained { all, none, partly };

class TargetReacher {
 public:
  TargetReacher(const MendInput& input, const Source& target)
      : in_(input),
        situation_(input.reconciled.situation),
        target_(target),
        texts_(object_texts(target.schema, situation_.runners_tables)) {}

  Planning run() {
    if (const auto refusal = log_refusal(in_)) return *refusal;
    std::vector<std::size_t> recorded, left;
    for (std::size_t i = 0; i < situation_.line.migrations(); ++i) {
      if (situation_.is_recorded(i)) continue;
      const Migration& migration = situation_.migration_at(i);
      const Contained contained = contained_in_target(i);
      if (contained == Contained::all) {
        recorded.push_back(i);
      } else if (contained == Contained::partly || !applies_to_target(i)) {
        return refused(migration.id + " is neither contained in " + target_.name +
                           " nor can it be applied to it",
                       "declare a target that is the schema behind a migration, or use --through");
      } else {
        left.push_back(i);
      }
    }
    if (const auto refusal = overtaken(left, recorded)) return *refusal;
    return plan(recorded);
  }

 private:
  /// A runner that takes no late ones would stop, or leave it out for ever.
  std::optional<Refused> overtaken(const std::vector<std::size_t>& left,
                                   const std::vector<std::size_t>& recorded) const {
    if (!situation_.log || situation_.log->found.runner->late == Late::apply) return std::nullopt;
    const Runner& runner = *situation_.log->found.runner;
    for (const std::size_t older : left) {
      for (const std::size_t newer : recorded) {
        if (newer < older || app_of(newer) != app_of(older)) continue;
        const std::string late = situation_.migration_at(older).id;
        return refused(
            target_.name + " contains " + situation_.migration_at(newer).id + " and not " + late +
                ": with the newer one recorded, " + runner.title +
                (runner.late == Late::refuse ? " refuses to start" : " never runs the older one"),
            "declare a target that contains both, or use --through " + late);
      }
    }
    return std::nullopt;
  }

  /// Django orders each app for itself.
  std::string app_of(std::size_t place) const {
    const auto& fields = situation_.migration_at(place).fields;
    const auto app = fields.find("app");
    return app == fields.end() ? "" : app->second;
  }

  /// Whether the target has each object as this migration, or a later one, leaves it.
  Contained contained_in_target(std::size_t i) const {
    bool has = false, lacks = false;
    for (const StatementEffect& effect : situation_.replay.effects[i]) {
      for (const ObjectChange& change : effect.changes) {
        if (change.object.type == "pragma") continue;
        (is_at_or_behind(change.object, situation_.line.end_of(i)) ? has : lacks) = true;
      }
    }
    if (has && lacks) return Contained::partly;
    return lacks ? Contained::none : Contained::all;
  }

  bool is_at_or_behind(const ObjectKey& object, std::size_t end) const {
    const auto declared = texts_.find(object);
    const std::vector<Version>& versions = situation_.timelines.at(object);
    for (std::size_t v = 0; v < versions.size(); ++v) {
      const bool over = v + 1 < versions.size() && versions[v + 1].point <= end;
      if (over) continue;
      const std::optional<std::string>& text = versions[v].text;
      const bool both_gone = !text && declared == texts_.end();
      const bool same =
          text && declared != texts_.end() && same_object(object, *text, declared->second);
      if (both_gone || same) return true;
    }
    return false;
  }

  /// A pending migration has to run on the target as it would on the schema it was written for.
  bool applies_to_target(std::size_t i) const {
    const Source trial = copy_of(target_, in_.options);
    const MigrationInHand hand = situation_.in_hand(i);
    if (!hand.migration.has_sql) return false;
    std::size_t failed = 0;
    return !run_statements_on(trial.connection, hand, 0, hand.effects.size(), failed);
  }

  Planning plan(const std::vector<std::size_t>& places) {
    LogWork log;
    log.tables = situation_.runners_tables;
    std::vector<std::size_t> recorded;
    for (const std::size_t place : places) recorded.push_back(situation_.replay.order[place]);
    if (situation_.log) {
      const LogContext context = log_context(situation_);
      for (const std::size_t index : recorded) {
        for (Statement& statement : record_migration(context, index)) {
          log.statements.push_back(std::move(statement));
        }
      }
      log.guards = log_guards(context, recorded);
    }
    const Source live = copy_of(in_.live, in_.options);
    Planning planning = plan_repair(live, target_, all_renames(), in_.options, log);
    if (const Plan* plan = std::get_if<Plan>(&planning)) {
      if (const auto refusal = data_left_undone(*plan, places)) return *refusal;
    }
    return planning;
  }

  std::vector<Rename> all_renames() const {
    std::vector<Rename> renames = in_.options.renames;
    renames.insert(renames.end(), target_.renames.begin(), target_.renames.end());
    return renames;
  }

  /// A target says nothing of rows: what a recorded migration would have done to them must be done,
  /// or be nothing.
  std::optional<Refused> data_left_undone(const Plan& plan,
                                          const std::vector<std::size_t>& places) const {
    const Source after = copy_of(in_.live, in_.options);
    run_plan(after.connection, plan, in_.options);
    const auto others = tables_with_other_rows(in_.live.connection, after.connection, situation_,
                                               places, in_.options);
    if (others) return others->empty() ? std::nullopt : std::optional(rows_left_undone(*others));
    for (const std::size_t place : places) {
      const MigrationInHand hand = situation_.in_hand(place);
      for (std::size_t i = 0; i < hand.effects.size(); ++i) {
        if (!is_data_statement(hand.effects[i]) || !hand.migration.has_sql) continue;
        if (!changes_rows(after.connection, hand, i)) continue;
        return refused(hand.migration.id + " changes rows as well (statement " +
                           std::to_string(i + 1) + "), which no declared schema can tell",
                       "use --finish or --through, which run it");
      }
    }
    return std::nullopt;
  }

  static Refused rows_left_undone(const std::vector<Identifier>& tables) {
    std::string names;
    for (const Identifier& table : tables) names += (names.empty() ? "" : ", ") + table.text();
    return refused(
        "the migrations in the target change rows as well, which no declared schema can "
        "tell: those of " +
            names + " would not be as the migrations leave them",
        "use --finish or --through, which run them");
  }

  /// Tables that only the migration itself knows (of a rebuild) are gone: then it has nothing to
  /// do.
  bool changes_rows(const Connection& shadow, const MigrationInHand& hand, std::size_t i) const {
    const Contents before = contents_of(shadow, situation_.runners_tables, {});
    shadow.execute("SAVEPOINT plumbline_trial");
    const bool ran = !run_migration_statement(shadow, hand.migration.up[i].sql);
    const bool changed = ran && !(contents_of(shadow, situation_.runners_tables, {}) == before);
    shadow.execute("ROLLBACK TO plumbline_trial; RELEASE plumbline_trial");
    return changed;
  }

  const MendInput& in_;
  const Situation& situation_;
  const Source& target_;
  ObjectTexts texts_;
};

}  // namespace

Planning reach_target(const MendInput& input) {
  const Source target = open_source(input.request.target, input.options);
  return TargetReacher(input, target).run();
}

}  // namespace plumbline
