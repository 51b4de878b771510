#include "analyzer/sql_text/token_cursor.hpp"

#include <algorithm>

#include "analyzer/sql_text/keywords.hpp"

namespace plumbline {

std::string_view text_between(std::string_view sql, std::span<const Token> tokens) {
  if (tokens.empty()) return {};
  const std::size_t begin = tokens.front().offset;
  return sql.substr(begin, tokens.back().offset + tokens.back().text.size() - begin);
}

bool TokenCursor::at_end() const {
  return std::ranges::all_of(rest(), [](const Token& token) { return is_symbol(token, ";"); });
}

bool TokenCursor::take_word(std::string_view word) {
  const bool found = is_word(peek(), word);
  if (found) ++at_;
  return found;
}

bool TokenCursor::take_words(std::initializer_list<std::string_view> words) {
  std::size_t ahead = 0;
  for (const std::string_view word : words) {
    if (!is_word(peek(ahead++), word)) return false;
  }
  at_ += words.size();
  return true;
}

bool TokenCursor::take_symbol(std::string_view symbol) {
  const bool found = is_symbol(peek(), symbol);
  if (found) ++at_;
  return found;
}

std::optional<Identifier> TokenCursor::take_name() {
  const Token& token = peek();
  const bool in_quotes = token.kind == TokenKind::quoted_name || token.kind == TokenKind::string;
  if (!in_quotes && (token.kind != TokenKind::word || !can_be_name(token.text)))
    return std::nullopt;
  ++at_;
  return in_quotes ? Identifier(unquoted(token)) : Identifier(token.text);
}

std::optional<std::span<const Token>> TokenCursor::take_group() {
  if (!is_symbol(peek(), "(")) return std::nullopt;
  std::size_t depth = 0;
  for (std::size_t i = at_; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    if (token.kind == TokenKind::invalid || is_symbol(token, ";")) return std::nullopt;
    if (is_symbol(token, "(")) ++depth;
    if (!is_symbol(token, ")") || --depth > 0) continue;
    const auto inside = tokens_.subspan(at_ + 1, i - at_ - 1);
    if (inside.empty()) return std::nullopt;
    at_ = i + 1;
    return inside;
  }
  return std::nullopt;
}

std::optional<std::string_view> TokenCursor::take_group_text() {
  const auto inside = take_group();
  if (!inside) return std::nullopt;
  return text_between(sql_, *inside);
}

std::string_view TokenCursor::text_since(std::size_t first) const {
  return text_between(sql_, tokens_.subspan(first, at_ - first));
}

}  // namespace plumbline
