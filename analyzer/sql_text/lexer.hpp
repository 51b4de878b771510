#pragma once
// SQL text as tokens, by the rules of SQLite's own tokenizer (https://sqlite.org/lang.html): enough
// to read the CREATE statements that sqlite_schema holds, no grammar.
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

enum class TokenKind {
  word,         ///< keyword or bare name
  quoted_name,  ///< "x", [x] or `x`
  string,       ///< 'x'
  number,       ///< 1, 1.5e3, 0xff, 1_000
  blob,         ///< x'ab'
  variable,     ///< ?, ?1, :a, @a, $a
  symbol,       ///< operators and punctuation, two-character ones as one token
  invalid,      ///< an unterminated string, name or comment, or a byte SQLite does not know
};

struct Token {
  TokenKind kind = TokenKind::invalid;
  std::string_view text;   ///< as written; a view into the text that was read
  std::size_t offset = 0;  ///< of its first byte
};

/// All tokens; white space and comments are left out. Never throws: what is not SQL is `invalid`.
std::vector<Token> tokens_of(std::string_view sql);

/// Whether the token is that word, keyword or name, in any case, and not in quotes.
bool is_word(const Token& token, std::string_view word);
bool is_symbol(const Token& token, std::string_view symbol);

/// The text behind the quotes: [a b] → a b, 'it''s' → it's. Other tokens as they are.
std::string unquoted(const Token& token);

}  // namespace plumbline
