#include "analyzer/plan/draft_plan.hpp"

#include <algorithm>

#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/draft_tables.hpp"
#include "analyzer/plan/fit_rows.hpp"
#include "analyzer/plan/order_steps.hpp"
#include "analyzer/plan/rebuild_table.hpp"
#include "analyzer/sqlite/dependencies.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

class Drafter {
 public:
  explicit Drafter(const DraftInput& input) : in_(input) {}

  Draft run() {
    draft_tables(in_, draft_);
    for (const Change& change : in_.changes) {
      if (change.severity != ChangeClass::drift) continue;
      if (const auto* object = std::get_if<ChangeObject>(&change.fact)) changed_object(*object);
      if (const auto* setting = std::get_if<ChangeSetting>(&change.fact)) set_pragma(*setting);
    }
    free_names_for_tables();
    restore_what_rebuilds_take_along();
    order();
    return std::move(draft_);
  }

 private:
  void add(Phase phase, const Identifier& name, const std::string& sql, const std::string& why) {
    draft_.steps.push_back({phase, name, {{sql, why, {}}}});
  }

  bool rebuilt(const Identifier& table) const {
    const auto found = draft_.ways.find(table);
    return found != draft_.ways.end() && found->second == TableWay::rebuild;
  }

  void changed_object(const ChangeObject& change) {
    switch (change.object.type) {
      case ObjectType::index:
        return changed_index(change);
      case ObjectType::view:
        return changed_view(change);
      default:
        return changed_trigger(change);
    }
  }

  void changed_index(const ChangeObject& change) {
    const Identifier& name = change.object.name;
    const Identifier& table = change.object.table;
    if (rebuilt(table)) return;  // its indexes go and come with it
    if (change.verb == Verb::drop) {
      const std::string why = why_index_goes(name, table);
      if (!why.empty()) add(Phase::drop_index, name, "DROP INDEX " + name.quoted(), why);
      return;
    }
    if (change.verb == Verb::change) {
      add(Phase::drop_index, name, "DROP INDEX " + name.quoted(), "it comes back as declared");
    }
    const Index& index = in_.target.tables.at(table).indexes.at(name);
    refuse_duplicates(index);
    add(Phase::create_index, name, index.sql, "the target declares this index");
  }

  /// Whether the target gives the name to something else: tables, views and indexes share their
  /// names. Then the object is not extra but replaced.
  bool is_claimed(const Identifier& name) const {
    return find_table(in_.target, name) || in_.target.views.contains(name) ||
           find_index(in_.target, name);
  }

  /// Empty where the index stays: it is extra, and nothing that it needs goes away.
  std::string why_index_goes(const Identifier& name, const Identifier& table) {
    if (is_claimed(name)) return "the target gives its name to another object";
    if (in_.options.drop_extra) return "the target has no such index (--drop-extra)";
    return fits_target(in_.live.tables.at(table).indexes.at(name))
               ? ""
               : "it is over a column that the target has not";
  }

  bool fits_target(const Index& index) const {
    const Table* target = find_table(in_.target, index.table);
    if (target == nullptr) return true;  // the table stays as it is
    const Connection scratch = empty_shadow(index.name.text(), std::nullopt);
    return !scratch.try_execute(target->sql) && !scratch.try_execute(index.sql);
  }

  void refuse_duplicates(const Index& index) {
    const Table* live = find_table(in_.live, index.table);
    if (!index.unique || live == nullptr) return;
    if (is_over_new_column(index, *live, in_.target.tables.at(index.table))) return;
    const auto rowid = rowid_name(*live);
    std::ranges::move(
        duplicates(in_.shadow, {"main." + index.table.quoted(), rowid ? rowid->text() : ""},
                   index.table, index.columns, index.where, "unique index " + index.name.text(),
                   in_.options),
        std::back_inserter(draft_.refusals));
  }

  void changed_view(const ChangeObject& change) {
    const Identifier& name = change.object.name;
    const bool claimed = change.verb == Verb::drop && is_claimed(name);
    if (change.verb == Verb::drop && !in_.options.drop_extra && !claimed) return;
    if (change.verb != Verb::add) {
      changed_views_.insert(name);
      add(Phase::drop_view, name, "DROP VIEW " + name.quoted(),
          change.verb == Verb::change ? "it comes back as declared"
          : claimed                   ? "the target gives its name to another object"
                                      : "the target has no such view (--drop-extra)");
    }
    if (change.verb != Verb::drop) {
      add(Phase::create_view, name, in_.target.views.at(name).sql, "the target declares this view");
    }
  }

  void changed_trigger(const ChangeObject& change) {
    const Identifier& name = change.object.name;
    if (change.verb == Verb::drop && !in_.options.drop_extra) return;
    changed_triggers_.insert(name);
    if (change.verb != Verb::add) {
      add(Phase::drop_trigger, name, "DROP TRIGGER " + name.quoted(),
          change.verb == Verb::drop ? "the target has no such trigger (--drop-extra)"
                                    : "it comes back as declared");
    }
    if (change.verb != Verb::drop) {
      add(Phase::create_trigger, name, in_.target.triggers.at(name).sql,
          "the target declares this trigger");
    }
  }

