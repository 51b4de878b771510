#include "model/schema.hpp"

#include <algorithm>

namespace plumbline {

std::string to_string(ObjectType type) {
  switch (type) {
    case ObjectType::database:
      return "database";
    case ObjectType::table:
      return "table";
    case ObjectType::column:
      return "column";
    case ObjectType::index:
      return "index";
    case ObjectType::view:
      return "view";
    case ObjectType::trigger:
      return "trigger";
  }
  return "database";
}

std::string_view word_of(ConflictClause clause) {
  switch (clause) {
    case ConflictClause::unstated:
      return "";
    case ConflictClause::rollback:
      return "ROLLBACK";
    case ConflictClause::abort:
      return "ABORT";
    case ConflictClause::fail:
      return "FAIL";
    case ConflictClause::ignore:
      return "IGNORE";
    case ConflictClause::replace:
      return "REPLACE";
  }
  return "";
}

std::string_view word_of(ForeignKeyAction action) {
  switch (action) {
    case ForeignKeyAction::no_action:
      return "NO ACTION";
    case ForeignKeyAction::restrict_:
      return "RESTRICT";
    case ForeignKeyAction::set_null:
      return "SET NULL";
    case ForeignKeyAction::set_default:
      return "SET DEFAULT";
    case ForeignKeyAction::cascade:
      return "CASCADE";
  }
  return "NO ACTION";
}

const Table* find_table(const Schema& schema, const Identifier& name) {
  const auto found = schema.tables.find(name);
  return found == schema.tables.end() ? nullptr : &found->second;
}

const Column* find_column(const Table& table, const Identifier& name) {
  const auto found = std::ranges::find(table.columns, name, &Column::name);
  return found == table.columns.end() ? nullptr : &*found;
}

const Index* find_index(const Schema& schema, const Identifier& name) {
  for (const auto& [table_name, table] : schema.tables) {
    const auto found = table.indexes.find(name);
    if (found != table.indexes.end()) return &found->second;
  }
  return nullptr;
}

const Column* rowid_alias(const Table& table) {
  if (!table.primary_key || !table.primary_key->rowid_alias) return nullptr;
  return find_column(table, table.primary_key->columns.front().column);
}

}  // namespace plumbline
