#include "analyzer/sql_text/normal_form.hpp"

#include <span>

#include "analyzer/sql_text/keywords.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

using Tokens = std::span<const Token>;

std::string normal_name(const Token& token) {
  const std::string name = ascii_lower(unquoted(token));
  return needs_quotes(name) ? Identifier(name).quoted() : name;
}

std::string normal_token(const Token& token) {
  switch (token.kind) {
    case TokenKind::word:
    case TokenKind::number:
    case TokenKind::blob:
      return ascii_lower(token.text);
    case TokenKind::quoted_name:
      return normal_name(token);
    case TokenKind::symbol:
      if (token.text == "==") return "=";
      if (token.text == "!=") return "<>";
      return std::string(token.text);
    case TokenKind::string:
    case TokenKind::variable:
    case TokenKind::invalid:
      return std::string(token.text);
  }
  return std::string(token.text);
}

std::string joined(Tokens tokens) {
  std::string result;
  for (const Token& token : tokens) {
    if (!result.empty()) result += ' ';
    result += normal_token(token);
  }
  return result;
}

Tokens without_semicolons(Tokens tokens) {
  while (!tokens.empty() && is_symbol(tokens.back(), ";")) tokens = tokens.first(tokens.size() - 1);
  return tokens;
}

/// For each opening parenthesis the index of the one that closes it; 0 for all other tokens.
std::vector<std::size_t> closing_parentheses(Tokens tokens) {
  std::vector<std::size_t> closing(tokens.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_symbol(tokens[i], "(")) open.push_back(i);
    if (!is_symbol(tokens[i], ")") || open.empty()) continue;
    closing[open.back()] = i;
    open.pop_back();
  }
  return closing;
}

/// A row value (a, b) and a subquery are not what their parts are without the parentheses.
bool is_row_or_query(Tokens tokens, const std::vector<std::size_t>& closing, std::size_t first,
                     std::size_t last) {
  for (const auto word : {"select", "with", "values"}) {
    if (is_word(tokens[first], word)) return true;
  }
  for (std::size_t i = first; i < last; ++i) {
    if (is_symbol(tokens[i], ",")) return true;
    if (closing[i] != 0) i = closing[i];
  }
  return false;
}

Tokens without_outer_parentheses(Tokens tokens) {
  const std::vector<std::size_t> closing = closing_parentheses(tokens);
  std::size_t first = 0;
  std::size_t last = tokens.size();
  while (last - first > 2 && closing[first] == last - 1) {
    ++first;
    --last;
  }
  // Only the innermost pair can hold a row or a query: around more than one pair it stands alone.
  if (first > 0 && is_row_or_query(tokens, closing, first, last)) {
    --first;
    ++last;
  }
  return tokens.subspan(first, last - first);
}

bool may_be_string(const Token& token) {
  return token.kind == TokenKind::quoted_name && token.text.front() == '"';
}

bool equal_as_string(const Token& a, const Token& b, const std::set<std::string>& names) {
  const bool one_each = (may_be_string(a) && b.kind == TokenKind::string) ||
                        (a.kind == TokenKind::string && may_be_string(b));
  if (!one_each) return false;
  const std::string text = unquoted(a);
  return text == unquoted(b) && !names.contains(ascii_lower(text));
}

}  // namespace

std::string normal_form(std::string_view sql) { return joined(without_semicolons(tokens_of(sql))); }

std::string normal_expression(std::string_view expression) {
  const std::vector<Token> tokens = tokens_of(expression);
  return joined(without_outer_parentheses(without_semicolons(tokens)));
}

bool equal_but_for_string_quotes(std::string_view a, std::string_view b,
                                 const std::set<std::string>& names) {
  const std::vector<Token> a_tokens = tokens_of(a);
  const std::vector<Token> b_tokens = tokens_of(b);
  const Tokens left = without_semicolons(a_tokens);
  const Tokens right = without_semicolons(b_tokens);
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (normal_token(left[i]) != normal_token(right[i]) &&
        !equal_as_string(left[i], right[i], names)) {
      return false;
    }
  }
  return true;
}

}  // namespace plumbline
