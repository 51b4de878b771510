#include "tools/plumbline/markdown_cells.hpp"

#include "tools/plumbline/terminal.hpp"

namespace plumbline {

std::string markdown_text(std::string_view text) {
  constexpr std::string_view meaningful = "\\`*_{}[]<>()#+-!|~&";
  std::string result;
  for (const char c : one_line(text)) {
    if (meaningful.find(c) != meaningful.npos) result += '\\';
    result += c;
  }
  return result;
}

void append_row(std::string& out, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) out += "| " + markdown_text(text) + " ";
  out += "|\n";
}

}  // namespace plumbline