  void set_pragma(const ChangeSetting& change) {
    const std::string name =
        change.setting == Setting::user_version ? "user_version" : "application_id";
    add(Phase::set_pragma, Identifier(name), "PRAGMA " + name + "=" + std::to_string(change.to),
        "the target states it");
  }

  /// An index that goes with its table may go too late for a new table of the same name.
  void free_names_for_tables() {
    for (const auto& [table, live] : in_.live.tables) {
      if (!rebuilt(table) && !draft_.dropped_tables.contains(table)) continue;
      for (const auto& [name, index] : live.indexes) {
        if (!find_table(in_.target, name)) continue;
        add(Phase::drop_index, name, "DROP INDEX " + name.quoted(),
            "the target gives its name to another object");
      }
    }
  }

  /// DROP TABLE takes indexes and triggers along, DROP VIEW its triggers.
  void restore_what_rebuilds_take_along() {
    for (const auto& [table, way] : draft_.ways) {
      if (way == TableWay::rebuild) restore_indexes(table);
    }
    for (const auto& [name, trigger] : in_.live.triggers) {
      const bool gone = rebuilt(trigger.table) || changed_views_.contains(trigger.table);
      const bool stays = !in_.options.drop_extra || in_.target.triggers.contains(name);
      if (!gone || !stays || changed_triggers_.contains(name)) continue;
      if (!find_table(in_.live, trigger.table) && !in_.target.views.contains(trigger.table))
        continue;
      const auto declared = in_.target.triggers.find(name);
      add(Phase::create_trigger, name,
          declared == in_.target.triggers.end() ? trigger.sql : declared->second.sql,
          "it went with " + trigger.table.text());
    }
  }

  void restore_indexes(const Identifier& table) {
    const Table& live = in_.live.tables.at(table);
    const Table& target = in_.target.tables.at(table);
    for (const auto& [name, index] : target.indexes) {
      add(Phase::create_index, name, index.sql,
          live.indexes.contains(name) ? "it went with the old table"
                                      : "the target declares this index");
    }
    for (const Change& change : in_.changes) {
      const auto* object = std::get_if<ChangeObject>(&change.fact);
      if (object == nullptr || object->verb != Verb::drop || in_.options.drop_extra ||
          object->object.type != ObjectType::index || object->object.table != table) {
        continue;
      }
      const Index& index = live.indexes.at(object->object.name);
      if (!is_claimed(index.name) && fits_target(index)) {
        add(Phase::create_index, index.name, index.sql, "extra, and kept: it went with the table");
      }
    }
  }

  /// With foreign keys on, SQLite looks for what rows of the parent are referenced by while they
  /// come back: a reference to a key that it then has no longer must be gone by then.
  void old_references_first(std::vector<Ordering>& orderings) const {
    for (const auto& [name, table] : in_.live.tables) {
      const Table* target = find_table(in_.target, name);
      if (target == nullptr) continue;
      for (const ForeignKey& key : table.foreign_keys) {
        const bool stays = std::ranges::any_of(target->foreign_keys, [&](const ForeignKey& other) {
          return other.parent == key.parent && other.parent_columns == key.parent_columns;
        });
        if (stays) continue;
        orderings.push_back({{Phase::change_table, name}, {Phase::change_table, key.parent}});
      }
    }
  }

  void order() {
    std::vector<Ordering> orderings;
    for (const auto& [name, table] : in_.target.tables) {
      for (const ForeignKey& key : table.foreign_keys) {
        orderings.push_back({{Phase::change_table, key.parent}, {Phase::change_table, name}});
      }
    }
    for (const auto& [name, table] : in_.live.tables) {
      for (const ForeignKey& key : table.foreign_keys) {
        orderings.push_back({{Phase::drop_table, name}, {Phase::drop_table, key.parent}});
      }
    }
    if (form_of(in_.options) == ScriptForm::batch) old_references_first(orderings);
    for (const Step& step : draft_.steps) {
      const bool create = step.phase == Phase::create_view;
      if (!create && step.phase != Phase::drop_view) continue;
      const Connection& there = create ? in_.declared : in_.shadow;
      for (const Identifier& used : tables_read_by_view(there, step.name)) {
        const StepKey self{step.phase, step.name};
        const StepKey other{step.phase, used};
        orderings.push_back(create ? Ordering{other, self} : Ordering{self, other});
      }
    }
    draft_.steps = in_order(std::move(draft_.steps), orderings);
  }

  const DraftInput& in_;
  Draft draft_;
  std::set<Identifier> changed_views_, changed_triggers_;
};

}  // namespace

Draft draft_plan(const DraftInput& input) { return Drafter(input).run(); }

}  // namespace plumbline
