#include "analyzer/sql_text/read_type.hpp"

#include "analyzer/sql_text/keywords.hpp"

namespace plumbline {

namespace {

bool is_type_word(const TokenCursor& at) {
  const Token& token = at.peek();
  if (token.kind == TokenKind::quoted_name || token.kind == TokenKind::string) return true;
  if (token.kind != TokenKind::word || !can_be_type(token.text)) return false;
  return !(is_word(token, "GENERATED") && is_word(at.peek(1), "ALWAYS"));
}

/// One number of "(10, -2)", with its sign.
bool take_size(TokenCursor& at, std::string& type) {
  if (is_symbol(at.peek(), "+") || is_symbol(at.peek(), "-")) {
    type += at.peek().text;
    at.step();
  }
  if (at.peek().kind != TokenKind::number) return false;
  type += at.peek().text;
  at.step();
  return true;
}

bool take_sizes(TokenCursor& at, std::string& type) {
  type += '(';
  if (!take_size(at, type)) return false;
  if (at.take_symbol(",")) {
    type += ',';
    if (!take_size(at, type)) return false;
  }
  type += ')';
  return at.take_symbol(")");
}

}  // namespace

std::optional<std::string> take_type(TokenCursor& at) {
  std::string type;
  while (is_type_word(at)) {
    if (!type.empty()) type += ' ';
    type += at.peek().text;
    at.step();
  }
  // SQLite cuts "always" off the end of a type that it takes for a generated column's.
  const std::string_view end = std::string_view(type).substr(type.size() < 6 ? 0 : type.size() - 6);
  if (equal_folded(end, "always")) return std::nullopt;
  if (!type.empty() && at.take_symbol("(") && !take_sizes(at, type)) return std::nullopt;
  return type;
}

}  // namespace plumbline
