#include "analyzer/losses/losses.hpp"

#include "analyzer/losses/dropped.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

/// What it touches here: on an empty database it may have failed, or passed over what no migration
/// has made (DROP TABLE IF EXISTS).
Touched touched_here(const Connection& shadow, const std::string& sql) {
  Observer observer(shadow);
  shadow.try_prepare(sql);
  return observer.take();
}

/// The columns that hold anything, with the number of values that are not NULL.
ValuesOfTables values_of_tables(const Connection& shadow) {
  ValuesOfTables values;
  for (const auto& [name, table] : introspect(shadow).tables) {
    for (const Column& column : table.columns) {
      if (column.generated) continue;
      values[name][column.name] = rows_from(
          shadow, "main." + name.quoted() + " WHERE " + column.name.quoted() + " IS NOT NULL");
    }
  }
  return values;
}

}  // namespace

Losses::Losses(const Connection& shadow, const MigrationInHand& hand, std::size_t index) {
  const StatementEffect& effect = hand.effects[index];
  Touched touched = touched_here(shadow, hand.migration.up[index].sql);
  if (effect.failure && touched.changes_objects) values_ = values_of_tables(shadow);
  touched.dropped.insert(effect.touched.dropped.begin(), effect.touched.dropped.end());
  touched.writes.insert(effect.touched.writes.begin(), effect.touched.writes.end());
  Copies copies;
  for (std::size_t i = 0; i < index; ++i) copies.follow(hand.effects[i]);
  found_ = lost_by_dropping(shadow, {hand, index, touched.dropped, copies});
  for (const auto& [table, writes] : touched.writes) {
    const bool deletes = writes.deletes || writes.inserts;  // OR REPLACE deletes
    if (!deletes || touched.dropped.contains(table) || !has_table(shadow, table)) continue;
    rows_[table] = rows_from(shadow, "main." + table.quoted());
  }
}

/// Of the tables that are there still: columns that are gone, and have no new name.
void Losses::add_columns(const Connection& shadow, std::vector<HazardNote>& notes) const {
  if (values_.empty()) return;
  const Schema after = introspect(shadow);
  for (const auto& [name, columns] : values_) {
    const Table* table = find_table(after, name);
    if (table == nullptr || table->columns.size() >= columns.size()) continue;
    for (const auto& [column, values] : columns) {
      if (values == 0 || find_column(*table, column) != nullptr) continue;
      notes.push_back({Hazard::drop_column, name, column, values});
    }
  }
}

std::vector<HazardNote> Losses::look(const Connection& shadow) const {
  std::vector<HazardNote> notes = found_;
  for (const auto& [table, before] : rows_) {
    if (!has_table(shadow, table)) continue;
    const std::int64_t after = rows_from(shadow, "main." + table.quoted());
    if (after < before) {
      notes.push_back({Hazard::delete_rows, table, std::nullopt, before - after});
    }
  }
  add_columns(shadow, notes);
  return notes;
}

}  // namespace plumbline
