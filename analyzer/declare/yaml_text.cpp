#include "analyzer/declare/yaml_text.hpp"

#include <algorithm>
#include <array>

#include "analyzer/declare/utf8.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_plain_inside(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view(" ()./+-").find(c) != std::string_view::npos;
}

/// Words that some version of YAML takes for null or a truth value: https://yaml.org/type/bool.html
bool is_reserved(std::string_view text) {
  constexpr std::array<std::string_view, 9> words{"null", "true", "false", "yes", "no",
                                                  "on",   "off",  "y",     "n"};
  constexpr std::size_t longest = 5;
  return text.size() <= longest && std::ranges::any_of(words, [&](std::string_view word) {
           return equal_folded(word, text);
         });
}

bool is_plain(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && text.back() != ' ' &&
         std::ranges::all_of(text, is_plain_inside) && !is_reserved(text);
}

/// Not printable by https://yaml.org/spec/1.2.2/#51-character-set, or a line break or byte order
/// mark that readers treat in their own ways.
bool needs_escape(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029 ||
         code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

std::string escaped(char32_t code) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  if (code == '\n') return "\\n";
  if (code == '\t') return "\\t";
  if (code == '\r') return "\\r";
  std::string digits;
  for (int shift = code > 0xFF ? 12 : 4; shift >= 0; shift -= 4) digits += hex[code >> shift & 0xF];
  return (code > 0xFF ? "\\u" : "\\x") + digits;
}

std::string double_quoted(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = decode_utf8(text, at);
    const std::size_t length = std::max<std::size_t>(code.length, 1);
    if (code.length > 0 && needs_escape(code.value)) {
      result += escaped(code.value);
    } else {
      if (code.value == '"' || code.value == '\\') result += '\\';
      result += text.substr(at, length);
    }
    at += length;
  }
  return result + '"';
}

/// Whether readers and editors keep every byte of it in a literal block: no white space at an end
/// of a line or at the start, at most one line break at the end.
bool fits_literal(std::string_view text) {
  if (text.find('\n') == std::string_view::npos || text.find_first_of(" \t\n") == 0) return false;
  if (text.ends_with("\n\n")) return false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = decode_utf8(text, at);
    const bool kept = code.value == '\n' || code.value == '\t' || !needs_escape(code.value);
    if (code.length == 0 || !kept) return false;
    at += code.length;
    const bool at_line_end = at == text.size() || text[at] == '\n';
    if (at_line_end && (code.value == ' ' || code.value == '\t')) return false;
  }
  return true;
}

std::string literal(std::string_view text, std::size_t indent) {
  const std::string margin(indent + 2, ' ');
  const bool ends_line = text.ends_with('\n');
  std::string result = ends_line ? "|" : "|-";
  if (ends_line) text.remove_suffix(1);
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    result += '\n';
    if (end > start) result += margin;
    result += text.substr(start, end - start);
    start = end + 1;
  }
  return result;
}

}  // namespace

std::string yaml_text(std::string_view text) {
  return is_plain(text) ? std::string(text) : double_quoted(text);
}

std::string yaml_value(std::string_view text, std::size_t indent) {
  return fits_literal(text) ? literal(text, indent) : yaml_text(text);
}

std::string yaml_key(std::string_view name, std::size_t indent) {
  constexpr std::size_t longest_simple_key = 1000;
  std::string key = yaml_text(name);
  if (key.size() <= longest_simple_key) return key + ": ";
  return "? " + key + "\n" + std::string(indent, ' ') + ": ";
}

std::string yaml_flow_map(const YamlFlow& entries) {
  if (entries.empty()) return "{}";
  std::string result = "{ ";
  for (const auto& [key, value] : entries) {
    if (result.size() > 2) result += ", ";
    result += key;
    result += ": ";
    result += value;
  }
  return result + " }";
}

std::string yaml_flow_list(const std::vector<std::string>& items) {
  std::string result = "[";
  for (const std::string& item : items) {
    if (result.size() > 1) result += ", ";
    result += item;
  }
  return result + "]";
}

}  // namespace plumbline
