#include "model/change.hpp"

#include <algorithm>
#include <set>

namespace plumbline {

namespace {

template <class... Arms>
struct Overloaded : Arms... {
  using Arms::operator()...;
};

std::string word(Verb verb) {
  switch (verb) {
    case Verb::add:
      return "add";
    case Verb::drop:
      return "drop";
    case Verb::change:
      return "change";
  }
  return "change";
}

std::string word(TableOption option) {
  switch (option) {
    case TableOption::strict:
      return "strict";
    case TableOption::without_rowid:
      return "without-rowid";
    case TableOption::autoincrement:
      return "autoincrement";
  }
  return "strict";
}

std::string word(ColumnAttribute attribute) {
  switch (attribute) {
    case ColumnAttribute::type:
      return "type";
    case ColumnAttribute::not_null:
      return "not-null";
    case ColumnAttribute::default_value:
      return "default";
    case ColumnAttribute::collation:
      return "collation";
    case ColumnAttribute::generated:
      return "generated";
  }
  return "type";
}

std::string word(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::primary_key:
      return "primary-key";
    case ConstraintKind::unique:
      return "unique";
    case ConstraintKind::check:
      return "check";
    case ConstraintKind::foreign_key:
      return "foreign-key";
  }
  return "check";
}

std::string word(Setting setting) {
  return setting == Setting::user_version ? "user-version" : "application-id";
}

std::string list(const std::vector<Identifier>& names) {
  std::string result;
  for (const Identifier& name : names) result += (result.empty() ? "" : ", ") + name.text();
  return result;
}

std::string arrow(const std::string& from, const std::string& to) {
  if (from.empty()) return to;
  if (to.empty()) return from;
  return from + " → " + to;
}

ObjectRef table_ref(const Identifier& table) { return {ObjectType::table, table, table}; }

ObjectRef column_ref(const Identifier& table, const Identifier& column) {
  return {ObjectType::column, column, table};
}

}  // namespace

std::string kind_of(const Change& change) {
  return std::visit(
      Overloaded{
          [](const AddTable&) -> std::string { return "add-table"; },
          [](const DropTable&) -> std::string { return "drop-table"; },
          [](const RenameTable&) -> std::string { return "rename-table"; },
          [](const ChangeVirtualTable&) -> std::string { return "change-virtual-table"; },
          [](const ChangeTableOption& c) { return (c.to ? "add-" : "drop-") + word(c.option); },
          [](const AddColumn&) -> std::string { return "add-column"; },
          [](const DropColumn&) -> std::string { return "drop-column"; },
          [](const RenameColumn&) -> std::string { return "rename-column"; },
          [](const ChangeColumn& c) { return "change-" + word(c.attribute); },
          [](const ReorderColumns&) -> std::string { return "reorder-columns"; },
          [](const ChangeConstraint& c) { return word(c.verb) + "-" + word(c.kind); },
          [](const ChangeObject& c) { return word(c.verb) + "-" + to_string(c.object.type); },
          [](const Respell& c) { return "respell-" + to_string(c.object.type); },
          [](const ChangeSetting& c) { return "change-" + word(c.setting); },
      },
      change.fact);
}

