#include "analyzer/losses/dropped.hpp"

#include <algorithm>

#include "analyzer/reconcile/born.hpp"

namespace plumbline {

namespace {

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
      most = std::max(most, rows_from(shadow, "temp." + temp_table.quoted()));
    }
  }
  return most;
}

std::string list_of(const std::set<Identifier>& columns, const Identifier& table) {
  std::string list;
  for (const Identifier& column : columns) {
    list += (list.empty() ? "" : ", ") + table.quoted() + "." + column.quoted();
  }
  return list;
}

/// How many rows of `table` read as no row of `other` does.
std::int64_t differing(const Connection& shadow, const Identifier& table, const Identifier& other,
                       const std::set<Identifier>& columns) {
  return rows_from(shadow, "(SELECT " + list_of(columns, table) + " FROM main." + table.quoted() +
                               " EXCEPT SELECT " + list_of(columns, other) + " FROM main." +
                               other.quoted() + ")");
}

/// Whether it is a copy that may go: what it was filled from has all of it still.
bool is_still_in(const Connection& shadow, const Identifier& table, const Identifier& source) {
  const std::set<Identifier> columns = stored_columns(shadow, table);
  return has_table(shadow, source) && common_columns(shadow, table, source) == columns &&
         differing(shadow, table, source, columns) == 0;
}

/// Whether it is a full-text index without content of its own whose values come from another table:
/// https://sqlite.org/fts5.html#external_content_tables
bool indexes_another_table(const Connection& shadow, const Identifier& table) {
  const auto has_part = [&](const char* suffix) {
    return has_table(shadow, Identifier(table.text() + suffix));
  };
  if (has_part("_content") || (!has_part("_docsize") && !has_part("_segdir"))) return false;
  std::string any_value;
  for (const Identifier& column : stored_columns(shadow, table)) {
    any_value += (any_value.empty() ? "" : " OR ") + column.quoted() + " IS NOT NULL";
  }
  return rows_from(shadow, "main." + table.quoted() + " WHERE " + any_value) > 0;
}

/// How many rows of `table`, of which there are `rows`, are not in `copy`.
std::int64_t missing_in(const Connection& shadow, const Identifier& table, std::int64_t rows,
                        const Identifier& copy) {
  const std::set<Identifier> common = common_columns(shadow, table, copy);
  if (common.empty()) return rows;
  const std::int64_t missing = differing(shadow, table, copy, common);
  // Values that the copying SELECT computes anew are the migration's to choose.
  const std::int64_t in_copy = rows_from(shadow, "main." + copy.quoted());
  return missing == 0 ? 0 : std::max<std::int64_t>(0, rows - in_copy);
}

void look_at_table(const Connection& shadow, const DroppingStatement& statement,
                   const Identifier& table, std::vector<HazardNote>& found) {
  if (!has_table(shadow, table)) return;
  const std::int64_t rows = rows_from(shadow, "main." + table.quoted());
  const auto& [hand, index, dropped, copies] = statement;
  if (rows == 0 || born_by(hand.effects, index).tables.contains(table)) return;
  if (indexes_another_table(shadow, table)) return;
  for (const Identifier& source : copies.sources_of(table)) {
    if (is_still_in(shadow, table, source)) return;
  }
  std::int64_t least_lost =
      std::max<std::int64_t>(0, rows - rows_put_aside(shadow, hand, index, table));
  for (const Identifier& copy : copies.of(table)) {
    if (!has_table(shadow, copy)) continue;
    least_lost = std::min(least_lost, missing_in(shadow, table, rows, copy));
  }
  if (least_lost == rows) {
    found.push_back({Hazard::drop_table, table, std::nullopt, rows});
  } else if (least_lost > 0) {
    found.push_back({Hazard::delete_rows, table, std::nullopt, least_lost});
  }
}

void look_at_columns(const Connection& shadow, const ObjectChange& change,
                     std::vector<HazardNote>& found) {
  const Identifier& table = change.object.name;
  const std::set<Identifier> before = columns_in(*change.from);
  const std::set<Identifier> after = columns_in(*change.to);
  const bool renames = before.size() == after.size();
  if (renames || after.empty() || !has_table(shadow, table)) return;
  for (const Identifier& column : before) {
    if (after.contains(column)) continue;
    const std::int64_t rows =
        rows_from(shadow, "main." + table.quoted() + " WHERE " + table.quoted() + "." +
                              column.quoted() + " IS NOT NULL");
    if (rows > 0) found.push_back({Hazard::drop_column, table, column, rows});
  }
}

}  // namespace

std::int64_t rows_from(const Connection& shadow, const std::string& from) {
  Query query(shadow, "SELECT count(*) FROM " + from);
  bool row = false;
  if (query.try_step(row) || !row) return 0;
  return query.integer(0);
}

bool has_table(const Connection& shadow, const Identifier& table) {
  Query query(shadow,
              "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)");
  query.bind(1, table.text());
  return query.step();
}

std::set<Identifier> common_columns(const Connection& shadow, const Identifier& table,
                                    const Identifier& other) {
  std::set<Identifier> common;
  std::ranges::set_intersection(stored_columns(shadow, table), stored_columns(shadow, other),
                                std::inserter(common, common.end()));
  return common;
}

std::vector<HazardNote> lost_by_dropping(const Connection& shadow,
                                         const DroppingStatement& statement) {
  std::vector<HazardNote> found;
  for (const Identifier& table : statement.dropped) {
    look_at_table(shadow, statement, table, found);
  }
  for (const ObjectChange& change : statement.hand.effects[statement.index].changes) {
    if (change.object.type == "table" && change.from && change.to) {
      look_at_columns(shadow, change, found);
    }
  }
  return found;
}

}  // namespace plumbline
