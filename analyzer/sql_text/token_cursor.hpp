#pragma once
// A place in a list of tokens: what the readers of CREATE statements step forward with.
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "analyzer/sql_text/lexer.hpp"
#include "model/identifier.hpp"

namespace plumbline {

/// The text from the first token to the last, both included: comments around them stay out.
std::string_view text_between(std::string_view sql, std::span<const Token> tokens);

/// Each take_… steps over what it names, or stays where it is and says so.
class TokenCursor {
 public:
  TokenCursor(std::string_view sql, std::span<const Token> tokens) : sql_(sql), tokens_(tokens) {}

  /// An empty, invalid token behind the last.
  const Token& peek(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : end_;
  }
  std::size_t index() const { return at_; }
  std::span<const Token> rest() const { return tokens_.subspan(at_); }
  /// Only semicolons are left.
  bool at_end() const;

  void step() { ++at_; }
  bool take_word(std::string_view word);
  bool take_words(std::initializer_list<std::string_view> words);
  bool take_symbol(std::string_view symbol);
  /// In any of the four quotings, or a word that needs none.
  std::optional<Identifier> take_name();
  /// The tokens inside balanced parentheses, at least one.
  std::optional<std::span<const Token>> take_group();
  /// take_group() as text.
  std::optional<std::string_view> take_group_text();
  /// The text from the token at `first` to the one before this.
  std::string_view text_since(std::size_t first) const;

 private:
  std::string_view sql_;
  std::span<const Token> tokens_;
  std::size_t at_ = 0;
  Token end_;
};

}  // namespace plumbline
