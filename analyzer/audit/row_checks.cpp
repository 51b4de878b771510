#include "analyzer/audit/row_checks.hpp"

#include <algorithm>

#include "analyzer/plan/fit_rows.hpp"
#include "analyzer/plan/rebuild_table.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/normal_form.hpp"
#include "model/affinity.hpp"

namespace plumbline {

namespace {

ObjectRef column_of(const Table& table, const Identifier& column) {
  return {ObjectType::column, column, table.name};
}

RowCheck row_check(const Table& table, std::string rule, const ObjectRef& object, std::string what,
                   std::string breaks, std::vector<Identifier> values) {
  const std::string rowid = rowid_expression(table);
  RowCheck result;
  result.check.rule = std::move(rule);
  result.check.object = object;
  result.check.what = std::move(what);
  result.check.sql = "SELECT " + (rowid.empty() ? "*" : rowid + ", *") + " FROM " +
                     from_clause(table) + " WHERE " + breaks;
  result.breaks = std::move(breaks);
  result.values = std::move(values);
  return result;
}

RowCheck declared(RowCheck check, bool is_declared) {
  check.check.declared = is_declared;
  return check;
}

/// That a value is NULL needs no showing: the key does.
RowCheck never_null(const Table& table, const Column& column) {
  std::vector<Identifier> key;
  if (table.primary_key && !table.primary_key->rowid_alias) {
    for (const KeyPart& part : table.primary_key->columns) key.push_back(part.column);
  }
  return row_check(table, "rows-with-null", column_of(table, column.name),
                   column.name.text() + " is never NULL", column.name.quoted() + " IS NULL", key);
}

std::vector<Identifier> columns_in(const std::string& expression, const Table& table) {
  std::vector<Identifier> columns;
  for (const Token& token : tokens_of(expression)) {
    const Column* const column = find_column(table, Identifier(unquoted(token)));
    if (column != nullptr && std::ranges::find(columns, column->name) == columns.end()) {
      columns.push_back(column->name);
    }
  }
  return columns;
}

void add_not_null(const TablePair& pair, std::vector<RowCheck>& checks) {
  for (const Column& column : pair.live.columns) {
    if (column.not_null) checks.push_back(never_null(pair.live, column));
  }
  if (pair.target == nullptr) return;
  for (const Column& column : pair.target->columns) {
    const Column* const live = live_column(pair, column.name);
    if (!column.not_null || live == nullptr || live->not_null) continue;
    checks.push_back(declared(never_null(pair.live, *live), true));
  }
}

/// A row passes where the expression is true or NULL: https://sqlite.org/lang_createtable.html
RowCheck passes_check(const Table& table, const Check& check) {
  const std::string name = check.name ? check.name->text() + ": " : "";
  return row_check(table, "rows-failing-check", {ObjectType::table, table.name, table.name},
                   name + "CHECK (" + normal_expression(check.expression) + ")",
                   "NOT (" + check.expression + "\n)", columns_in(check.expression, table));
}

void add_checks(const TablePair& pair, std::vector<RowCheck>& checks) {
  std::set<std::string> known;
  for (const Check& check : pair.live.checks) {
    if (!known.insert(normal_expression(check.expression)).second) continue;
    checks.push_back(passes_check(pair.live, check));
  }
  if (pair.target == nullptr) return;
  for (const Check& check : pair.target->checks) {
    if (mentions_new_column(check.expression, pair.live, *pair.target)) continue;
    if (!known.insert(normal_expression(check.expression)).second) continue;
    checks.push_back(declared(passes_check(pair.live, check), true));
  }
}

/// What a value of another type becomes where it is stored in a column of a STRICT table, and what
/// cannot be: https://sqlite.org/stricttables.html
std::string not_storable(const std::string& name, const std::string& type) {
  const std::string kind = "typeof(" + name + ")";
  const std::string number = "CAST(" + name + " AS NUMERIC)";
  const std::string as_number = kind + " = 'text' AND " + number + " = " + name;
  if (type == "ANY") return "";
  if (type == "TEXT") return kind + " = 'blob'";
  if (type == "BLOB") return kind + " NOT IN ('blob', 'null')";
  if (type == "REAL") {
    return kind + " NOT IN ('real', 'integer', 'null') AND NOT (" + as_number + ")";
  }
  return kind + " NOT IN ('integer', 'null') AND NOT (" + kind + " = 'real' AND " + number + " = " +
         name + " AND typeof(" + number + ") = 'integer') AND NOT (" + as_number + " AND typeof(" +
         number + ") = 'integer')";
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

void add_strict_types(const TablePair& pair, std::vector<RowCheck>& checks) {
  const bool is_declared = !pair.live.strict && pair.target != nullptr && pair.target->strict;
  if (!pair.live.strict && !is_declared) return;
  for (const Column& column : (is_declared ? *pair.target : pair.live).columns) {
    const Column* const live = is_declared ? live_column(pair, column.name) : &column;
    if (live == nullptr || column.generated) continue;
    const std::string type = upper(column.type);
    const std::string breaks = not_storable(live->name.quoted(), type);
    if (breaks.empty()) continue;
    checks.push_back(
        declared(row_check(pair.live, "rows-of-wrong-type", column_of(pair.live, live->name),
                           live->name.text() + " holds nothing but " + type, breaks, {live->name}),
                 is_declared));
  }
}

/// The storage classes that surprise whoever wrote the type. Dates and the like are left alone:
/// their affinity is NUMERIC, and they are texts everywhere.
std::string surprising_classes(const std::string& type) {
  const std::string affinity = affinity_of(type);
  const std::string word = upper(type);
  const bool number = affinity == "INTEGER" || affinity == "REAL" || word.starts_with("NUMERIC") ||
                      word.starts_with("DECIMAL") || word.starts_with("BOOL");
  if (number) return "('text', 'blob')";
  return affinity == "TEXT" ? "('blob')" : "";
}

void add_affinities(const TablePair& pair, std::vector<RowCheck>& checks) {
  if (pair.live.strict) return;
  for (const Column& column : pair.live.columns) {
    const std::string classes = surprising_classes(column.type);
    if (column.type.empty() || column.generated || classes.empty()) continue;
    if (&column == rowid_alias(pair.live)) continue;  // SQLite stores nothing but integers there
    const std::string name = column.name.quoted();
    const std::string what = affinity_of(column.type) == "TEXT" ? "no blobs" : "numbers only";
    checks.push_back(row_check(pair.live, "rows-against-affinity",
                               column_of(pair.live, column.name),
                               column.name.text() + " " + column.type + " holds " + what,
                               "typeof(" + name + ") IN " + classes, {column.name}));
  }
}

}  // namespace

std::string from_clause(const Table& table) { return "main." + table.name.quoted(); }

std::string rowid_expression(const Table& table) {
  const auto name = rowid_name(table);
  return name ? name->text() : "";
}

const Column* live_column(const TablePair& pair, const Identifier& name) {
  const auto old = pair.old_names.find(name);
  return find_column(pair.live, old == pair.old_names.end() ? name : old->second);
}

std::vector<RowCheck> row_checks(const TablePair& pair) {
  std::vector<RowCheck> checks;
  add_not_null(pair, checks);
  add_checks(pair, checks);
  add_strict_types(pair, checks);
  add_affinities(pair, checks);
  return checks;
}

}  // namespace plumbline
