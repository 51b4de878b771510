#include <algorithm>

#include "analyzer/audit/live_words.hpp"
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

/// The columns in the spelling of their table; empty where one is not there.
std::vector<Identifier> as_spelled(const std::vector<Identifier>& columns, const Table& table) {
  std::vector<Identifier> spelled;
  for (const Identifier& name : columns) {
    const Column* const column = find_column(table, name);
    if (column == nullptr) return {};
    spelled.push_back(column->name);
  }
  return spelled;
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
std::string finds_no_parent(const std::vector<std::string>& ours_by_column, const Table& parent,
                            const std::vector<Identifier>& referenced) {
  std::vector<std::string> equal, values, of_parent, not_null;
  for (std::size_t i = 0; i < ours_by_column.size(); ++i) {
    const std::string theirs = "p." + referenced[i].quoted();
    const std::string& ours = ours_by_column[i];
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

/// What a key references, in the database.
struct Parent {
  const Table* table = nullptr;  ///< null: it is not there
  std::vector<Identifier> columns;
  std::string undecided = {};  ///< why the rows as they are do not tell; empty where they do
};

/// What a row holds in these columns, or will hold in those of the target.
std::vector<std::string> values_of(const TablePair& pair, const ForeignKey& key,
                                   const std::vector<Identifier>& columns, bool is_declared) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string value = "c." + columns[i].quoted();
    const Column* const target = is_declared ? find_column(*pair.target, key.columns[i]) : nullptr;
    const Column* const live = find_column(pair.live, columns[i]);
    values.push_back(target == nullptr ? value : stored_anew(value, *live, *target, pair));
  }
  return values;
}

QueryCheck reference_check(const TablePair& pair, const ForeignKey& key,
                           const std::vector<Identifier>& columns, const Parent& parent,
                           bool is_declared) {
  const Table& table = pair.live;
  const std::vector<std::string> values = values_of(pair, key, columns, is_declared);
  std::vector<std::string> not_null, quoted;
  for (const Identifier& column : columns) {
    // Where a column is NOT NULL, SQLite takes IS NOT NULL for true without a look at the row.
    const bool never = find_column(table, column)->not_null;
    not_null.push_back(never ? "typeof(c." + column.quoted() + ") <> 'null'"
                             : "c." + column.quoted() + " IS NOT NULL");
    quoted.push_back("quote(c." + column.quoted() + ")");
  }
  const std::string rest =
      " FROM " + from_clause(table) + " AS c WHERE " + joined(not_null, " AND ") +
      (parent.table == nullptr ? ""
                               : " AND " + finds_no_parent(values, *parent.table, parent.columns));
  const std::string rowid = rowid_expression(table);
  const bool one = columns.size() == 1;
  QueryCheck result;
  result.check.rule = "rows-without-parent";
  result.check.object = {one ? ObjectType::column : ObjectType::table,
                         one ? columns.front() : table.name, table.name};
  result.check.what =
      "(" + joined(names_of(columns), ", ") + ") REFERENCES " + key.parent.text() +
      (parent.columns.empty() ? "" : "(" + joined(names_of(parent.columns), ", ") + ")");
  result.check.declared = is_declared;
  if (!parent.undecided.empty()) {
    result.check.outcome = CheckOutcome::failed;
    result.check.why = parent.undecided + ", and the rows as they are do not tell what follows";
  }
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

/// The parent of a key of `declaring`, which is the table of the database or that of the target;
/// nothing where the key does not fit it. A target may call the parent and its columns otherwise.
std::optional<Parent> parent_of(const ForeignKey& key, const TablePair& pair,
                                const Table& declaring, const Schema& live,
                                const std::vector<TablePair>& tables) {
  const auto is_parent = [&](const TablePair& other) {
    return other.target != nullptr && other.target->name == key.parent;
  };
  const bool is_declared = &declaring != &pair.live;
  const auto renamed = is_declared ? std::ranges::find_if(tables, is_parent) : tables.end();
  if (renamed != tables.end()) {
    const std::vector<Identifier> declared = parent_columns(key, *renamed->target);
    Parent parent{&renamed->live, in_live_names(declared, *renamed)};
    for (const Identifier& column : declared) {
      if (parent.undecided.empty()) parent.undecided = undecided_by(column.quoted(), *renamed);
    }
    return parent.columns.empty() ? std::nullopt : std::optional(parent);
  }
  const Table* const table = find_table(live, key.parent);
  if (table == nullptr) {
    if (live.views.contains(key.parent)) return std::nullopt;
    return Parent{nullptr, key.parent_columns};
  }
  const Parent parent{table, as_spelled(parent_columns(key, *table), *table)};
  const bool fits = table->kind == TableKind::ordinary && !parent.columns.empty();
  return fits ? std::optional(parent) : std::nullopt;
}

void add_checks(const TablePair& pair, const Table& declaring, const Schema& live,
                const std::vector<TablePair>& tables, std::set<std::string>& known,
                std::vector<QueryCheck>& checks) {
  const bool is_declared = &declaring != &pair.live;
  for (const ForeignKey& key : declaring.foreign_keys) {
    const std::optional<Parent> parent = parent_of(key, pair, declaring, live, tables);
    const std::vector<Identifier> columns =
        is_declared ? in_live_names(key.columns, pair) : as_spelled(key.columns, pair.live);
    if (!parent || columns.empty()) continue;
    if (parent->table != nullptr && columns.size() != parent->columns.size()) continue;
    QueryCheck check = reference_check(pair, key, columns, *parent, is_declared);
    if (known.insert(check.count).second) checks.push_back(std::move(check));
  }
}

}  // namespace

std::vector<QueryCheck> foreign_key_checks(const TablePair& pair, const Schema& live,
                                           const std::vector<TablePair>& tables) {
  std::vector<QueryCheck> checks;
  std::set<std::string> known;
  add_checks(pair, pair.live, live, tables, known, checks);
  if (pair.target != nullptr) add_checks(pair, *pair.target, live, tables, known, checks);
  return checks;
}

}  // namespace plumbline
