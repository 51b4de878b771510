#include <algorithm>

#include "analyzer/sql_text/create_table_sink.hpp"
#include "analyzer/sql_text/token_cursor.hpp"

namespace plumbline {

namespace {

bool is_named(const Token& token, std::string_view name) {
  if (token.kind == TokenKind::word) return token.text == name;
  if (token.kind != TokenKind::quoted_name && token.kind != TokenKind::string) return false;
  // Two bytes longer: nothing but its quotes. Most names are, and need no copy.
  if (token.text.size() != name.size() + 2) return unquoted(token) == name;
  const std::string_view inside = token.text.substr(1, name.size());
  const char quote = token.text.front();
  return inside == name && (quote == '[' || inside.find(quote) == std::string_view::npos);
}

// Takes each part of the walk from the text; what is not there, or is left over, is a difference.
class MatchSink final : public CreateTableSink {
 public:
  MatchSink(std::string_view sql, std::span<const Token> tokens) : sql_(sql), at_(sql, tokens) {}

  bool matches() const { return same_ && at_.at_end(); }

  void keyword(std::string_view words) override { require(take(words)); }
  void implied_keyword(std::string_view words) override { take(words); }
  void noise_keyword(std::string_view words) override { take(words); }
  void symbol(std::string_view symbol) override { require(at_.take_symbol(symbol)); }
  void name(const Identifier& name) override {
    require(is_named(at_.peek(), name.text()));
    at_.step();
  }
  void plain_name(const Identifier& other) override { name(other); }

  // The words of a type were joined anew, so only the spaces between them are free.
  void type(std::string_view type) override {
    while (!type.empty()) {
      const std::string_view word = at_.peek().text;
      if (word.empty() || !type.starts_with(word)) return require(false);
      at_.step();
      type.remove_prefix(word.size());
      if (type.starts_with(' ')) type.remove_prefix(1);
    }
  }

  void sql(std::string_view text) override {
    const std::size_t begin = at_.peek().offset;
    const std::size_t end = begin + text.size();
    std::size_t reached = begin;
    while (reached < end && !at_.peek().text.empty()) {
      reached = at_.peek().offset + at_.peek().text.size();
      at_.step();
    }
    require(reached == end && sql_.substr(begin, text.size()) == text);
  }

  void clauses(std::span<const Clause> clauses) override {
    std::vector<bool> found(clauses.size(), false);
    for (std::size_t i = 0; i < clauses.size();) {
      const bool here = !found[i] && take(clauses[i]);
      if (here) found[i] = true;
      i = here ? 0 : i + 1;
    }
    for (std::size_t i = 0; i < clauses.size(); ++i) require(found[i] || !clauses[i].written);
  }

  void item(bool comma, bool comma_may_be_missing) override {
    if (comma) require(at_.take_symbol(",") || comma_may_be_missing);
  }

  void finish(bool without_rowid, bool strict) override {
    symbol(")");
    const bool strict_first = strict && at_.take_word("STRICT");
    if (strict_first && without_rowid) symbol(",");
    if (without_rowid) keyword("WITHOUT ROWID");
    if (strict_first || !strict) return;
    if (without_rowid) symbol(",");
    keyword("STRICT");
  }

 private:
  void require(bool holds) { same_ = same_ && holds; }

  bool take(std::string_view words) {
    std::size_t count = 0;
    for (; !words.empty(); ++count) {
      const std::string_view word = words.substr(0, words.find(' '));
      if (!is_word(at_.peek(count), word)) return false;
      words.remove_prefix(std::min(words.size(), word.size() + 1));
    }
    skip(count);
    return true;
  }

  // The name behind MATCH is kept as it was written, quotes included.
  bool take(const Clause& clause) {
    std::size_t count = 0;
    for (const std::string_view word : clause.words) {
      if (word.empty()) continue;
      if (!equal_folded(at_.peek(count++).text, word)) return false;
    }
    skip(count);
    return true;
  }

  void skip(std::size_t count) {
    for (; count > 0; --count) at_.step();
  }

  std::string_view sql_;
  TokenCursor at_;
  bool same_ = true;
};

}  // namespace

bool says_the_same(const CreateTableText& table, std::string_view sql,
                   std::span<const Token> tokens) {
  MatchSink sink(sql, tokens);
  walk_table(table, sink);
  return sink.matches();
}

}  // namespace plumbline
