#include <algorithm>
#include <utility>

#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/read_constraint.hpp"
#include "analyzer/sql_text/read_type.hpp"
#include "analyzer/sql_text/token_cursor.hpp"

namespace plumbline {

namespace {

using Kind = ConstraintText::Kind;

ConstraintText constraint_of(Kind kind, std::optional<Identifier> name = std::nullopt) {
  ConstraintText constraint;
  constraint.kind = kind;
  constraint.name = std::move(name);
  return constraint;
}

/// Without comments around it: a "-- comment" at the end would hide the closing parenthesis.
std::string inner_sql(const std::string& sql) {
  return std::string(text_between(sql, tokens_of(sql)));
}

/// As it can stand in a column: whatever is no plain type ("my-type", a comment) needs quotes.
std::string type_text(const std::string& type) {
  if (type.empty()) return type;
  const std::vector<Token> tokens = tokens_of(type);
  TokenCursor at(type, tokens);
  const auto read = take_type(at);
  // SQLite would take a quoted word at the beginning for the whole type.
  const bool plain = read && text_between(type, tokens) == type && at.rest().empty() &&
                     type.find_first_of("\"'`[") != 0 &&
                     type.find_first_of("\n\r\f") == type.npos && type.find("--") == type.npos &&
                     type.find("/*") == type.npos;
  return plain ? type : Identifier(type).quoted();
}

/// As it can stand behind DEFAULT: an expression needs parentheses.
std::string default_text(const std::string& sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  TokenCursor at(sql, tokens);
  const std::string text(text_between(sql, tokens));
  return take_default(at) && at.rest().empty() ? text : "(" + text + ")";
}

std::size_t index_of(const Table& table, const Identifier& column) {
  const auto found = std::ranges::find(table.columns, column, &Column::name);
  return static_cast<std::size_t>(found - table.columns.begin());
}

/// "BINARY" and nothing are one collation: https://sqlite.org/datatype3.html#collation
std::string_view in_force(std::string_view collation) {
  return collation.empty() ? "BINARY" : collation;
}

bool has_collation_of(const Table& table, const KeyPart& part) {
  const Column* column = find_column(table, part.column);
  return equal_folded(in_force(part.collation), in_force(column ? column->collation : ""));
}

std::vector<KeyPart> written_parts(const Table& table, std::vector<KeyPart> parts) {
  for (KeyPart& part : parts) {
    part.collation = has_collation_of(table, part) ? "" : in_force(part.collation);
  }
  return parts;
}

// A name holds for all constraints of a column behind it (in messages at least), so only
// constraints without one stand at a column, save where there is no other way.

/// INTEGER PRIMARY KEY DESC, the one such key that is not the rowid, exists at a column only:
/// https://sqlite.org/lang_createtable.html#rowid
bool must_stand_at_column(const Table& table, const PrimaryKey& key) {
  if (key.columns.size() != 1 || table.without_rowid || key.rowid_alias) return false;
  const Column* column = find_column(table, key.columns[0].column);
  return key.columns[0].descending && column != nullptr && equal_folded(column->type, "INTEGER");
}

bool stands_at_column(const Table& table, const PrimaryKey& key) {
  if (must_stand_at_column(table, key)) return true;
  return key.columns.size() == 1 && !key.name && has_collation_of(table, key.columns[0]) &&
         find_column(table, key.columns[0].column) != nullptr &&
         !(key.rowid_alias && key.columns[0].descending);
}

/// The column that a constraint can stand at; nothing where it stands for itself.
std::optional<std::size_t> place_of(const Table& table, const Unique& unique) {
  const bool plain = !unique.name && unique.columns.size() == 1 && !unique.columns[0].descending &&
                     has_collation_of(table, unique.columns[0]);
  if (!plain) return std::nullopt;
  return index_of(table, unique.columns[0].column);
}

std::optional<std::size_t> place_of(const Table& table, const ForeignKey& key) {
  if (key.name || key.columns.size() != 1) return std::nullopt;
  return index_of(table, key.columns[0]);
}

/// The one column that the expression names. Any column would do: the place means nothing to
/// SQLite, save that DROP COLUMN takes along what stands at the column.
std::optional<std::size_t> place_of(const Table& table, const Check& check) {
  if (check.name) return std::nullopt;
  std::optional<std::size_t> place;
  for (const Token& token : tokens_of(check.expression)) {
    if (token.kind != TokenKind::word && token.kind != TokenKind::quoted_name) continue;
    const std::size_t index = index_of(table, Identifier(unquoted(token)));
    if (index == table.columns.size()) continue;
    if (place && *place != index) return std::nullopt;
    place = index;
  }
  return place;
}

ConstraintText text_of(const Table& table, const PrimaryKey& key) {
  ConstraintText text = constraint_of(Kind::primary_key, key.name);
  text.on_conflict = key.on_conflict;
  text.autoincrement = key.autoincrement;
  if (stands_at_column(table, key)) {
    text.descending = key.columns[0].descending;
  } else {
    text.columns = written_parts(table, key.columns);
  }
  return text;
}

ConstraintText text_of(const Table& table, const Unique& unique, bool at_column) {
  ConstraintText text = constraint_of(Kind::unique, unique.name);
  text.on_conflict = unique.on_conflict;
  if (!at_column) text.columns = written_parts(table, unique.columns);
  return text;
}

ConstraintText text_of(const Table&, const Check& check, bool) {
  ConstraintText text = constraint_of(Kind::check, check.name);
  text.text = inner_sql(check.expression);
  return text;
}

ConstraintText text_of(const Table&, const ForeignKey& key, bool at_column) {
  ConstraintText text = constraint_of(Kind::foreign_key, key.name);
  text.foreign_key = key;
  if (at_column) text.foreign_key.columns.clear();
  if (key.deferred) text.foreign_key.deferrable = "DEFERRABLE INITIALLY DEFERRED";
  return text;
}

ConstraintText with_text(Kind kind, std::string text) {
  ConstraintText constraint = constraint_of(kind);
  constraint.text = std::move(text);
  return constraint;
}

ConstraintText not_null_text(const Column& column) {
  ConstraintText text = constraint_of(Kind::not_null, column.not_null_name);
  text.on_conflict = column.not_null_conflict;
  return text;
}

ColumnText column_text(const Column& column) {
  ColumnText text{column.name, type_text(column.type), {}};
  if (column.not_null) text.constraints.push_back(not_null_text(column));
  if (column.default_sql) {
    text.constraints.push_back(with_text(Kind::default_value, default_text(*column.default_sql)));
  }
  if (!column.collation.empty()) {
    text.constraints.push_back(with_text(Kind::collate, column.collation));
  }
  if (column.generated) {
    auto generated = with_text(Kind::generated, inner_sql(column.generated->expression));
    generated.stored = column.generated->stored;
    text.constraints.push_back(std::move(generated));
  }
  return text;
}

/// Constraints go to their columns as long as reading them again finds them in the same order:
/// first those at the columns, from left to right, then all others.
template <class Constraint>
void place_constraints(const Table& table, const std::vector<Constraint>& list,
                       CreateTableText& text) {
  std::size_t reached = 0;
  bool at_columns = true;
  for (const Constraint& constraint : list) {
    const auto place = place_of(table, constraint);
    at_columns = at_columns && place && *place >= reached && *place < text.columns.size();
    auto& target = at_columns ? text.columns[*place].constraints : text.constraints;
    if (at_columns) reached = *place;
    target.push_back(text_of(table, constraint, at_columns));
  }
}

void place_primary_key(const Table& table, const PrimaryKey& key, CreateTableText& text) {
  if (!stands_at_column(table, key)) {
    text.constraints.push_back(text_of(table, key));
    return;
  }
  auto& constraints = text.columns[index_of(table, key.columns[0].column)].constraints;
  constraints.insert(constraints.begin(), text_of(table, key));
}

void move_names_to_end(ColumnText& column) {
  std::vector<ConstraintText> ordered;
  for (const bool named : {false, true}) {
    for (const ConstraintText& text : column.constraints) {
      if (text.name.has_value() == named) ordered.push_back(text);
    }
  }
  column.constraints = std::move(ordered);
}

}  // namespace

CreateTableText text_of(const Table& table) {
  CreateTableText text;
  text.name = table.name;
  text.without_rowid = table.without_rowid;
  text.strict = table.strict;
  for (const Column& column : table.columns) text.columns.push_back(column_text(column));
  if (table.primary_key) place_primary_key(table, *table.primary_key, text);
  place_constraints(table, table.uniques, text);
  place_constraints(table, table.checks, text);
  place_constraints(table, table.foreign_keys, text);
  for (ColumnText& column : text.columns) move_names_to_end(column);
  return text;
}

}  // namespace plumbline
