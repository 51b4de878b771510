#include "analyzer/mend/losses.hpp"

#include <algorithm>

#include "analyzer/reconcile/born.hpp"

namespace plumbline {

namespace {

std::int64_t count(const Connection& shadow, const std::string& sql) {
  Query query(shadow, "SELECT count(*) FROM " + sql);
  bool row = false;
  if (query.try_step(row) || !row) return 0;
  return query.integer(0);
}

bool is_there(const Connection& shadow, const Identifier& table) {
  Query query(shadow,
              "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)");
  query.bind(1, table.text());
  return query.step();
}

std::set<Identifier> stored_columns(const Connection& shadow, const Identifier& table) {
  Query query(shadow, "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0");
  query.bind(1, table.text());
  std::set<Identifier> columns;
  while (query.step()) columns.emplace(query.text(0));
  return columns;
}

/// Whether rows that a statement has put into a TEMP table come back into a table that stays.
bool comes_back(const MigrationInHand& hand, std::size_t from, const Identifier& temp_table) {
  for (std::size_t i = from; i < hand.effects.size(); ++i) {
    const Touched& touched = hand.effects[i].touched;
    const bool inserts =
        std::ranges::any_of(touched.writes, [](const auto& entry) { return entry.second.inserts; });
    if (inserts && touched.temp_tables.contains(temp_table)) return true;
  }
  return false;
}

/// How many rows of the table a TEMP table holds that the migration fills from it and reads later.
std::int64_t rows_put_aside(const Connection& shadow, const MigrationInHand& hand,
                            std::size_t index, const Identifier& table) {
  std::int64_t most = 0;
  for (std::size_t i = 0; i < index; ++i) {
    const Touched& touched = hand.effects[i].touched;
    if (!touched.reads.contains(table)) continue;
    for (const Identifier& temp_table : touched.temp_tables) {
      if (!comes_back(hand, index, temp_table)) continue;
      most = std::max(most, count(shadow, "temp." + temp_table.quoted()));
    }
  }
  return most;
}

/// Tables that statements before this one have filled from `table`.
std::set<Identifier> copies_of(const Connection& shadow, const MigrationInHand& hand,
                               std::size_t index, const Identifier& table) {
  std::set<Identifier> copies;
  for (std::size_t i = 0; i < index; ++i) {
    const Touched& touched = hand.effects[i].touched;
    if (!touched.reads.contains(table)) continue;
    for (const auto& [written, how] : touched.writes) {
      if (how.inserts && written != table) copies.insert(written);
    }
    for (const ObjectChange& change : hand.effects[i].changes) {  // CREATE TABLE … AS SELECT
      if (change.object.type == "table" && !change.from) copies.insert(change.object.name);
    }
  }
  std::erase_if(copies, [&](const Identifier& copy) { return !is_there(shadow, copy); });
  return copies;
}

std::string list_of(const std::set<Identifier>& columns, const Identifier& table) {
  std::string list;
  for (const Identifier& column : columns) {
    list += (list.empty() ? "" : ", ") + table.quoted() + "." + column.quoted();
  }
  return list;
}

}  // namespace

Losses::Losses(const Connection& shadow, const MigrationInHand& hand, std::size_t index)
    : hand_(&hand), index_(index) {
  const StatementEffect& effect = hand.effects[index];
  for (const Identifier& table : effect.touched.dropped) look_at_dropped_table(shadow, table);
  for (const ObjectChange& change : effect.changes) {
    if (change.object.type == "table" && change.from && change.to) {
      look_at_dropped_columns(shadow, change);
    }
  }
  for (const auto& [table, writes] : effect.touched.writes) {
    const bool deletes = writes.deletes || writes.inserts;  // OR REPLACE deletes
    if (!deletes || effect.touched.dropped.contains(table) || !is_there(shadow, table)) continue;
    rows_[table] = count(shadow, "main." + table.quoted());
  }
}

void Losses::look_at_dropped_table(const Connection& shadow, const Identifier& table) {
  if (!is_there(shadow, table)) return;
  const std::int64_t rows = count(shadow, "main." + table.quoted());
  if (rows == 0 || born_by(hand_->effects, index_).tables.contains(table)) return;
  const std::set<Identifier> columns = stored_columns(shadow, table);
  std::int64_t least_lost =
      std::max<std::int64_t>(0, rows - rows_put_aside(shadow, *hand_, index_, table));
  for (const Identifier& copy : copies_of(shadow, *hand_, index_, table)) {
    std::set<Identifier> common;
    for (const Identifier& column : stored_columns(shadow, copy)) {
      if (columns.contains(column)) common.insert(column);
    }
    if (common.empty()) continue;
    const std::int64_t missing =
        count(shadow, "(SELECT " + list_of(common, table) + " FROM main." + table.quoted() +
                          " EXCEPT SELECT " + list_of(common, copy) + " FROM main." +
                          copy.quoted() + ")");
    const std::int64_t fewer =
        std::max<std::int64_t>(0, rows - count(shadow, "main." + copy.quoted()));
    // Values that the copying SELECT computes anew are the migration's to choose.
    const std::int64_t lost = missing == 0 ? 0 : fewer;
    if (lost >= least_lost) continue;
    least_lost = lost;
  }
  if (least_lost == rows) {
    found_.push_back({Hazard::drop_table, table, std::nullopt, rows});
  } else if (least_lost > 0) {
    found_.push_back({Hazard::delete_rows, table, std::nullopt, least_lost});
  }
}

void Losses::look_at_dropped_columns(const Connection& shadow, const ObjectChange& change) {
  const std::set<Identifier> before = columns_in(*change.from);
  const std::set<Identifier> after = columns_in(*change.to);
  const bool renames = before.size() == after.size();
  if (renames || after.empty() || !is_there(shadow, change.object.name)) return;
  for (const Identifier& column : before) {
    if (after.contains(column)) continue;
    const std::int64_t rows =
        count(shadow, "main." + change.object.name.quoted() + " WHERE " +
                          change.object.name.quoted() + "." + column.quoted() + " IS NOT NULL");
    if (rows > 0) found_.push_back({Hazard::drop_column, change.object.name, column, rows});
  }
}

std::vector<HazardNote> Losses::look(const Connection& shadow) const {
  std::vector<HazardNote> notes = found_;
  for (const auto& [table, before] : rows_) {
    if (!is_there(shadow, table)) continue;
    const std::int64_t after = count(shadow, "main." + table.quoted());
    if (after < before) {
      notes.push_back({Hazard::delete_rows, table, std::nullopt, before - after});
    }
  }
  return notes;
}

}  // namespace plumbline
