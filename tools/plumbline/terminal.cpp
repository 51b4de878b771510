#include "tools/plumbline/terminal.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace plumbline {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Bytes that stand for themselves wherever they are. 0xC2 leads U+0080–U+009F, which some
/// terminals obey as they obey ESC; 0xE2 leads the marks that turn the direction of writing.
bool is_harmless(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7f && byte != 0xc2 && byte != 0xe2;
}

void append_byte(std::string& out, unsigned char byte) {
  out += "\\x";
  out += hex_digits[byte >> 4];
  out += hex_digits[byte & 15];
}

void append_code_point(std::string& out, unsigned code) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += hex_digits[(code >> shift) & 15];
}

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

/// The code point at `at` if it is one to spell out and takes several bytes; else 0.
unsigned tricky_code_point(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  const unsigned second = byte_at(text, at + 1);
  if (lead == 0xc2 && second >= 0x80 && second < 0xa0) return second;
  const bool three_bytes = lead == 0xe2 && (second == 0x80 || second == 0x81);
  if (!three_bytes) return 0;
  const unsigned code = (lead & 15) << 12 | (second & 63) << 6 | (byte_at(text, at + 2) & 63);
  const bool turns = code == 0x200e || code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
                     (code >= 0x2066 && code <= 0x2069);
  return turns ? code : 0;
}

/// Appends what stands at `at` and returns how many bytes that were.
std::size_t append_tricky(std::string& out, std::string_view text, std::size_t at) {
  const char c = text[at];
  if (const unsigned code = tricky_code_point(text, at); code != 0) {
    append_code_point(out, code);
    return code < 0x100 ? 2 : 3;
  }
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else if (const auto byte = static_cast<unsigned char>(c); byte < 0x20 || byte == 0x7f) {
    append_byte(out, byte);
  } else {
    out += c;
  }
  return 1;
}

}  // namespace

Style plain_style() { return {}; }

Style coloured_style() {
  return {.heading = "\x1b[1m",
          .added = "\x1b[32m",
          .dropped = "\x1b[31m",
          .changed = "\x1b[33m",
          .faint = "\x1b[2m",
          .warning = "\x1b[33m",
          .error = "\x1b[31m",
          .end = "\x1b[0m"};
}

void append_visible(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto* const stop = std::find_if_not(text.begin() + at, text.end(), is_harmless);
    const auto length = static_cast<std::size_t>(stop - (text.begin() + at));
    out.append(text, at, length);
    at += length;
    if (at < text.size()) at += append_tricky(out, text, at);
  }
}

std::string visible(std::string_view text) {
  std::string result;
  append_visible(result, text);
  return result;
}

void append_one_line(std::string& out, std::string_view sql) {
  bool started = false;
  for (std::size_t at = 0; at < sql.size();) {
    const auto* const word = std::find_if_not(sql.begin() + at, sql.end(), is_white);
    const auto* const end = std::find_if(word, sql.end(), is_white);
    if (word == end) return;
    if (started) out += ' ';
    append_visible(out, {word, end});
    started = true;
    at = static_cast<std::size_t>(end - sql.begin());
  }
}

std::string one_line(std::string_view sql) {
  std::string result;
  append_one_line(result, sql);
  return result;
}

void append_indented(std::string& out, std::string_view sql, std::string_view indent) {
  for (std::size_t start = 0; start < sql.size();) {
    const std::size_t end = std::min(sql.find('\n', start), sql.size());
    std::string_view line = sql.substr(start, end - start);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) out += indent;
    for (std::size_t tab = line.find('\t'); tab != line.npos; tab = line.find('\t')) {
      append_visible(out, line.substr(0, tab));
      out += "  ";
      line.remove_prefix(tab + 1);
    }
    append_visible(out, line);
    out += '\n';
    start = end + 1;
  }
}

std::size_t width_of(std::string_view text) {
  const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
  return static_cast<std::size_t>(std::ranges::count_if(text, is_start));
}

}  // namespace plumbline
