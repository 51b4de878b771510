#pragma once
// Names as SQLite sees them: any text at all, compared with ASCII case folded and nothing else
// ("É" and "é" are two names). https://sqlite.org/lang_keywords.html
#include <compare>
#include <string>
#include <string_view>

namespace plumbline {

char ascii_lower(char c);
std::string ascii_lower(std::string_view text);
/// Less, equal or greater with ASCII letters folded.
std::weak_ordering compare_folded(std::string_view a, std::string_view b);
bool equal_folded(std::string_view a, std::string_view b);

class Identifier {
 public:
  Identifier() = default;
  explicit Identifier(std::string text) : text_(std::move(text)) {}
  explicit Identifier(std::string_view text) : text_(text) {}
  explicit Identifier(const char* text) : text_(text) {}

  /// The spelling it came with.
  const std::string& text() const { return text_; }
  /// In double quotes, so that keywords, spaces and quotes are safe in SQL.
  std::string quoted() const;

  friend std::weak_ordering operator<=>(const Identifier& a, const Identifier& b) {
    return compare_folded(a.text_, b.text_);
  }
  friend bool operator==(const Identifier& a, const Identifier& b) {
    return equal_folded(a.text_, b.text_);
  }

 private:
  std::string text_;
};

/// Text as an SQL string literal: 'it''s'.
std::string quote_literal(std::string_view text);

}  // namespace plumbline
