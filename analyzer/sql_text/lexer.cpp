#include "analyzer/sql_text/lexer.hpp"

#include <algorithm>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) {
  return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}
bool is_letter(char c) {
  const int lower = c | 0x20;
  return lower >= 'a' && lower <= 'z';
}
bool is_name_start(char c) { return is_letter(c) || c == '_' || (c & 0x80) != 0; }
bool is_name_byte(char c) { return is_name_start(c) || is_digit(c) || c == '$'; }

struct Scanned {
  TokenKind kind;
  std::size_t end;
};

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    tokens.reserve(sql_.size() / 5 + 8);
    for (std::size_t at = skip_space(0); at < sql_.size();) {
      const Scanned found = scan(at);
      tokens.push_back({found.kind, sql_.substr(at, found.end - at), at});
      at = skip_space(found.end);
    }
    return tokens;
  }

 private:
  char byte(std::size_t at) const { return at < sql_.size() ? sql_[at] : '\0'; }
  bool has(std::size_t at, std::string_view text) const {
    return sql_.substr(at).starts_with(text);
  }

  template <class Predicate>
  std::size_t skip_while(std::size_t at, Predicate matches) const {
    while (at < sql_.size() && matches(sql_[at])) ++at;
    return at;
  }

  std::size_t skip_space(std::size_t at) const {
    for (;;) {
      at = skip_while(at, is_space);
      const char c = byte(at);
      if (c == '-' && byte(at + 1) == '-') {
        at = skip_while(at, [](char b) { return b != '\n'; });
      } else if (c == '/' && byte(at + 1) == '*') {
        const std::size_t end = sql_.find("*/", at + 2);
        if (end == std::string_view::npos) return at;
        at = end + 2;
      } else if (c == '\xEF' && has(at, "\xEF\xBB\xBF")) {
        at += 3;  // SQLite takes a byte order mark for white space at any place
      } else {
        return at;
      }
    }
  }

  Scanned scan(std::size_t at) const {
    const char c = sql_[at];
    if ((c == 'x' || c == 'X') && byte(at + 1) == '\'') return blob(at);
    if (is_name_start(c)) return {TokenKind::word, skip_while(at, is_name_byte)};
    if (is_digit(c) || (c == '.' && is_digit(byte(at + 1)))) return number(at);
    switch (c) {
      case '\'':
        return quoted(at, TokenKind::string);
      case '"':
      case '`':
        return quoted(at, TokenKind::quoted_name);
      case '[':
        return bracketed(at);
      case '?':
        return {TokenKind::variable, skip_while(at + 1, is_digit)};
      case '$':
      case '@':
      case ':':
      case '#':
        return variable(at);
      case '(':
      case ')':
      case ',':
      case ';':
        return {TokenKind::symbol, at + 1};
      default:
        return symbol(at);
    }
  }

  Scanned quoted(std::size_t at, TokenKind kind) const {
    const char quote = sql_[at];
    for (std::size_t end = at + 1;; end += 2) {
      end = sql_.find(quote, end);
      if (end == std::string_view::npos) return {TokenKind::invalid, sql_.size()};
      if (byte(end + 1) != quote) return {kind, end + 1};
    }
  }

  Scanned bracketed(std::size_t at) const {
    const std::size_t end = sql_.find(']', at);
    if (end == std::string_view::npos) return {TokenKind::invalid, sql_.size()};
    return {TokenKind::quoted_name, end + 1};
  }

  Scanned blob(std::size_t at) const {
    const std::size_t end = skip_while(at + 2, is_hex_digit);
    if (byte(end) == '\'' && (end - at) % 2 == 0) return {TokenKind::blob, end + 1};
    return {TokenKind::invalid, quoted(at + 1, TokenKind::string).end};
  }

  // "$" and its kin need a name behind them. The Tcl form $a(b) is left out: no schema can hold a
  // variable, and sqlite3_complete() does not know it either.
  Scanned variable(std::size_t at) const {
    const std::size_t end = skip_while(at + 1, is_name_byte);
    return {end == at + 1 ? TokenKind::invalid : TokenKind::variable, end};
  }

  // Digits with single underscores between them, as SQLite 3.46 takes them.
  template <class Predicate>
  std::size_t digits(std::size_t at, Predicate is_one) const {
    at = skip_while(at, is_one);
    while (byte(at) == '_' && is_one(byte(at + 1)) && at > 0 && is_one(sql_[at - 1])) {
      at = skip_while(at + 1, is_one);
    }
    return at;
  }

  Scanned number(std::size_t at) const {
    const bool hex =
        sql_[at] == '0' && ascii_lower(byte(at + 1)) == 'x' && is_hex_digit(byte(at + 2));
    std::size_t end = hex ? digits(at + 2, is_hex_digit) : digits(at, is_digit);
    if (!hex && byte(end) == '.') end = digits(end + 1, is_digit);
    if (!hex && ascii_lower(byte(end)) == 'e') {
      const bool has_sign = byte(end + 1) == '+' || byte(end + 1) == '-';
      const std::size_t exponent = end + (has_sign ? 2 : 1);
      if (is_digit(byte(exponent))) end = digits(exponent, is_digit);
    }
    if (!is_name_byte(byte(end))) return {TokenKind::number, end};
    return {TokenKind::invalid, skip_while(end, is_name_byte)};
  }

  Scanned symbol(std::size_t at) const {
    using namespace std::string_view_literals;
    if (has(at, "->>")) return {TokenKind::symbol, at + 3};
    for (const auto two :
         {"->"sv, "=="sv, "<="sv, "<>"sv, "<<"sv, ">="sv, ">>"sv, "!="sv, "||"sv}) {
      if (has(at, two)) return {TokenKind::symbol, at + 2};
    }
    if (has(at, "/*")) return {TokenKind::invalid, sql_.size()};
    const bool known = ".+-*/%=<>|&~"sv.find(sql_[at]) != std::string_view::npos;
    return {known ? TokenKind::symbol : TokenKind::invalid, at + 1};
  }

  std::string_view sql_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view sql) { return Lexer(sql).run(); }

// Called some ten times for each token that is read, so it folds by hand: a bit parts the cases.
bool is_word(const Token& token, std::string_view word) {
  if (token.kind != TokenKind::word || token.text.size() != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const int difference = token.text[i] ^ word[i];
    if (difference != 0 && !(difference == 0x20 && is_letter(word[i]))) return false;
  }
  return true;
}

bool is_symbol(const Token& token, std::string_view symbol) {
  return token.kind == TokenKind::symbol && token.text.front() == symbol.front() &&
         token.text.size() == symbol.size() && token.text.ends_with(symbol.substr(1));
}

std::string unquoted(const Token& token) {
  if (token.kind != TokenKind::quoted_name && token.kind != TokenKind::string) {
    return std::string(token.text);
  }
  const char quote = token.text.front();
  std::string_view inside = token.text.substr(1, token.text.size() - 2);
  std::string result;
  // Inside are pairs of the quote only; a name in brackets has no quote at all.
  for (std::size_t at = inside.find(quote); at != std::string_view::npos && quote != '[';
       at = inside.find(quote)) {
    result += inside.substr(0, at + 1);
    inside.remove_prefix(at + 2);
  }
  result += inside;
  return result;
}

}  // namespace plumbline
