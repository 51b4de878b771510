#include "analyzer/plan/keep_children.hpp"

#include <algorithm>

#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/children_of_dropped.hpp"
#include "analyzer/plan/put_aside.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/sqlite/contents.hpp"

namespace plumbline {

namespace {

/// Whether rows of the child go or change with those of the parent. Behind the first child, where
/// SET NULL has changed a row rather than deleted it, ON UPDATE has a say as well.
bool passes_on(const ForeignKey& key, bool to_updates) {
  return changes_rows(key.on_delete) || (to_updates && changes_rows(key.on_update));
}

/// Whether the index is what makes the columns a parent key:
/// https://sqlite.org/foreignkeys.html#fk_indexes
bool serves(const Index& index, const ForeignKey& key) {
  const std::vector<Identifier>& columns = key.parent_columns;
  return index.unique && !index.where && index.table == key.parent &&
         index.columns.size() == columns.size() &&
         std::ranges::all_of(index.columns, [&](const KeyPart& part) {
           return !part.expression && std::ranges::count(columns, part.column) > 0;
         });
}

bool is_referenced(const Schema& schema, const Index& index) {
  return std::ranges::any_of(schema.tables, [&](const auto& entry) {
    return std::ranges::any_of(entry.second.foreign_keys,
                               [&](const ForeignKey& key) { return serves(index, key); });
  });
}

class Keeper {
 public:
  Keeper(const KeepInput& input, Draft& draft)
      : in_(input),
        draft_(draft),
        now_(input.live),
        engine_(to_string(runtime_of(input.options))) {}

  void run() {
    for (Step& step : draft_.steps) {
      if (step.phase == Phase::drop_trigger) now_.triggers.erase(step.name);
      if (step.phase == Phase::change_table) changed(step);
      if (step.phase == Phase::drop_table) dropped(step.name);
    }
    std::erase_if(draft_.steps, [&](const Step& step) {
      return step.phase == Phase::create_index && draft_.remade_indexes.contains(step.name);
    });
  }

 private:
  void changed(Step& step) {
    if (is_rebuilt(step.name)) rebuild(step);
    const Table* target = find_table(in_.target, step.name);
    if (target != nullptr) now_.tables[step.name] = *target;
  }

  bool is_rebuilt(const Identifier& table) const {
    const auto way = draft_.ways.find(table);
    return way != draft_.ways.end() && way->second == TableWay::rebuild;
  }

  void rebuild(Step& step) {
    const std::vector<Identifier> children = reached_by_deleting(now_, step.name);
    draft_.kept_children.insert(children.begin(), children.end());
    refuse_orphans(in_.target.tables.at(step.name));
    for (const Identifier& child : children) {
      refuse_orphans(now_.tables.at(child));
      refuse_nameless_rowids(now_.tables.at(child));
    }
    std::vector<Statement> statements = indexes_of_parents(step.name);
    add(statements, drop_triggers(step.name, children));
    add(statements, put_aside_all(children, step.name));
    for (Statement& statement : step.statements) {
      const bool drops = statement.sql == "DROP TABLE " + step.name.quoted();
      const bool creates = statement.sql == in_.target.tables.at(step.name).sql;
      if (drops) add(statements, empty_all(children));
      statements.push_back(std::move(statement));
      if (creates) add(statements, unique_indexes(step.name));
    }
    add(statements, put_back_all(children));
    add(statements, create_triggers(children));
    step.statements = std::move(statements);
    std::erase_if(now_.triggers,
                  [&](const auto& entry) { return entry.second.table == step.name; });
  }

  static void add(std::vector<Statement>& statements, std::vector<Statement> more) {
    std::ranges::move(more, std::back_inserter(statements));
  }

  /// Those of the table itself go with it, but must not fire before: rows of it may go with those
  /// of its children.
  std::vector<Statement> drop_triggers(const Identifier& table,
                                       const std::vector<Identifier>& children) const {
    std::vector<Statement> statements;
    for (const auto& [name, trigger] : now_.triggers) {
      if (trigger.table != table && std::ranges::count(children, trigger.table) == 0) continue;
      statements.push_back({"DROP TRIGGER " + name.quoted(),
                            "it must not fire while rows of " + trigger.table.text() + " are away",
                            {}});
    }
    return statements;
  }

  std::vector<Statement> create_triggers(const std::vector<Identifier>& children) {
    std::vector<Statement> statements;
    for (const auto& [name, trigger] : now_.triggers) {
      if (std::ranges::count(children, trigger.table) == 0) continue;
      statements.push_back({trigger.sql, "it is back", {}});
      draft_.remade_triggers.insert(name);
    }
    return statements;
  }

  std::vector<ColumnSource> columns_of(const Identifier& table) const {
    const Table& now = now_.tables.at(table);
    return column_sources(now, now, {});
  }

