#include "analyzer/plan/alter_table.hpp"

#include <algorithm>
#include <array>

#include "analyzer/diff/diff_table.hpp"
#include "analyzer/diff/meaning.hpp"
#include "analyzer/plan/alter_constraints.hpp"
#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

constexpr int has_drop_column = 3035000;
// From here on ADD COLUMN refuses only what the rows that are there forbid, and looks at them.
constexpr int checks_rows_on_add = 3037000;

/// A literal, with a sign or in parentheses or not: what SQLite takes for rows that are there.
bool is_constant(const std::string& default_sql) {
  std::vector<Token> tokens = tokens_of(default_sql);
  while (tokens.size() >= 3 && is_symbol(tokens.front(), "(") && is_symbol(tokens.back(), ")")) {
    tokens.erase(tokens.begin());
    tokens.pop_back();
  }
  if (tokens.size() == 2 && (is_symbol(tokens[0], "-") || is_symbol(tokens[0], "+"))) {
    tokens.erase(tokens.begin());
  }
  if (tokens.size() != 1) return false;
  const bool clock = is_word(tokens[0], "current_timestamp") ||
                     is_word(tokens[0], "current_date") || is_word(tokens[0], "current_time");
  return !clock;
}

/// "TEXT DEFAULT TRUE": rows that are there would read the number 1, new ones hold the text '1',
/// and integrity_check complains.
bool is_truth_as_text(const Column& column) {
  return affinity_of(column.type) == "TEXT" &&
         std::ranges::any_of(tokens_of(*column.default_sql), [](const Token& token) {
           return is_word(token, "true") || is_word(token, "false");
         });
}

/// Whether rows that are there stop this ADD COLUMN, or slip through it unchecked.
bool rows_forbid(const Column& column, const ColumnText& text, const Runtime& runtime) {
  if (column.generated) return column.generated->stored || column.not_null;
  if (column.default_sql && !is_constant(*column.default_sql)) return true;
  if (column.default_sql && is_truth_as_text(column)) return true;
  if (column.not_null && default_meaning(column).empty()) return true;
  for (const ConstraintText& constraint : text.constraints) {
    const bool references = constraint.kind == ConstraintText::Kind::foreign_key;
    const bool check = constraint.kind == ConstraintText::Kind::check;
    if (references && !default_meaning(column).empty()) return true;
    if (check && runtime.version < checks_rows_on_add) return true;
  }
  return false;
}

const ColumnText* find_text(const CreateTableText& text, const Identifier& name) {
  const auto found = std::ranges::find(text.columns, name, &ColumnText::name);
  return found == text.columns.end() ? nullptr : &*found;
}

std::vector<Statement> add_and_drop(const Table& live, const Table& target,
                                    const CreateTableText& text) {
  const std::string alter = "ALTER TABLE " + live.name.quoted();
  std::vector<Statement> statements;
  for (const Column& column : live.columns) {
    if (find_column(target, column.name)) continue;
    statements.push_back(
        {alter + " DROP COLUMN " + column.name.quoted(), "the target has no such column", {}});
  }
  for (const Column& column : target.columns) {
    const ColumnText* definition = find_text(text, column.name);
    if (definition == nullptr || find_column(live, column.name)) continue;
    statements.push_back(
        {alter + " ADD COLUMN " + write_column(*definition), "the target has this column", {}});
  }
  return statements;
}

/// Whether a column comes or goes that is called as the rowid is: SQLite 3.54.1 refuses that, and a
/// script for an older one should run on it as well.
bool moves_rowid_name(const Table& live, const Table& target) {
  return std::ranges::any_of(std::array{"rowid", "_rowid_", "oid"}, [&](const char* name) {
    const Identifier column(name);
    return (find_column(live, column) == nullptr) != (find_column(target, column) == nullptr);
  });
}

bool drops_columns(const Table& live, const Table& target) {
  return std::ranges::any_of(
      live.columns, [&](const Column& column) { return !find_column(target, column.name); });
}

}  // namespace

Runtime runtime_of(const Options& options) {
  if (options.runtime) return *options.runtime;
  // What the application runs on is not known. A script for an old SQLite runs on newer ones too,
  // and so the answer does not hang on the library that this program was built with.
  Runtime runtime;
  runtime.version = std::min(runtime.version, sqlite_library_version_number());
  return runtime;
}

std::optional<std::vector<Statement>> alter_table(const Connection& shadow, const Table& live,
                                                  const Table& target, const Schema& target_schema,
                                                  bool has_rows, const Options& options) {
  const auto text = read_create_table(target.sql);
  if (!text || live.kind != TableKind::ordinary) return std::nullopt;
  const Runtime runtime = runtime_of(options);
  if (drops_columns(live, target) && runtime.version < has_drop_column) return std::nullopt;
  if (moves_rowid_name(live, target)) return std::nullopt;
  const bool act_as_if_rows = has_rows || runtime.version < has_drop_column;
  for (const Column& column : target.columns) {
    const ColumnText* definition = find_text(*text, column.name);
    if (definition == nullptr || find_column(live, column.name)) continue;
    if (act_as_if_rows && rows_forbid(column, *definition, runtime)) return std::nullopt;
  }
  const Connection scratch = empty_shadow(live.name.text(), std::nullopt);
  if (scratch.try_execute(live.sql)) return std::nullopt;
  const ConstraintInput constraints{shadow, scratch, live, target, target_schema, runtime};
  std::vector<Statement> statements = drop_constraints(constraints);
  for (Statement& statement : add_and_drop(live, target, *text)) {
    if (scratch.try_execute(statement.sql)) return std::nullopt;
    statements.push_back(std::move(statement));
  }
  std::ranges::move(add_constraints(constraints), std::back_inserter(statements));
  if (statements.empty()) return std::nullopt;
  Table reached = std::move(introspect(scratch).tables.begin()->second);
  reached.indexes = target.indexes;  // indexes are steps of their own
  const std::vector<Change> left = diff_table(reached, target_schema, target, target_schema);
  const bool done = std::ranges::none_of(left, [&](const Change& change) {
    const bool order = std::holds_alternative<ReorderColumns>(change.fact);
    return change.severity == ChangeClass::drift || options.exact ||
           (order && options.column_order);
  });
  if (!done) return std::nullopt;
  return statements;
}

}  // namespace plumbline
