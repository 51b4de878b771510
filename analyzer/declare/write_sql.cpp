#include "analyzer/declare/write_sql.hpp"

#include <algorithm>

#include "analyzer/declare/schema_words.hpp"
#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

bool is_sign(const Token& token) {
  return is_symbol(token, "+") || is_symbol(token, "-") || is_symbol(token, "~");
}

/// Whether a COLLATE behind it means all of it: a name, a call or a parenthesis, with signs before.
/// COLLATE binds tighter than any operator of two sides: https://sqlite.org/lang_expr.html
bool is_closed(const std::string& expression) {
  const std::vector<Token> tokens = tokens_of(expression);
  const auto first = std::ranges::find_if_not(tokens, is_sign) - tokens.begin();
  const auto start = static_cast<std::size_t>(first);
  if (start + 1 == tokens.size()) return true;
  std::size_t depth = 0;
  for (std::size_t i = start; i < tokens.size(); ++i) {
    if (is_symbol(tokens[i], "(")) ++depth;
    if (is_symbol(tokens[i], ")") && (depth == 0 || --depth == 0)) return i + 1 == tokens.size();
    if (depth == 0 && i > start) return false;
  }
  return false;
}

std::string write_expression(const KeyPart& part) {
  // A comment at its end would swallow what comes behind it.
  const std::string end = part.expression->find("--") == std::string::npos ? "" : "\n";
  if (part.collation.empty() || is_closed(*part.expression)) return *part.expression + end;
  return "(" + *part.expression + end + ")";
}

bool needs_collation(const KeyPart& part, const Table& table) {
  const Column* column = part.expression ? nullptr : find_column(table, part.column);
  if (column == nullptr) return !part.collation.empty();
  return !same_collation(part.collation, column->collation);
}

std::string write_part(const KeyPart& part, const Table& table) {
  std::string sql = part.expression ? write_expression(part) : part.column.quoted();
  if (needs_collation(part, table)) {
    sql += " COLLATE " + Identifier(part.collation.empty() ? "BINARY" : part.collation).quoted();
  }
  return part.descending ? sql + " DESC" : sql;
}

}  // namespace

std::string write_create_index(const Index& index, const Table& table) {
  std::string parts;
  for (const KeyPart& part : index.columns) {
    parts += (parts.empty() ? "" : ", ") + write_part(part, table);
  }
  std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  sql += index.name.quoted() + " ON " + table.name.quoted() + " (" + parts + ")";
  return index.where ? sql + " WHERE " + *index.where : sql;
}

std::string write_create_view(const Identifier& name, const std::vector<Identifier>& columns,
                              const std::string& select) {
  std::string list;
  for (const Identifier& column : columns) list += (list.empty() ? "" : ", ") + column.quoted();
  return "CREATE VIEW " + name.quoted() + (columns.empty() ? "" : " (" + list + ")") + " AS " +
         select;
}

}  // namespace plumbline
