#include "analyzer/forecast/check_words.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "analyzer/sql_text/lexer.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

constexpr std::int64_t longest_text = 200;

void add(std::vector<std::string>& values, const std::string& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

std::optional<std::int64_t> small_integer(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

void add_texts_of_length(std::vector<std::string>& values, std::int64_t length) {
  if (length < 0 || length > longest_text) return;
  const auto size = static_cast<std::size_t>(length);
  // Several of each kind: the column may be UNIQUE as well.
  for (const char letter : {'a', 'b', 'c', 'A', 'B', 'C', '1', '2', '3'}) {
    add(values, quote_literal(std::string(size, letter)));
  }
  for (const char digit : {'a', 'b', 'c'}) {
    add(values, "x'" + std::string(2 * size, digit) + "'");
  }
}

void add_number(std::vector<std::string>& values, std::string_view digits, bool negative) {
  const auto value = small_integer(digits);
  if (!value) return add(values, (negative ? "-" : "") + std::string(digits));
  const std::int64_t number = negative ? -*value : *value;
  for (const std::int64_t near : {number, number + 1, number - 1}) {
    add(values, std::to_string(near));
  }
}

bool is_pattern_word(const Token& token) {
  return is_word(token, "like") || is_word(token, "glob");
}

void add_text(std::vector<std::string>& values, const std::vector<Token>& tokens, std::size_t at) {
  const std::string text = unquoted(tokens[at]);
  const bool pattern = at > 0 && is_pattern_word(tokens[at - 1]);
  // like('%x', y) and glob('*', y) take the pattern first.
  const bool call = at > 1 && is_symbol(tokens[at - 1], "(") && is_pattern_word(tokens[at - 2]);
  if (pattern || call) {
    const bool glob = is_word(tokens[at - (pattern ? 1 : 2)], "glob");
    return add(values, quote_literal(glob ? text_by_glob(text) : text_like(text)));
  }
  add(values, quote_literal(text));
}

void add_for_functions(std::vector<std::string>& values, const std::vector<Token>& tokens) {
  const auto says = [&](std::string_view word) {
    return std::ranges::any_of(tokens, [&](const Token& token) { return is_word(token, word); });
  };
  const auto any = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, says);
  };
  if (any({"json_valid", "json_type", "json_array_length", "json_extract", "json"})) {
    for (const char* json : {"'{}'", "'[]'", "'{\"a\":1}'", "'[1]'"}) add(values, json);
  }
  if (any({"length", "octet_length"})) {
    for (const Token& token : tokens) {
      const auto length = small_integer(token.text);
      if (token.kind == TokenKind::number && length) {
        for (const std::int64_t near : {*length, *length + 1, *length - 1}) {
          add_texts_of_length(values, near);
        }
      }
    }
  }
  if (any({"date", "datetime", "julianday", "strftime", "unixepoch"})) {
    add(values, "'2024-01-01'");
    add(values, "'2024-01-01 00:00:00'");
    add(values, "'2024-01-01T00:00:00Z'");
  }
  if (any({"true", "false"})) {
    add(values, "1");
    add(values, "0");
  }
}

/// One character that a class such as [a-z] or [^,] lets through; `at` moves behind it.
char from_class(std::string_view pattern, std::size_t& at) {
  std::size_t end = pattern.find(']', at + 2);
  if (end == std::string_view::npos) end = pattern.size();
  const std::string_view inside = pattern.substr(at + 1, end - at - 1);
  at = std::min(end + 1, pattern.size());
  if (!inside.starts_with('^')) return inside.empty() ? 'a' : inside.front();
  for (const char c : {'a', '1', 'A', '-', ' '}) {
    const bool in_range = inside.find(c) != std::string_view::npos ||
                          (c >= '0' && c <= '9' && inside.find("0-9") != std::string_view::npos) ||
                          (c >= 'a' && c <= 'z' && inside.find("a-z") != std::string_view::npos) ||
                          (c >= 'A' && c <= 'Z' && inside.find("A-Z") != std::string_view::npos);
    if (!in_range) return c;
  }
  return '_';
}

}  // namespace

std::string text_like(std::string_view pattern) {
  std::string text;
  for (const char c : pattern) {
    if (c != '%') text += c == '_' ? '1' : c;
  }
  return text;
}

std::string text_by_glob(std::string_view pattern) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c == '[') {
      text += from_class(pattern, at);
      continue;
    }
    if (c != '*') text += c == '?' ? 'a' : c;
    ++at;
  }
  return text;
}

std::vector<std::string> values_hinted_at(std::string_view expression) {
  const std::vector<Token> tokens = tokens_of(expression);
  std::vector<std::string> values;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    const bool negative = at > 0 && is_symbol(tokens[at - 1], "-");
    if (token.kind == TokenKind::string) add_text(values, tokens, at);
    if (token.kind == TokenKind::blob) add(values, std::string(token.text));
    if (token.kind == TokenKind::number) add_number(values, token.text, negative);
  }
  add_for_functions(values, tokens);
  return values;
}

bool mentions(std::string_view expression, std::string_view column) {
  return std::ranges::any_of(tokens_of(expression), [&](const Token& token) {
    const bool name = token.kind == TokenKind::word || token.kind == TokenKind::quoted_name;
    return name && equal_folded(unquoted(token), column);
  });
}

}  // namespace plumbline
