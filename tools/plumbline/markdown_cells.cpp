#include "tools/plumbline/markdown_cells.hpp"

#include <algorithm>

#include "model/identifier.hpp"
#include "tools/plumbline/sql_block.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

namespace {

/// "@name" in a comment writes to whoever is called so, unless something stands before the "@", as
/// in an address. A space of no width keeps it a text.
void append_mention_guard(std::string& out, char c) {
  constexpr std::string_view zero_width_space = "\u200b";
  if (c != '@') return;
  const char before = out.size() < 2 ? ' ' : out[out.size() - 2];
  const char lower = ascii_lower(before);
  const bool in_a_word = (lower >= 'a' && lower <= 'z') || (before >= '0' && before <= '9');
  if (!in_a_word) out += zero_width_space;
}

std::size_t longest_run(std::string_view text, char wanted) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string markdown_text(std::string_view text) {
  constexpr std::string_view meaningful = "\\`*_{}[]<>()#+-!|~&";
  std::string result;
  for (const char c : one_line(text)) {
    if (meaningful.find(c) != meaningful.npos) result += '\\';
    result += c;
    append_mention_guard(result, c);
  }
  return result;
}

std::string html_text(std::string_view text) {
  std::string result;
  for (const char c : one_line(text)) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else {
      result += c;
    }
    append_mention_guard(result, c);
  }
  return result;
}

std::string fenced_sql(std::string_view sql) {
  constexpr std::size_t shortest = 3;
  const std::string fence(std::max(shortest, longest_run(sql, '`') + 1), '`');
  return fence + "sql\n" + sql_block(sql) + fence + "\n";
}

void append_row(std::string& out, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) out += "| " + markdown_text(text) + " ";
  out += "|\n";
}

}  // namespace plumbline
