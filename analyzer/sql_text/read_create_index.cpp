#include <span>
#include <utility>

#include "analyzer/sql_text/create_index.hpp"
#include "analyzer/sql_text/keywords.hpp"
#include "analyzer/sql_text/token_cursor.hpp"

namespace plumbline {

namespace {

using Tokens = std::span<const Token>;

bool take_qualified_name(TokenCursor& at) {
  if (!at.take_name()) return false;
  return !at.take_symbol(".") || at.take_name().has_value();
}

/// Up to the parenthesis that opens the list of columns.
bool take_head(TokenCursor& at, CreateIndexText& index) {
  if (!at.take_word("CREATE")) return false;
  index.unique = at.take_word("UNIQUE");
  if (!at.take_word("INDEX")) return false;
  at.take_words({"IF", "NOT", "EXISTS"});
  return take_qualified_name(at) && at.take_word("ON") && at.take_name();
}

bool is_sign(const Token& token) {
  return is_symbol(token, "-") || is_symbol(token, "+") || is_symbol(token, "~");
}

bool is_name(const Token& token) {
  return token.kind == TokenKind::quoted_name ||
         (token.kind == TokenKind::word && can_be_name(token.text));
}

/// Whether the tokens are one pair of parentheses and what is in it.
bool is_group(Tokens tokens) {
  if (tokens.empty() || !is_symbol(tokens.front(), "(")) return false;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_symbol(tokens[i], "(")) ++depth;
    if (is_symbol(tokens[i], ")") && --depth == 0) return i + 1 == tokens.size();
  }
  return false;
}

bool is_case(Tokens tokens) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_word(tokens[i], "CASE")) ++depth;
    if (depth == 0) return false;
    if (is_word(tokens[i], "END") && --depth == 0) return i + 1 == tokens.size();
  }
  return false;
}

/// Whether a COLLATE behind the tokens is about all of them: it binds tighter than any operator
/// between two operands (https://sqlite.org/lang_expr.html), so in a || b COLLATE c it is b's.
bool is_one_operand(Tokens tokens) {
  while (!tokens.empty() && is_sign(tokens.front())) tokens = tokens.subspan(1);
  if (tokens.empty()) return false;
  if (tokens.size() == 1) return tokens[0].kind != TokenKind::symbol;
  if (is_group(tokens) || is_case(tokens)) return true;
  if (is_name(tokens[0]) && is_group(tokens.subspan(1))) return true;
  const bool qualified = tokens.size() == 3 && is_symbol(tokens[1], ".");
  return qualified && is_name(tokens[0]) && is_name(tokens[2]);
}

Tokens without_collates(Tokens tokens) {
  while (tokens.size() > 2 && is_word(tokens[tokens.size() - 2], "COLLATE")) {
    tokens = tokens.first(tokens.size() - 2);
  }
  return tokens;
}

bool has_null_order(Tokens tokens) {
  if (tokens.size() < 3 || !is_word(tokens[tokens.size() - 2], "NULLS")) return false;
  return is_word(tokens.back(), "FIRST") || is_word(tokens.back(), "LAST");
}

std::optional<IndexPartText> read_part(std::string_view sql, Tokens tokens) {
  if (tokens.empty() || has_null_order(tokens)) return std::nullopt;
  IndexPartText part;
  part.descending = tokens.size() > 1 && is_word(tokens.back(), "DESC");
  const bool ascending = tokens.size() > 1 && is_word(tokens.back(), "ASC");
  if (part.descending || ascending) tokens = tokens.first(tokens.size() - 1);
  const Tokens operand = without_collates(tokens);
  if (operand.size() < tokens.size() && is_one_operand(operand)) {
    part.collation = unquoted(tokens.back());
    tokens = operand;
  }
  part.text = text_between(sql, tokens);
  return part;
}

std::optional<std::vector<IndexPartText>> read_parts(std::string_view sql, Tokens tokens) {
  std::vector<IndexPartText> parts;
  std::size_t depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= tokens.size(); ++i) {
    if (i < tokens.size() && is_symbol(tokens[i], "(")) ++depth;
    if (i < tokens.size() && is_symbol(tokens[i], ")")) --depth;
    const bool ends = i == tokens.size() || (depth == 0 && is_symbol(tokens[i], ","));
    if (!ends) continue;
    auto part = read_part(sql, tokens.subspan(begin, i - begin));
    if (!part) return std::nullopt;
    parts.push_back(std::move(*part));
    begin = i + 1;
  }
  return parts;
}

/// All tokens to the end; nothing where one of them cannot be part of an expression.
std::optional<std::string> read_where(TokenCursor& at) {
  const std::size_t first = at.index();
  for (; !at.at_end(); at.step()) {
    if (at.peek().kind == TokenKind::invalid || is_symbol(at.peek(), ";")) return std::nullopt;
  }
  if (at.index() == first) return std::nullopt;
  return std::string(at.text_since(first));
}

}  // namespace

std::optional<CreateIndexText> read_create_index(std::string_view sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  TokenCursor at(sql, tokens);
  CreateIndexText index;
  if (!take_head(at, index)) return std::nullopt;
  const auto group = at.take_group();
  if (!group) return std::nullopt;
  auto parts = read_parts(sql, *group);
  if (!parts) return std::nullopt;
  index.parts = std::move(*parts);
  if (at.take_word("WHERE")) {
    index.where = read_where(at);
    if (!index.where) return std::nullopt;
  }
  if (!at.at_end()) return std::nullopt;
  return index;
}

}  // namespace plumbline
