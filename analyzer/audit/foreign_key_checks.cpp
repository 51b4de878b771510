#include <algorithm>

#include "analyzer/audit/row_checks.hpp"

namespace plumbline {

namespace {

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::vector<std::string> names_of(const std::vector<Identifier>& columns) {
  std::vector<std::string> names;
  for (const Identifier& column : columns) names.push_back(column.text());
  return names;
}

/// The columns that a key references: its own, or the primary key of the parent.
std::vector<Identifier> parent_columns(const ForeignKey& key, const Table& parent) {
  if (!key.parent_columns.empty() || !parent.primary_key) return key.parent_columns;
  std::vector<Identifier> columns;
  for (const KeyPart& part : parent.primary_key->columns) columns.push_back(part.column);
  return columns;
}

bool are_there(const std::vector<Identifier>& columns, const Table& table) {
  return std::ranges::all_of(
      columns, [&](const Identifier& column) { return find_column(table, column) != nullptr; });
}

/// Whether SQLite finds a row of the parent by these columns without reading all of it.
bool has_index_over(const Table& table, const std::vector<Identifier>& columns) {
  const auto begins_with_first = [&](const std::vector<KeyPart>& parts) {
    return !parts.empty() && parts.front().column == columns.front();
  };
  const Column* const alias = rowid_alias(table);
  if (alias != nullptr && columns.size() == 1 && alias->name == columns.front()) return true;
  if (table.primary_key && begins_with_first(table.primary_key->columns)) return true;
  return std::ranges::any_of(table.uniques,
                             [&](const Unique& u) { return begins_with_first(u.columns); }) ||
         std::ranges::any_of(table.indexes, [&](const auto& entry) {
           return !entry.second.where && begins_with_first(entry.second.columns);
         });
}

/// A unary plus takes the affinity away, so that the parent's column gives its own, and its
/// collation since it stands on the left: https://sqlite.org/foreignkeys.html#fk_indexes
std::string finds_no_parent(const std::vector<Identifier>& columns, const Table& parent,
                            const std::vector<Identifier>& referenced) {
  std::vector<std::string> equal, values, of_parent, not_null;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string theirs = "p." + referenced[i].quoted();
    const std::string ours = "c." + columns[i].quoted();
    const Column* const column = find_column(parent, referenced[i]);
    const std::string collation =
        " COLLATE " +
        (column->collation.empty() ? "BINARY" : Identifier(column->collation).quoted());
    equal.push_back(theirs + collation + " = +" + ours);
    values.push_back("+" + ours + collation);
    of_parent.push_back(theirs);
    not_null.push_back(theirs + " IS NOT NULL");
  }
  const std::string from = " FROM " + from_clause(parent) + " AS p WHERE ";
  if (has_index_over(parent, referenced)) {
    return "NOT EXISTS (SELECT 1" + from + joined(equal, " AND ") + ")";
  }
  return "(" + joined(values, ", ") + ") NOT IN (SELECT " + joined(of_parent, ", ") + from +
         joined(not_null, " AND ") + ")";
}

QueryCheck reference_check(const Table& table, const ForeignKey& key,
                           const std::vector<Identifier>& columns, const Table& parent,
                           const std::vector<Identifier>& referenced, bool is_declared) {
  std::vector<std::string> not_null, quoted;
  for (const Identifier& column : columns) {
    not_null.push_back("c." + column.quoted() + " IS NOT NULL");
    quoted.push_back("quote(c." + column.quoted() + ")");
  }
  const std::string rest = " FROM " + from_clause(table) + " AS c WHERE " +
                           joined(not_null, " AND ") + " AND " +
                           finds_no_parent(columns, parent, referenced);
  const std::string rowid = rowid_expression(table);
  const bool one = columns.size() == 1;
  QueryCheck result;
  result.check.rule = "rows-without-parent";
  result.check.object = {one ? ObjectType::column : ObjectType::table,
                         one ? columns.front() : table.name, table.name};
  result.check.what = "(" + joined(names_of(columns), ", ") + ") REFERENCES " + key.parent.text() +
                      "(" + joined(names_of(referenced), ", ") + ")";
  result.check.declared = is_declared;
  result.check.sql = "SELECT " + (rowid.empty() ? "c.*" : "c." + rowid + ", c.*") + rest;
  result.count = "SELECT count(*)" + rest;
  result.sample = "SELECT " + (rowid.empty() ? "NULL" : "c." + rowid) + ", " +
                  joined(quoted, " || ', ' || ") + rest;
  return result;
}

/// The columns as the database calls them; empty where one is new.
std::vector<Identifier> in_live_names(const std::vector<Identifier>& columns,
                                      const TablePair& pair) {
  std::vector<Identifier> live;
  for (const Identifier& name : columns) {
    const Column* const column = live_column(pair, name);
    if (column == nullptr) return {};
    live.push_back(column->name);
  }
  return live;
}

void add_checks(const TablePair& pair, const Table& declaring, const Schema& live,
                std::set<std::string>& known, std::vector<QueryCheck>& checks) {
  for (const ForeignKey& key : declaring.foreign_keys) {
    const Table* const parent = find_table(live, key.parent);
    if (parent == nullptr || parent->kind != TableKind::ordinary) continue;
    const std::vector<Identifier> referenced = parent_columns(key, *parent);
    const std::vector<Identifier> columns = in_live_names(key.columns, pair);
    if (columns.empty() || columns.size() != referenced.size()) continue;
    if (!are_there(referenced, *parent)) continue;
    QueryCheck check =
        reference_check(pair.live, key, columns, *parent, referenced, &declaring != &pair.live);
    if (known.insert(check.count).second) checks.push_back(std::move(check));
  }
}

}  // namespace

std::vector<QueryCheck> foreign_key_checks(const TablePair& pair, const Schema& live) {
  std::vector<QueryCheck> checks;
  std::set<std::string> known;
  add_checks(pair, pair.live, live, known, checks);
  if (pair.target != nullptr) add_checks(pair, *pair.target, live, known, checks);
  return checks;
}

}  // namespace plumbline
