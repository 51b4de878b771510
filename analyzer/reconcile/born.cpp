#include "analyzer/reconcile/born.hpp"

#include <algorithm>

#include "analyzer/sql_text/create_table.hpp"

namespace plumbline {

namespace {

bool is_virtual(const std::string& sql) {
  return ascii_lower(sql.substr(0, 14)) == "create virtual";
}
bool makes_virtual_table(const ObjectChange& change) { return change.to && is_virtual(*change.to); }

/// A table that appears while another goes was there before, under that name; CREATE TABLE AS fills
/// the table that it makes (a plain one reads nothing but itself, for its indexes).
bool fills_what_it_makes(const StatementEffect& effect) {
  if (std::ranges::any_of(effect.changes, makes_virtual_table)) return false;
  auto others = effect.touched.reads;
  for (const ObjectChange& change : effect.changes) {
    if (change.object.type != "table") continue;
    if (!change.to) return true;
    others.erase(change.object.name);
  }
  return !others.empty();
}

void note(const ObjectChange& change, std::size_t statement, bool filled, Born& born) {
  const Identifier& table = change.object.name;
  if (!change.to) {
    born.tables.erase(table);
    born.columns.erase(table);
  } else if (!change.from) {
    if (!filled) born.tables[table] = statement;
  } else if (!born.tables.contains(table)) {
    const std::set<Identifier> before = columns_in(*change.from);
    if (before.empty()) return;
    for (const Identifier& column : columns_in(*change.to)) {
      if (!before.contains(column)) born.columns[table][column] = statement;
    }
  }
}

/// RENAME COLUMN shows as one that goes and one that comes: nothing new was brought to life.
bool renames_a_column(const ObjectChange& change) {
  if (!change.from || !change.to) return false;
  const std::set<Identifier> before = columns_in(*change.from);
  const std::set<Identifier> after = columns_in(*change.to);
  return std::ranges::any_of(before, [&](const Identifier& c) { return !after.contains(c); });
}

}  // namespace

std::set<Identifier> columns_in(const std::string& create_table) {
  std::set<Identifier> columns;
  if (const auto text = read_create_table(create_table)) {
    for (const ColumnText& column : text->columns) columns.insert(column.name);
  }
  return columns;
}

Born born_by(const std::vector<StatementEffect>& effects, std::size_t after) {
  Born born;
  for (std::size_t i = 0; i < after; ++i) {
    const bool filled = fills_what_it_makes(effects[i]);
    const bool makes_virtual = std::ranges::any_of(effects[i].changes, makes_virtual_table);
    for (const ObjectChange& change : effects[i].changes) {
      if (change.object.type != "table" || renames_a_column(change)) continue;
      if (makes_virtual && !makes_virtual_table(change)) {
        born.shadow_tables.insert(change.object.name);
        continue;
      }
      note(change, i + 1, filled, born);
    }
  }
  return born;
}

bool writes_only(const Born& born, const Touched& touched) {
  return std::ranges::all_of(touched.writes, [&](const auto& entry) {
    const auto& [table, writes] = entry;
    if (born.tables.contains(table) || born.shadow_tables.contains(table)) return true;
    const auto columns = born.columns.find(table);
    if (columns == born.columns.end() || writes.inserts || writes.deletes) return false;
    return std::ranges::all_of(
        writes.updates, [&](const Identifier& column) { return columns->second.contains(column); });
  });
}

}  // namespace plumbline
