#include "analyzer/forecast/repeatable.hpp"

#include <algorithm>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/token_cursor.hpp"

namespace plumbline {

namespace {

/// The word that says of what kind the object is: the one before its name. Null where it is none of
/// those that can have IF.
const Token* kind_of_object(const std::vector<Token>& tokens, const char* verb) {
  if (tokens.empty() || !is_word(tokens[0], verb)) return nullptr;
  for (std::size_t at = 1; at < std::min<std::size_t>(tokens.size(), 3); ++at) {
    for (const char* kind : {"table", "index", "view", "trigger"}) {
      if (is_word(tokens[at], kind)) return &tokens[at];
    }
    const bool before_kind = is_word(tokens[at], "temp") || is_word(tokens[at], "temporary") ||
                             is_word(tokens[at], "unique") || is_word(tokens[at], "virtual");
    if (!before_kind) return nullptr;
  }
  return nullptr;
}

/// Puts `words` behind the kind of the object, in its case: "create table" gets "if not exists".
std::optional<std::string> with_words(const std::string& sql, const char* verb,
                                      const std::string& words) {
  const std::vector<Token> tokens = tokens_of(sql);
  const Token* kind = kind_of_object(tokens, verb);
  if (kind == nullptr || kind + 1 == tokens.data() + tokens.size()) return std::nullopt;
  const Token* next = kind + 1;
  const bool there = is_word(*next, "if") && next + 1 < tokens.data() + tokens.size() &&
                     (is_word(next[1], "not") || is_word(next[1], "exists"));
  if (there) return std::nullopt;
  const bool lower = kind->text.front() >= 'a';
  std::string changed = sql;
  changed.insert(kind->offset + kind->text.size(), " " + (lower ? ascii_lower(words) : words));
  return changed;
}

/// Where the parts of an INSERT stand.
struct InsertParts {
  Identifier table;
  std::string target;               ///< as written: main.t
  std::vector<Identifier> columns;  ///< those that it names
  std::size_t body = 0, end = 0;    ///< of VALUES … or SELECT …
};

/// (a, "b", …); an empty list where there is none.
std::vector<Identifier> take_column_list(TokenCursor& cursor) {
  std::vector<Identifier> columns;
  if (!cursor.take_symbol("(")) return columns;
  while (const auto name = cursor.take_name()) {
    columns.push_back(*name);
    if (!cursor.take_symbol(",")) break;
  }
  cursor.take_symbol(")");
  return columns;
}

/// Words that say, outside parentheses, what can only stand behind the rows.
bool has_tail(std::span<const Token> tokens) {
  int depth = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (is_symbol(tokens[at], "(")) ++depth;
    if (is_symbol(tokens[at], ")")) --depth;
    if (depth > 0) continue;
    if (is_word(tokens[at], "returning")) return true;
    if (is_word(tokens[at], "on") && at + 1 < tokens.size() && is_word(tokens[at + 1], "conflict"))
      return true;
  }
  return false;
}

std::optional<InsertParts> parts_of_insert(const std::string& sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  TokenCursor cursor(sql, tokens);
  if (!cursor.take_word("insert")) return std::nullopt;
  if (cursor.take_word("or")) {
    if (is_word(cursor.peek(), "replace")) return std::nullopt;
    cursor.step();
  }
  if (!cursor.take_word("into")) return std::nullopt;
  InsertParts parts;
  const std::size_t first = cursor.index();
  std::optional<Identifier> name = cursor.take_name();
  if (name && cursor.take_symbol(".")) name = cursor.take_name();
  if (!name) return std::nullopt;
  parts.table = *name;
  parts.target = std::string(cursor.text_since(first));
  parts.columns = take_column_list(cursor);
  const bool rows = is_word(cursor.peek(), "values") || is_word(cursor.peek(), "select") ||
                    is_word(cursor.peek(), "with");
  if (!rows || has_tail(cursor.rest())) return std::nullopt;
  parts.body = cursor.peek().offset;
  parts.end = tokens.back().offset + tokens.back().text.size();
  return parts;
}

std::string row_of(const std::string& table, const std::vector<Identifier>& columns) {
  std::string row;
  for (const Identifier& column : columns) {
    row += (row.empty() ? "" : ", ") + table + "." + column.quoted();
  }
  return columns.size() == 1 ? row : "(" + row + ")";
}

std::string list_of(const std::vector<Identifier>& columns) {
  std::string list;
  for (const Identifier& column : columns) list += (list.empty() ? "" : ", ") + column.quoted();
  return list;
}

}  // namespace

std::optional<std::string> with_if_not_exists(const std::string& sql) {
  return with_words(sql, "create", "IF NOT EXISTS");
}

std::optional<std::string> with_if_exists(const std::string& sql) {
  return with_words(sql, "drop", "IF EXISTS");
}

std::optional<Identifier> table_of_insert(const std::string& sql) {
  const auto parts = parts_of_insert(sql);
  return parts ? std::optional(parts->table) : std::nullopt;
}

std::string only_into_empty_table(const std::string& sql) {
  const auto parts = parts_of_insert(sql);
  if (!parts) return sql;
  return sql.substr(0, parts->body) + "SELECT * FROM (" +
         sql.substr(parts->body, parts->end - parts->body) + ")\nWHERE NOT EXISTS (SELECT 1 FROM " +
         parts->target + ")" + sql.substr(parts->end);
}

std::string without_rows_that_are_there(const std::string& sql,
                                        const std::vector<Identifier>& columns) {
  const auto parts = parts_of_insert(sql);
  if (!parts) return sql;
  const std::vector<Identifier>& named = parts->columns.empty() ? columns : parts->columns;
  if (named.empty()) return sql;
  return sql.substr(0, parts->body) + "WITH new_rows(" + list_of(named) + ") AS (" +
         sql.substr(parts->body, parts->end - parts->body) +
         ")\nSELECT * FROM new_rows WHERE NOT EXISTS (SELECT 1 FROM " + parts->target +
         " AS there WHERE " + row_of("there", named) + " IS " + row_of("new_rows", named) + ")" +
         sql.substr(parts->end);
}

}  // namespace plumbline
