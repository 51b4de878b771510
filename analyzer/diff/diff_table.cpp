#include "analyzer/diff/diff_table.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "analyzer/diff/meaning.hpp"
#include "analyzer/sql_text/normal_form.hpp"

namespace plumbline {

namespace {

/// Collects the changes of one table.
class TableDiff {
 public:
  TableDiff(const Table& from, const Schema& from_schema, const Table& to, const Schema& to_schema)
      : from_(from), from_schema_(from_schema), to_(to), to_schema_(to_schema) {}

  std::vector<Change> run() {
    options();
    columns();
    column_order();
    primary_key();
    constraints();
    indexes();
    if (changes_.empty() && from_.sql != to_.sql) {
      add(Respell{{ObjectType::table, to_.name, to_.name}, from_.sql, to_.sql},
          ChangeClass::cosmetic);
    }
    return std::move(changes_);
  }

 private:
  void add(ChangeFact fact, ChangeClass severity = ChangeClass::drift) {
    changes_.push_back({std::move(fact), severity});
  }

  void option(TableOption which, bool before, bool after) {
    if (before != after) add(ChangeTableOption{to_.name, which, after});
  }

  void options() {
    const auto autoincrement = [](const Table& table) {
      return table.primary_key && table.primary_key->autoincrement;
    };
    option(TableOption::strict, from_.strict, to_.strict);
    option(TableOption::without_rowid, from_.without_rowid, to_.without_rowid);
    option(TableOption::autoincrement, autoincrement(from_), autoincrement(to_));
  }

  void columns() {
    for (const Column& column : to_.columns) {
      if (const Column* before = find_column(from_, column.name)) {
        column_attributes(*before, column);
      } else {
        add(AddColumn{to_.name, column.name, shown(column)});
      }
    }
    for (const Column& column : from_.columns) {
      if (!find_column(to_, column.name)) add(DropColumn{to_.name, column.name});
    }
  }

  /// A difference where the meanings differ, a cosmetic one where only the texts do.
  void attribute(const Column& column, ColumnAttribute which, const std::string& from_meaning,
                 const std::string& to_meaning, const std::string& from_text,
                 const std::string& to_text) {
    if (from_meaning == to_meaning && from_text == to_text) return;
    const auto or_nothing = [](const std::string& text) { return text.empty() ? "nothing" : text; };
    add(ChangeColumn{to_.name, column.name, which, or_nothing(from_text), or_nothing(to_text)},
        from_meaning == to_meaning ? ChangeClass::cosmetic : ChangeClass::drift);
  }

  void column_attributes(const Column& before, const Column& after) {
    attribute(after, ColumnAttribute::type, type_meaning(before, from_.strict),
              type_meaning(after, to_.strict), folded_type(before), folded_type(after));
    attribute(after, ColumnAttribute::not_null, not_null_meaning(from_, before),
              not_null_meaning(to_, after), null_text(from_, before), null_text(to_, after));
    attribute(after, ColumnAttribute::default_value, default_meaning(before),
              default_meaning(after), default_text(before), default_text(after));
    attribute(after, ColumnAttribute::collation, collation_meaning(before.collation),
              collation_meaning(after.collation), collation_meaning(before.collation),
              collation_meaning(after.collation));
    attribute(after, ColumnAttribute::generated, generated_meaning(before),
              generated_meaning(after), generated_meaning(before), generated_meaning(after));
  }

