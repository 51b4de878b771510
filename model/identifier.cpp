#include "model/identifier.hpp"

#include <algorithm>

namespace plumbline {

namespace {
std::string in_quotes(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += quote;
    result += c;
  }
  result += quote;
  return result;
}
}  // namespace

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string ascii_lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = ascii_lower(c);
  return result;
}

std::weak_ordering compare_folded(std::string_view a, std::string_view b) {
  const std::size_t shared = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shared; ++i) {
    const auto left = static_cast<unsigned char>(ascii_lower(a[i]));
    const auto right = static_cast<unsigned char>(ascii_lower(b[i]));
    if (left != right) return left <=> right;
  }
  return a.size() <=> b.size();
}

bool equal_folded(std::string_view a, std::string_view b) {
  return a.size() == b.size() && compare_folded(a, b) == 0;
}

std::string Identifier::quoted() const { return in_quotes(text_, '"'); }

std::string quote_literal(std::string_view text) { return in_quotes(text, '\''); }

}  // namespace plumbline
