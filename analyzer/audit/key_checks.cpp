#include <algorithm>

#include "analyzer/audit/live_words.hpp"
#include "analyzer/audit/row_checks.hpp"
#include "analyzer/history/log/log_keys.hpp"
#include "analyzer/plan/key_clauses.hpp"

namespace plumbline {

namespace {

/// A key of a table, whatever it was declared as.
struct Key {
  ObjectRef object;
  std::string what;  ///< "PRIMARY KEY", "UNIQUE (email)", "unique index i"
  std::vector<KeyPart> parts;
  std::optional<std::string> where;
  std::string undecided;  ///< why the rows as they are do not tell; empty where they do
};

std::string listed(const std::vector<KeyPart>& parts) {
  std::string names;
  for (const KeyPart& part : parts) {
    names +=
        (names.empty() ? "" : ", ") + (part.expression ? *part.expression : part.column.text());
  }
  return names;
}

std::vector<Key> keys_of(const Table& table) {
  const ObjectRef self{ObjectType::table, table.name, table.name};
  std::vector<Key> keys;
  if (table.primary_key && !table.primary_key->rowid_alias) {
    const auto& parts = table.primary_key->columns;
    keys.push_back({self, "PRIMARY KEY (" + listed(parts) + ")", parts, std::nullopt, ""});
  }
  for (const Unique& unique : table.uniques) {
    keys.push_back(
        {self, "UNIQUE (" + listed(unique.columns) + ")", unique.columns, std::nullopt, ""});
  }
  for (const auto& [name, index] : table.indexes) {
    if (!index.unique) continue;
    keys.push_back({{ObjectType::index, name, table.name},
                    "unique index " + name.text() + " (" + listed(index.columns) + ")",
                    index.columns,
                    index.where,
                    ""});
  }
  return keys;
}

/// Equal texts are equal questions.
std::string question_of(const Key& key) {
  const KeyClauses clauses = key_clauses(key.parts, key.where);
  return clauses.group_by + " WHERE " + clauses.condition;
}

/// Whether all of the expression could be put into the words of the database.
bool put_into_live_words(std::optional<std::string>& expression, const TablePair& pair, Key& key) {
  if (!expression) return true;
  if (key.undecided.empty()) key.undecided = undecided_by(*expression, pair);
  expression = in_live_words(*expression, pair);
  return expression.has_value();
}

/// The key over the columns as the database calls them, and over what the target would store in
/// them; nothing where one of them is new.
std::optional<Key> in_live_names(Key key, const TablePair& pair) {
  for (KeyPart& part : key.parts) {
    if (part.expression) {
      if (!put_into_live_words(part.expression, pair, key)) return std::nullopt;
      continue;
    }
    const Column* const declared = find_column(*pair.target, part.column);
    const Column* const column = live_column(pair, part.column);
    if (column == nullptr || declared == nullptr) return std::nullopt;
    part.column = column->name;
    const std::string name = column->name.quoted();
    const std::string value = stored_anew(name, *column, *declared, pair);
    if (value != name) part.expression = value;
  }
  if (!put_into_live_words(key.where, pair, key)) return std::nullopt;
  return key;
}

/// Where a column is NOT NULL, SQLite takes IS NOT NULL for true without a look at the row.
std::optional<std::string> where_of(const Key& key, const Table& table) {
  std::string where = key.where ? "(" + *key.where + "\n)" : "";
  for (const KeyPart& part : key.parts) {
    const Column* const column = part.expression ? nullptr : find_column(table, part.column);
    if (column == nullptr || !column->not_null) continue;
    where += (where.empty() ? "typeof(" : " AND typeof(") + column->name.quoted() + ") <> 'null'";
  }
  return where.empty() ? std::nullopt : std::optional(where);
}

QueryCheck unique_check(const Key& key, const Table& table, bool is_declared) {
  const KeyClauses clauses = key_clauses(key.parts, where_of(key, table));
  const std::string rowid = rowid_expression(table);
  const std::string groups = " FROM " + from_clause(table) + " WHERE " + clauses.condition +
                             " GROUP BY " + clauses.group_by + " HAVING count(*) > 1";
  QueryCheck result;
  result.check.rule = "rows-not-unique";
  result.check.object = key.object;
  result.check.object.table = table.name;
  result.check.what = key.what;
  result.check.declared = is_declared;
  if (!key.undecided.empty()) {
    result.check.outcome = CheckOutcome::failed;
    result.check.why = key.undecided + ", and the rows as they are do not tell what it says then";
  }
  result.check.sql = "SELECT " + clauses.values + ", count(*)" +
                     (rowid.empty() ? "" : ", group_concat(" + rowid + ")") + groups;
  result.count = "SELECT sum(n) FROM (SELECT count(*) AS n" + groups + ")";
  const auto one_of_each = [&](const char* which) {
    const std::string row = rowid.empty() ? "NULL" : which + ("(" + rowid + ")");
    return "SELECT " + row + " AS r, " + clauses.quoted_values + " AS v" + groups;
  };
  result.sample = "SELECT r, v FROM (" + one_of_each("min") +
                  (rowid.empty() ? "" : " UNION ALL " + one_of_each("max")) + ") ORDER BY v, r";
  return result;
}

}  // namespace

std::vector<QueryCheck> unique_checks(const TablePair& pair) {
  std::vector<QueryCheck> checks;
  std::set<std::string> known;
  for (const Key& key : keys_of(pair.live)) {
    if (known.insert(question_of(key)).second) {
      checks.push_back(unique_check(key, pair.live, false));
    }
  }
  if (pair.target == nullptr) return checks;
  for (const Key& declared : keys_of(*pair.target)) {
    const std::optional<Key> key = in_live_names(declared, pair);
    if (key && known.insert(question_of(*key)).second) {
      checks.push_back(unique_check(*key, pair.live, true));
    }
  }
  return checks;
}

std::vector<QueryCheck> sequence_checks(const TablePair& pair) {
  const Table& table = pair.live;
  if (!table.primary_key || !table.primary_key->autoincrement) return {};
  const std::string largest =
      "SELECT max(" + rowid_expression(table) + ") FROM " + from_clause(table);
  const std::string name = quote_literal(table.name.text());
  const std::string behind =
      "(" + largest +
      ") > coalesce((SELECT max(seq) FROM main.sqlite_sequence WHERE name = " + name + "), 0)";
  QueryCheck result;
  result.check.rule = "sequence-too-low";
  result.check.object = {ObjectType::table, table.name, table.name};
  result.check.what = "sqlite_sequence is not below the largest id";
  result.check.sql = "SELECT (" + largest + "), (SELECT max(seq) FROM main.sqlite_sequence WHERE " +
                     "name = " + name + ") WHERE " + behind;
  result.count = "SELECT " + behind;
  result.sample = "SELECT (" + largest + "), NULL WHERE " + behind;
  return {result};
}

}  // namespace plumbline
