#include "analyzer/audit/row_checks.hpp"

#include <algorithm>

#include "analyzer/audit/live_words.hpp"
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

/// That a value is NULL needs no showing: the key does. Where a column is NOT NULL, SQLite takes
/// IS NULL for false without a look at the row, so its type is asked for.
RowCheck never_null(const Table& table, const Column& column) {
  std::vector<Identifier> key;
  if (table.primary_key && !table.primary_key->rowid_alias) {
    for (const KeyPart& part : table.primary_key->columns) key.push_back(part.column);
  }
  return row_check(table, "rows-with-null", column_of(table, column.name),
                   column.name.text() + " is never NULL",
                   "typeof(" + column.name.quoted() + ") = 'null'", key);
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

/// As it was written, where that is one line without a remark.
std::string shown(const std::string& expression) {
  const bool plain = expression.find('\n') == std::string::npos &&
                     expression.find("--") == std::string::npos &&
                     expression.find("/*") == std::string::npos;
  return plain ? expression : normal_expression(expression);
}

/// A row passes where the expression is true or NULL: https://sqlite.org/lang_createtable.html
/// `words`: the expression as the database calls its columns.
RowCheck passes_check(const Table& table, const Check& check, const std::string& words) {
  const std::string name = check.name ? check.name->text() + ": " : "";
  RowCheck result =
      row_check(table, "rows-failing-check", {ObjectType::table, table.name, table.name},
                name + "CHECK (" + shown(check.expression) + ")", "NOT (" + words + "\n)",
                columns_in(words, table));
  result.compares = true;
  return result;
}

RowCheck declared_check(const TablePair& pair, const Check& check, const std::string& words) {
  RowCheck result = declared(passes_check(pair.live, check, words), true);
  const std::string why = undecided_by(check.expression, pair);
  if (!why.empty()) {
    result.check.outcome = CheckOutcome::failed;
    result.check.why = why + ", and the rows as they are do not tell what it says then";
  }
  return result;
}

void add_checks(const TablePair& pair, std::vector<RowCheck>& checks) {
  std::set<std::string> known;
  for (const Check& check : pair.live.checks) {
    if (!known.insert(normal_expression(check.expression)).second) continue;
    checks.push_back(passes_check(pair.live, check, check.expression));
  }
  if (pair.target == nullptr) return;
  for (const Check& check : pair.target->checks) {
    const std::optional<std::string> words = in_live_words(check.expression, pair);
    if (!words || !known.insert(normal_expression(*words)).second) continue;
    checks.push_back(declared_check(pair, check, *words));
  }
}

/// What cannot be in a column of a STRICT table: https://sqlite.org/stricttables.html
std::string not_of_type(const std::string& name, const std::string& type) {
  const std::string kind = "typeof(" + name + ")";
  if (type == "ANY") return "";
  if (type == "TEXT") return kind + " NOT IN ('text', 'null')";
  if (type == "BLOB") return kind + " NOT IN ('blob', 'null')";
  if (type == "REAL") return kind + " NOT IN ('real', 'integer', 'null')";
  return kind + " NOT IN ('integer', 'null')";
}

/// The same of what is still to be stored there: such a column takes what its affinity makes a
/// value of its type.
std::string not_storable(const std::string& name, const std::string& type) {
  const std::string kind = "typeof(" + name + ")";
  const std::string number_as_text = kind + " = 'text' AND CAST(" + name + " AS NUMERIC) = " + name;
  const std::string kept = not_of_type(name, type);
  if (type == "ANY" || type == "BLOB") return kept;
  if (type == "TEXT") return kind + " = 'blob'";
  if (type == "REAL") return kept + " AND NOT (" + number_as_text + ")";
  return kept + " AND NOT ((" + kind + " = 'real' OR " + number_as_text + ") AND " +
         is_whole(name) + ")";
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

RowCheck only_of_type(const Table& table, const Column& column, const std::string& type,
                      const std::string& breaks) {
  return row_check(table, "rows-of-wrong-type", column_of(table, column.name),
                   column.name.text() + " holds nothing but " + type, breaks, {column.name});
}

/// INT is INTEGER.
std::string strict_type(const Column& column) {
  const std::string type = upper(column.type);
  return type == "INT" ? "INTEGER" : type;
}

void add_strict_types(const TablePair& pair, std::vector<RowCheck>& checks) {
  const Table& live = pair.live;
  for (const Column& column : live.columns) {
    if (!live.strict || column.generated) continue;
    const std::string type = upper(column.type);
    const std::string breaks = not_of_type(column.name.quoted(), type);
    if (!breaks.empty()) checks.push_back(only_of_type(live, column, type, breaks));
  }
  if (pair.target == nullptr || !pair.target->strict) return;
  for (const Column& column : pair.target->columns) {
    const Column* const now = live_column(pair, column.name);
    if (now == nullptr || column.generated) continue;
    if (live.strict && strict_type(*now) == strict_type(column)) continue;
    const std::string breaks = not_storable(now->name.quoted(), upper(column.type));
    if (breaks.empty()) continue;
    checks.push_back(declared(only_of_type(live, *now, upper(column.type), breaks), true));
  }
}

struct Surprise {
  std::string what, breaks;
};

/// What surprises whoever wrote the type. Dates and the like may be texts: their affinity is
/// NUMERIC, and they are texts everywhere. But no column with that affinity stores a number as one,
/// unless its type was changed behind its rows.
std::optional<Surprise> surprise_in(const Column& column) {
  const std::string affinity = affinity_of(column.type);
  const std::string word = upper(column.type);
  const std::string name = column.name.quoted();
  const std::string kind = "typeof(" + name + ")";
  const bool number = affinity == "INTEGER" || affinity == "REAL" || word.starts_with("NUMERIC") ||
                      word.starts_with("DECIMAL") || word.starts_with("BOOL");
  if (number) return Surprise{"numbers only", kind + " IN ('text', 'blob')"};
  if (affinity == "TEXT") return Surprise{"texts only", kind + " NOT IN ('text', 'null')"};
  if (affinity == "BLOB") return std::nullopt;
  return Surprise{"no numbers as texts",
                  kind + " = 'text' AND CAST(" + name + " AS NUMERIC) = " + name};
}

void add_affinities(const TablePair& pair, std::vector<RowCheck>& checks) {
  if (pair.live.strict) return;
  for (const Column& column : pair.live.columns) {
    const std::optional<Surprise> surprise = surprise_in(column);
    if (column.generated || !surprise) continue;
    if (&column == rowid_alias(pair.live)) continue;  // SQLite stores nothing but integers there
    checks.push_back(row_check(pair.live, "rows-against-affinity",
                               column_of(pair.live, column.name),
                               column.name.text() + " " + column.type + " holds " + surprise->what,
                               surprise->breaks, {column.name}));
  }
}

}  // namespace

std::string from_clause(const Table& table) { return "main." + table.name.quoted(); }

std::string rowid_expression(const Table& table) {
  const auto name = rowid_name(table);
  const Column* const alias = rowid_alias(table);
  if (!name && alias != nullptr) return alias->name.quoted();
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
