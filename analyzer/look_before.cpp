// The measuring that the proof compares with: before the plan runs, renames made.
#include <algorithm>

#include "analyzer/plan/fit_rows.hpp"
#include "analyzer/plan/rebuild_table.hpp"
#include "analyzer/sqlite/dependencies.hpp"
#include "analyzer/verify.hpp"

namespace plumbline {

namespace {

TableWay way_of(const Draft& draft, const Identifier& table) {
  const auto found = draft.ways.find(table);
  return found == draft.ways.end() ? TableWay::none : found->second;
}

std::set<Identifier> columns_with(const Draft& draft, const Identifier& table, Hazard hazard) {
  std::set<Identifier> columns;
  for (const Step& step : draft.steps) {
    for (const Statement& statement : step.statements) {
      for (const HazardNote& note : statement.hazards) {
        if (note.table == table && note.hazard == hazard && note.column)
          columns.insert(*note.column);
      }
    }
  }
  return columns;
}

/// Two SELECTs over a table, before and after, that must give the same rows.
struct Selects {
  std::string before, after;
};

std::string select_of(const std::vector<std::string>& expressions, const Identifier& table,
                      const std::string& order) {
  std::string list, all;
  for (const std::string& expression : expressions) {
    list += (list.empty() ? "" : ", ") + expression;
    all += (all.empty() ? "" : ", ") + ("quote(" + expression + ")");
  }
  if (list.empty()) list = "count(*)";
  const std::string by = order.empty() ? all : order;
  return "SELECT " + list + " FROM main." + table.quoted() + (by.empty() ? "" : " ORDER BY " + by);
}

Selects untouched(const Table& table) {
  std::vector<std::string> columns;
  const auto rowid = rowid_name(table);
  if (rowid) columns.push_back(rowid->text());
  for (const Column& column : table.columns) {
    if (!column.generated) columns.push_back(column.name.quoted());
  }
  const std::string select = select_of(columns, table.name, rowid ? rowid->text() : "");
  return {select, select};
}

/// What the target keeps of the live table's columns. Converted and filled values are left out:
/// they are counted as hazards and allowed by name, and what a column makes of its default only the
/// column can say (0 becomes 0.0 in a REAL one; a random default differs from row to row).
Selects touched(const Table& live, const Table& target, const Draft& draft) {
  auto changed = columns_with(draft, live.name, Hazard::convert_value);
  changed.merge(columns_with(draft, live.name, Hazard::fill_null));
  std::vector<std::string> before, after;
  for (const ColumnSource& source : column_sources(live, target, {})) {
    if (changed.contains(source.column)) continue;
    before.push_back(source.expression);
    after.push_back(source.column.quoted());
  }
  const auto live_rowid = rowid_name(live);
  const auto target_rowid =
      rowid_alias(target) ? std::optional(rowid_alias(target)->name) : rowid_name(target);
  const bool by_rowid = keeps_rowids(live, target) && live_rowid && target_rowid;
  return {select_of(before, live.name, by_rowid ? live_rowid->text() : ""),
          select_of(after, target.name, by_rowid ? target_rowid->quoted() : "")};
}

bool references_any(const Table& table, const std::set<Identifier>& parents) {
  return std::ranges::any_of(table.foreign_keys,
                             [&](const ForeignKey& key) { return parents.contains(key.parent); });
}

/// Whether the table is dropped, or is a shadow table of a virtual one that is: "docs_content"
/// goes with "docs" (https://sqlite.org/vtab.html#xshadowname).
bool goes_away(const Table& table, const Schema& live, const Draft& draft) {
  if (draft.dropped_tables.contains(table.name)) return true;
  if (table.kind != TableKind::shadow) return false;
  const std::size_t end = table.name.text().rfind('_');
  const Identifier owner(table.name.text().substr(0, end));
  const Table* found = find_table(live, owner);
  return found != nullptr && found->kind == TableKind::virtual_table &&
         draft.dropped_tables.contains(owner);
}

/// The tables in which the plan could break a reference.
std::set<Identifier> tables_to_check(const Schema& live, const Schema& target, const Draft& draft) {
  std::set<Identifier> changed = draft.dropped_tables;
  changed.insert(draft.kept_children.begin(), draft.kept_children.end());
  for (const auto& [table, way] : draft.ways) changed.insert(table);
  for (const Step& step : draft.steps) {  // a unique index can be what makes a parent key
    const Index* index = step.phase == Phase::drop_index ? find_index(live, step.name) : nullptr;
    if (index != nullptr) changed.insert(index->table);
  }
  std::set<Identifier> result;
  for (const auto& [name, table] : live.tables) {
    if (table.kind != TableKind::ordinary || draft.dropped_tables.contains(name)) continue;
    const Table* after = find_table(target, name);
    const bool has_keys =
        !table.foreign_keys.empty() || (after != nullptr && !after->foreign_keys.empty());
    const bool child = references_any(table, changed) || (after && references_any(*after, changed));
    if ((changed.contains(name) && has_keys) || child) result.insert(name);
  }
  return result;
}

}  // namespace

Before look_before(const Connection& shadow, const Schema& live, const Schema& target,
                   const Draft& draft) {
  Before before;
  for (const auto& [name, table] : live.tables) {
    if (table.kind == TableKind::virtual_table || goes_away(table, live, draft)) continue;
    const bool changed = way_of(draft, name) != TableWay::none;
    const Selects selects =
        changed ? touched(table, target.tables.at(name), draft) : untouched(table);
    before.contents.push_back({name, selects.after, digest_of_rows(shadow, selects.before)});
    if (way_of(draft, name) == TableWay::rebuild || draft.kept_children.contains(name)) {
      before.cost.rows_rewritten += count_rows(shadow, name);
      before.cost.bytes_needed += bytes_of_table(shadow, name);
    }
    if (changed) before.complaints.emplace(name, integrity_complaints(shadow, name));
  }
  for (const Identifier& table : tables_to_check(live, target, draft)) {
    if (auto violations = foreign_key_violations(shadow, table)) {
      before.violations.emplace(table, std::move(*violations));
    } else {
      before.unchecked.insert(table);
    }
  }
  return before;
}

std::set<std::string> broken_before(const Connection& shadow, const Schema& live) {
  std::set<std::string> broken;
  for (const Problem& problem : broken_objects(shadow, live)) {
    broken.insert(to_string(problem.object.type) + " " + ascii_lower(problem.object.name.text()));
  }
  return broken;
}

}  // namespace plumbline