  std::vector<Statement> put_aside_all(const std::vector<Identifier>& children,
                                       const Identifier& parent) const {
    std::vector<Statement> statements;
    for (const Identifier& child : children) {
      const Table& now = now_.tables.at(child);
      statements.push_back(
          plumbline::put_aside(now, now, columns_of(child),
                               "its rows would go or change with those of " + parent.text()));
    }
    return statements;
  }

  /// The farthest first: D1 lets actions set off others ten levels deep.
  static std::vector<Statement> empty_all(std::vector<Identifier> children) {
    std::ranges::reverse(children);
    std::vector<Statement> statements;
    for (const Identifier& child : children) {
      statements.push_back({"DELETE FROM " + child.quoted(), "its rows are put aside", {}});
    }
    return statements;
  }

  std::vector<Statement> put_back_all(const std::vector<Identifier>& children) const {
    std::vector<Statement> statements;
    for (const Identifier& child : children) {
      statements.push_back({copy_back(now_.tables.at(child), columns_of(child)),
                            "every row, under the rowid it had",
                            {}});
      statements.push_back({"DROP TABLE " + aside_name(child).quoted(), "the rows are back", {}});
    }
    return statements;
  }

  std::vector<Statement> unique_indexes(const Identifier& table) {
    std::vector<Statement> statements;
    for (const auto& [name, index] : in_.target.tables.at(table).indexes) {
      if (!is_referenced(now_, index) && !is_referenced(in_.target, index)) continue;
      statements.push_back(
          {index.sql, "what references rest on must be there before the rows", {}});
      draft_.remade_indexes.insert(name);
    }
    return statements;
  }

  /// Likewise those of the tables that this one references, where they are still to come.
  std::vector<Statement> indexes_of_parents(const Identifier& table) {
    std::vector<Statement> statements;
    for (const ForeignKey& key : in_.target.tables.at(table).foreign_keys) {
      const Table* parent = key.parent == table ? nullptr : find_table(in_.target, key.parent);
      if (parent == nullptr || is_rebuilt(key.parent)) continue;
      for (const auto& [name, index] : parent->indexes) {
        if (!serves(index, key) || !is_to_come(name)) continue;
        statements.push_back({index.sql, "what references rest on must be there first", {}});
        draft_.remade_indexes.insert(name);
      }
    }
    return statements;
  }

  bool is_to_come(const Identifier& index) const {
    return !draft_.remade_indexes.contains(index) &&
           std::ranges::any_of(draft_.steps, [&](const Step& step) {
             return step.phase == Phase::create_index && step.name == index;
           });
  }

  void refuse(const Identifier& table, const std::string& reason, const std::string& remedy) {
    const ObjectRef object{ObjectType::table, table, table};
    const bool said = std::ranges::any_of(draft_.refusals, [&](const Refusal& refusal) {
      return refusal.object == object && refusal.reason == reason;
    });
    if (!said) draft_.refusals.push_back({object, reason, remedy, std::nullopt});
  }

  /// A row that goes while it references nothing counts for nothing; when it comes back, into
  /// `table`, it counts as a violation.
  void refuse_orphans(const Table& table) {
    const auto violations = foreign_key_violations(in_.shadow, table.name);
    if (!violations) return;
    const auto orphans = std::ranges::count_if(*violations, [&](const Violation& violation) {
      return std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
        return key.parent == violation.parent;
      });
    });
    if (orphans == 0) return;
    refuse(table.name,
           rows_that(orphans, "references", "reference") +
               " nothing, and with foreign keys on, as " + engine_ +
               " has them, could not be put back",
           "give them a parent, or delete them first");
  }

  void refuse_nameless_rowids(const Table& table) {
    const bool nameless = !table.without_rowid && !rowid_name(table);
    if (!nameless) return;
    refuse(
        table.name,
        "its rows have to be put aside, and no name leads to their rowids: rowid, _rowid_ and oid "
        "are all columns",
        "rename one of these columns first");
  }

  void dropped(const Identifier& parent) {
    now_.tables.erase(parent);
    std::erase_if(now_.triggers, [&](const auto& entry) { return entry.second.table == parent; });
  }

  const KeepInput& in_;
  Draft& draft_;
  Schema now_;  ///< as far as the steps have come
  std::string engine_;
};

}  // namespace

std::vector<Identifier> reached_by_deleting(const Schema& schema, const Identifier& table) {
  std::vector<Identifier> reached = {table};
  for (std::size_t at = 0; at < reached.size(); ++at) {
    const Identifier parent = reached[at];
    for (const auto& [name, child] : schema.tables) {
      if (std::ranges::count(reached, name) > 0) continue;
      const bool passed = std::ranges::any_of(child.foreign_keys, [&](const ForeignKey& key) {
        return key.parent == parent && passes_on(key, parent != table);
      });
      if (passed) reached.push_back(name);
    }
  }
  reached.erase(reached.begin());
  return reached;
}

void keep_children(const KeepInput& input, Draft& draft) {
  Keeper(input, draft).run();
  guard_children_of_dropped(input, draft);
}

}  // namespace plumbline
