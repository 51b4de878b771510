#include "analyzer/sqlite/changed_tables.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace plumbline {

namespace {

std::string_view text_or_empty(const char* text) { return text == nullptr ? "" : text; }

void add_name(TableSet& changed, std::string_view table, std::string_view database) {
  if (database == "temp" || table.empty()) return;
  // It writes pages, not rows: https://sqlite.org/dbpage.html
  if (equal_folded(table, "sqlite_dbpage")) changed.all = true;
  Identifier name(table);
  if (!changed.named.contains(name)) changed.named.insert(std::move(name));
}

struct TablesThere {
  std::set<Identifier> all, virtual_ones;
};

TablesThere tables_there(const Connection& connection) {
  TablesThere there;
  Query query(connection, "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE type = 'table'");
  while (query.step()) {
    Identifier name(query.text(0));
    if (ascii_lower(query.text(1)).starts_with("create virtual")) there.virtual_ones.insert(name);
    there.all.insert(std::move(name));
  }
  return there;
}

/// "docs_content" holds rows of "docs": https://sqlite.org/vtab.html#xshadowname
bool holds_rows_of(const Identifier& table, const Identifier& owner) {
  return table == owner || ascii_lower(table.text()).starts_with(ascii_lower(owner.text()) + "_");
}

/// FTS and R*Tree write their own tables by statements that they keep compiled.
void add_parts_of_virtual(const TablesThere& there, TableSet& changed) {
  std::vector<Identifier> owners;
  std::ranges::copy_if(there.virtual_ones, std::back_inserter(owners), [&](const auto& owner) {
    return std::ranges::any_of(
        changed.named, [&](const Identifier& table) { return holds_rows_of(table, owner); });
  });
  for (const Identifier& owner : owners) {
    changed.named.insert(owner);
    for (const Identifier& table : there.all) {
      if (holds_rows_of(table, owner)) changed.named.insert(table);
    }
  }
}

}  // namespace

void TableSet::add(const TableSet& others) {
  all |= others.all;
  named.insert(others.named.begin(), others.named.end());
}

void note_change(TableSet& changed, int action, const char* first, const char* second,
                 const char* database) {
  switch (action) {
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_VTABLE:
      add_name(changed, text_or_empty(first), text_or_empty(database));
      break;
    case SQLITE_ALTER_TABLE:
      add_name(changed, text_or_empty(second), text_or_empty(first));
      break;
    case SQLITE_CREATE_INDEX:
    case SQLITE_DROP_INDEX:
      add_name(changed, text_or_empty(second), text_or_empty(database));
      break;
    case SQLITE_PRAGMA:
      changed.all |= equal_folded(text_or_empty(first), "writable_schema");
      break;
    default:
      break;
  }
}

TableSet changed_tables(const Connection& live, const Connection& shadow) {
  TableSet changed = shadow.changed();
  if (changed.all) return changed;
  changed.named.insert(Identifier("sqlite_sequence"));  // nobody is asked about these
  const TablesThere before = tables_there(live), after = tables_there(shadow);
  // Where a table comes by another name, SQLite is asked for the old one only.
  std::ranges::set_difference(after.all, before.all,
                              std::inserter(changed.named, changed.named.end()));
  add_parts_of_virtual(before, changed);
  add_parts_of_virtual(after, changed);
  return changed;
}

}  // namespace plumbline