  // PRAGMA table_xinfo upper-cases standard type names, ALTER TABLE keeps what was written: case
  // and spacing of a type are never worth a word.
  static std::string folded_type(const Column& column) {
    std::string result;
    for (const char c : column.type) {
      if (c != ' ') result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return result;
  }

  static std::string null_text(const Table& table, const Column& column) {
    const std::string text = not_null_meaning(table, column);
    return text.empty() ? "NULL" : "NOT NULL" + text.substr(std::string("not null").size());
  }

  static std::string default_text(const Column& column) {
    return default_meaning(column).empty() ? "" : normal_form(*column.default_sql);
  }

  void column_order() {
    std::vector<Identifier> before, reached, wanted;
    for (const Column& column : from_.columns) before.push_back(column.name);
    for (const Identifier& name : before) {
      if (find_column(to_, name)) reached.push_back(name);
    }
    for (const Column& column : to_.columns) {
      wanted.push_back(column.name);
      if (!find_column(from_, column.name)) reached.push_back(column.name);
    }
    if (reached != wanted) {
      add(ReorderColumns{to_.name, reached, wanted}, ChangeClass::cosmetic);
    }
  }

  void primary_key() {
    const auto& before = from_.primary_key;
    const auto& after = to_.primary_key;
    if (!before && !after) return;
    const std::string from_text = before ? shown(*before) : "";
    const std::string to_text = after ? shown(*after) : "";
    const bool same = before && after && meaning(*before) == meaning(*after);
    if (same && before->name == after->name) return;
    const Verb verb = !before ? Verb::add : (!after ? Verb::drop : Verb::change);
    add(ChangeConstraint{to_.name, ConstraintKind::primary_key, verb, from_text, to_text},
        same ? ChangeClass::cosmetic : ChangeClass::drift);
  }

  /// What is left of two lists when equal meanings are paired off. Pairs whose names differ are
  /// cosmetic changes.
  template <class Constraint>
  struct Unpaired {
    std::vector<const Constraint*> from, to;
  };

  template <class Constraint, class FromMeaning, class ToMeaning>
  Unpaired<Constraint> pair_off(const std::vector<Constraint>& before,
                                const std::vector<Constraint>& after, ConstraintKind kind,
                                FromMeaning from_meaning, ToMeaning to_meaning) {
    Unpaired<Constraint> rest;
    std::multimap<std::string, const Constraint*> open;
    for (const Constraint& constraint : before) open.emplace(from_meaning(constraint), &constraint);
    for (const Constraint& constraint : after) {
      const auto found = open.find(to_meaning(constraint));
      if (found == open.end()) {
        rest.to.push_back(&constraint);
        continue;
      }
      if (found->second->name != constraint.name) {
        add(ChangeConstraint{to_.name, kind, Verb::change, shown(*found->second),
                             shown(constraint)},
            ChangeClass::cosmetic);
      }
      open.erase(found);
    }
    for (const auto& [text, constraint] : open) rest.from.push_back(constraint);
    return rest;
  }

  /// Of what is unpaired, two of one name are one that changed.
  template <class Constraint>
  void report(const Unpaired<Constraint>& rest, ConstraintKind kind) {
    std::vector<const Constraint*> gone = rest.from;
    for (const Constraint* after : rest.to) {
      const auto named = std::ranges::find_if(gone, [&](const Constraint* before) {
        return before->name && before->name == after->name;
      });
      if (named == gone.end()) {
        add(ChangeConstraint{to_.name, kind, Verb::add, "", shown(*after)});
      } else {
        add(ChangeConstraint{to_.name, kind, Verb::change, shown(**named), shown(*after)});
        gone.erase(named);
      }
    }
    for (const Constraint* before : gone) {
      add(ChangeConstraint{to_.name, kind, Verb::drop, shown(*before), ""});
    }
  }

  void constraints() {
    uniques();
    const auto check_meaning = [](const Check& check) { return meaning(check); };
    report(pair_off(from_.checks, to_.checks, ConstraintKind::check, check_meaning, check_meaning),
           ConstraintKind::check);
    report(pair_off(
               from_.foreign_keys, to_.foreign_keys, ConstraintKind::foreign_key,
               [&](const ForeignKey& key) { return meaning(key, from_schema_); },
               [&](const ForeignKey& key) { return meaning(key, to_schema_); }),
           ConstraintKind::foreign_key);
  }

  /// An index of `table` that is as good as the constraint, and was not taken for another one.
  static const Index* equal_index(const Table& table, const Unique& unique,
                                  std::set<Identifier>& taken) {
    for (const auto& [name, index] : table.indexes) {
      if (taken.contains(name) || as_unique_constraint(index) != meaning(unique)) continue;
      taken.insert(name);
      return &index;
    }
    return nullptr;
  }

  void uniques() {
    const auto unique_meaning = [](const Unique& unique) { return meaning(unique); };
    const std::vector<Unique> before = needed_uniques(from_);
    const std::vector<Unique> after = needed_uniques(to_);
    auto rest = pair_off(before, after, ConstraintKind::unique, unique_meaning, unique_meaning);
    const auto is_index_there = [&](const Table& table, const Table& other, const Unique& unique,
                                    std::set<Identifier>& taken) {
      std::set<Identifier> unusable = taken;
      for (const auto& [name, index] : other.indexes) unusable.insert(name);
      const Index* index = equal_index(table, unique, unusable);
      if (index == nullptr) return false;
      taken.insert(index->name);
      add(ChangeConstraint{to_.name, ConstraintKind::unique, Verb::change,
                           &table == &to_ ? shown(unique) : index->sql,
                           &table == &to_ ? index->sql : shown(unique)},
          ChangeClass::cosmetic);
      return true;
    };
    std::erase_if(rest.from, [&](const Unique* unique) {
      return is_index_there(to_, from_, *unique, to_indexes_taken_);
    });
    std::erase_if(rest.to, [&](const Unique* unique) {
      return is_index_there(from_, to_, *unique, from_indexes_taken_);
    });
    report(rest, ConstraintKind::unique);
  }

  void indexes() {
    for (const auto& [name, index] : to_.indexes) {
      const ObjectRef object{ObjectType::index, name, to_.name};
      const auto before = from_.indexes.find(name);
      if (before == from_.indexes.end()) {
        if (!to_indexes_taken_.contains(name)) {
          add(ChangeObject{object, Verb::add, "", shown(index)});
        }
      } else if (meaning(before->second) != meaning(index)) {
        add(ChangeObject{object, Verb::change, shown(before->second), shown(index)});
      } else if (before->second.sql != index.sql) {
        add(Respell{object, before->second.sql, index.sql}, ChangeClass::cosmetic);
      }
    }
    for (const auto& [name, index] : from_.indexes) {
      if (to_.indexes.contains(name) || from_indexes_taken_.contains(name)) continue;
      add(ChangeObject{{ObjectType::index, name, to_.name}, Verb::drop, shown(index), ""});
    }
  }

  const Table& from_;
  const Schema& from_schema_;
  const Table& to_;
  const Schema& to_schema_;
  std::vector<Change> changes_;
  std::set<Identifier> from_indexes_taken_, to_indexes_taken_;
};

}  // namespace

std::vector<Change> diff_table(const Table& from, const Schema& from_schema, const Table& to,
                               const Schema& to_schema) {
  return TableDiff(from, from_schema, to, to_schema).run();
}

}  // namespace plumbline