std::vector<std::string> all_change_kinds() {
  std::vector<ChangeFact> samples = {
      AddTable{},  DropTable{},  RenameTable{},  ChangeVirtualTable{},
      AddColumn{}, DropColumn{}, RenameColumn{}, ReorderColumns{},
  };
  for (const auto option :
       {TableOption::strict, TableOption::without_rowid, TableOption::autoincrement}) {
    samples.emplace_back(ChangeTableOption{Identifier(), option, true});
    samples.emplace_back(ChangeTableOption{Identifier(), option, false});
  }
  for (const auto attribute :
       {ColumnAttribute::type, ColumnAttribute::not_null, ColumnAttribute::default_value,
        ColumnAttribute::collation, ColumnAttribute::generated}) {
    samples.emplace_back(ChangeColumn{Identifier(), Identifier(), attribute, "", ""});
  }
  for (const auto verb : {Verb::add, Verb::drop, Verb::change}) {
    for (const auto kind : {ConstraintKind::primary_key, ConstraintKind::unique,
                            ConstraintKind::check, ConstraintKind::foreign_key}) {
      samples.emplace_back(ChangeConstraint{Identifier(), kind, verb, "", ""});
    }
    for (const auto type : {ObjectType::index, ObjectType::view, ObjectType::trigger}) {
      samples.emplace_back(ChangeObject{{type, Identifier(), Identifier()}, verb, "", ""});
    }
  }
  for (const auto type :
       {ObjectType::table, ObjectType::index, ObjectType::view, ObjectType::trigger}) {
    samples.emplace_back(Respell{{type, Identifier(), Identifier()}, "", ""});
  }
  for (const auto setting : {Setting::user_version, Setting::application_id}) {
    samples.emplace_back(ChangeSetting{setting, 0, 0});
  }
  std::set<std::string> kinds;
  for (const ChangeFact& sample : samples) kinds.insert(kind_of({sample, ChangeClass::drift}));
  return {kinds.begin(), kinds.end()};
}

ObjectRef object_of(const Change& change) {
  return std::visit(Overloaded{
                        [](const AddTable& c) { return table_ref(c.table); },
                        [](const DropTable& c) { return table_ref(c.table); },
                        [](const RenameTable& c) { return table_ref(c.from); },
                        [](const ChangeVirtualTable& c) { return table_ref(c.table); },
                        [](const ChangeTableOption& c) { return table_ref(c.table); },
                        [](const AddColumn& c) { return column_ref(c.table, c.column); },
                        [](const DropColumn& c) { return column_ref(c.table, c.column); },
                        [](const RenameColumn& c) { return column_ref(c.table, c.from); },
                        [](const ChangeColumn& c) { return column_ref(c.table, c.column); },
                        [](const ReorderColumns& c) { return table_ref(c.table); },
                        [](const ChangeConstraint& c) { return table_ref(c.table); },
                        [](const ChangeObject& c) { return c.object; },
                        [](const Respell& c) { return c.object; },
                        [](const ChangeSetting&) { return ObjectRef{}; },
                    },
                    change.fact);
}

std::string describe(const Change& change) {
  return std::visit(Overloaded{
                        [](const AddTable&) -> std::string { return "missing"; },
                        [](const DropTable&) -> std::string { return "not in the target"; },
                        [](const RenameTable& c) { return arrow(c.from.text(), c.to.text()); },
                        [](const ChangeVirtualTable& c) { return arrow(c.from, c.to); },
                        [](const ChangeTableOption& c) {
                          return c.to ? arrow("not " + word(c.option), word(c.option))
                                      : arrow(word(c.option), "not " + word(c.option));
                        },
                        [](const AddColumn& c) { return c.definition; },
                        [](const DropColumn&) -> std::string { return "not in the target"; },
                        [](const RenameColumn& c) { return arrow(c.from.text(), c.to.text()); },
                        [](const ChangeColumn& c) { return arrow(c.from, c.to); },
                        [](const ReorderColumns& c) { return arrow(list(c.from), list(c.to)); },
                        [](const ChangeConstraint& c) { return arrow(c.from, c.to); },
                        [](const ChangeObject& c) -> std::string {
                          if (c.verb == Verb::drop) return "not in the target";
                          return arrow(c.from, c.to);
                        },
                        [](const Respell& c) { return arrow(c.from, c.to); },
                        [](const ChangeSetting& c) {
                          return arrow(std::to_string(c.from), std::to_string(c.to));
                        },
                    },
                    change.fact);
}

std::string to_string(ChangeClass severity) {
  return severity == ChangeClass::drift ? "drift" : "cosmetic";
}

bool is_extra(const Change& change) {
  if (std::holds_alternative<DropTable>(change.fact)) return true;
  const auto* object = std::get_if<ChangeObject>(&change.fact);
  return object != nullptr && object->verb == Verb::drop;
}

bool any_drift(const std::vector<Change>& changes) {
  return std::ranges::any_of(
      changes, [](const Change& change) { return change.severity == ChangeClass::drift; });
}

}  // namespace plumbline
