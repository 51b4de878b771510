#include "analyzer/plan/draft_tables.hpp"

#include <algorithm>

#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/fit_rows.hpp"
#include "analyzer/plan/rebuild_table.hpp"
#include "analyzer/plan/row_samples.hpp"

namespace plumbline {

namespace {

/// The differences of each table itself: not of its indexes, which are objects of their own.
std::map<Identifier, std::vector<Change>> by_table(const std::vector<Change>& changes) {
  std::map<Identifier, std::vector<Change>> result;
  for (const Change& change : changes) {
    if (change.severity != ChangeClass::drift) continue;
    const ObjectRef object = object_of(change);
    const bool of_table = object.type == ObjectType::table || object.type == ObjectType::column;
    if (of_table) result[object.table].push_back(change);
  }
  return result;
}

std::string reasons(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) {
    const ObjectRef object = object_of(change);
    text += (text.empty() ? "" : "; ") + kind_of(change) +
            (object.type == ObjectType::column ? " " + object.name.text() : "");
  }
  return text;
}

bool changes_constraints(const std::vector<Change>& changes) {
  return std::ranges::any_of(changes, [](const Change& change) {
    return std::holds_alternative<ChangeConstraint>(change.fact);
  });
}

bool has_unique_over_new_column(const Table& live, const Table& target) {
  return std::ranges::any_of(target.indexes, [&](const auto& entry) {
    return entry.second.unique && is_over_new_column(entry.second, live, target);
  });
}

class TableDrafter {
 public:
  TableDrafter(const DraftInput& input, Draft& draft) : in_(input), draft_(draft) {}

  void run() {
    for (const auto& [table, changes] : by_table(in_.changes)) {
      const Table* live = find_table(in_.live, table);
      const Table* target = find_table(in_.target, table);
      if (live == nullptr && target != nullptr) {
        create(*target);
      } else if (target == nullptr && live != nullptr) {
        extra(*live);
      } else if (live != nullptr) {
        change(*live, *target, changes);
      }
    }
  }

 private:
  void create(const Table& target) {
    draft_.steps.push_back(
        {Phase::change_table, target.name, {{target.sql, "the target declares this table", {}}}});
  }

  void extra(const Table& live) {
    if (in_.options.drop_extra) return drop(live);
    if (!in_.target.views.contains(live.name) && !find_index(in_.target, live.name)) return;
    refuse(live, "the target gives its name to another object, and a name can be had only once",
           "drop it with --drop-extra --allow drop-table, or rename it first");
  }

  std::int64_t rows_of(const Table& table) {
    try {
      return count_rows(in_.shadow, table.name);
    } catch (const Error&) {  // a virtual table whose module is not here cannot be counted
      return 0;
    }
  }

  void drop(const Table& live) {
    draft_.rebuilds_or_drops = true;
    draft_.dropped_tables.insert(live.name);
    draft_.steps.push_back({Phase::drop_table,
                            live.name,
                            {{"DROP TABLE " + live.name.quoted(),
                              "the target has no such table (--drop-extra)",
                              {{Hazard::drop_table, live.name, std::nullopt, rows_of(live)}}}}});
  }

  void refuse(const Table& table, const std::string& reason, const std::string& remedy) {
    draft_.refusals.push_back(
        {{ObjectType::table, table.name, table.name}, reason, remedy, std::nullopt});
  }

  void change(const Table& live, const Table& target, const std::vector<Change>& changes) {
    if (live.kind != TableKind::ordinary || target.kind != TableKind::ordinary) {
      return replace(live, target);
    }
    if (live.understanding == Understanding::partial ||
        target.understanding == Understanding::partial) {
      return refuse(live,
                    "its CREATE TABLE text is only partly understood, so it cannot be changed "
                    "safely (" +
                        reasons(changes) + ")",
                    "change it by hand, and please report the text");
    }
    const bool has_rows = rows_of(live) > 0;
    if (!in_.rebuild.contains(live.name)) {
      auto statements = alter_table(in_.shadow, live, target, in_.target, has_rows, in_.options);
      if (statements && alter(live, target, changes, std::move(*statements))) return;
    }
    rebuild(live, target, changes);
  }

  /// A virtual table cannot be altered, and what is in it only its module knows.
  void replace(const Table& live, const Table& target) {
    drop(live);
    Step& step = draft_.steps.back();
    step.phase = Phase::change_table;
    step.statements.front().why = "a virtual table cannot be altered: its content is lost";
    step.statements.push_back({target.sql, "as the target declares it", {}});
  }

  /// Not where rows need another value first: a rebuild gives it to them on the way.
  bool alter(const Table& live, const Table& target, const std::vector<Change>& changes,
             std::vector<Statement> statements) {
    const bool try_rows = changes_constraints(changes) || has_unique_over_new_column(live, target);
    const Fit fit = fit_rows(in_.shadow, live, target, try_rows, in_.options);
    if (!fit.fills.empty()) return false;
    take_refusals(fit);
    for (const HazardNote& hazard : fit.hazards) {
      const auto statement = std::ranges::find_if(statements, [&](const Statement& candidate) {
        return hazard.column && candidate.sql.ends_with("DROP COLUMN " + hazard.column->quoted());
      });
      if (statement != statements.end()) statement->hazards.push_back(hazard);
    }
    draft_.ways[live.name] = TableWay::alter;
    draft_.steps.push_back({Phase::change_table, live.name, std::move(statements)});
    return true;
  }

  void rebuild(const Table& live, const Table& target, const std::vector<Change>& changes) {
    const Fit fit = fit_rows(in_.shadow, live, target, true, in_.options);
    take_refusals(fit);
    RebuildChoices choices{fit.fills,
                           {},
                           in_.options.exact,
                           false,
                           "rebuilt, since ALTER TABLE cannot: " + reasons(changes),
                           form_of(in_.options)};
    for (const HazardNote& note : fit.hazards) {
      if (note.hazard == Hazard::convert_value && note.column)
        choices.converts.insert(*note.column);
      choices.resets_sequence |= note.hazard == Hazard::reset_sequence;
    }
    if (rows_of(live) == 0) draft_.empty_tables.insert(live.name);
    std::vector<Statement> statements = rebuild_table(live, target, choices);
    const auto copy = std::ranges::find_if(statements, [](const Statement& statement) {
      return statement.sql.starts_with("INSERT OR ABORT");
    });
    copy->hazards = fit.hazards;
    draft_.rebuilds_or_drops = true;
    draft_.ways[live.name] = TableWay::rebuild;
    draft_.steps.push_back({Phase::change_table, live.name, std::move(statements)});
  }

  void take_refusals(const Fit& fit) {
    std::ranges::copy(fit.refusals, std::back_inserter(draft_.refusals));
  }

  const DraftInput& in_;
  Draft& draft_;
};

}  // namespace

void draft_tables(const DraftInput& input, Draft& draft) { TableDrafter(input, draft).run(); }

}  // namespace plumbline
