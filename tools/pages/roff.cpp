#include "tools/pages/roff.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "analyzer/declare/utf8.hpp"

namespace plumbline {

namespace {

std::string by_number(char32_t value) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "\\[u%04X]", static_cast<unsigned int>(value));
  return name.data();
}

std::string literal(std::string_view text, std::size_t at, std::size_t length) {
  if (length > 1) return by_number(decode_utf8(text, at).value);
  switch (text[at]) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    case '"':
      return "\\(dq";
    default:
      return std::string(1, text[at]);
  }
}

}  // namespace

std::string roff(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(decode_utf8(text, at).length, 1);
    const bool starts_line = at == 0 || text[at - 1] == '\n';
    if (starts_line && text[at] == '.') result += "\\&";
    result += literal(text, at, length);
    at += length;
  }
  return result;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }

std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string macro(const std::string& name, const std::string& arguments) {
  return "." + name + (arguments.empty() ? "" : " " + arguments) + "\n";
}

std::string example(std::string_view lines) {
  return macro("PP") + macro("RS", "4") + macro("nf") + roff(lines) + "\n" + macro("fi") +
         macro("RE");
}

}  // namespace plumbline
