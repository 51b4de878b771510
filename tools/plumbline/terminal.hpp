#pragma once
// Text for eyes: colours, and names that cannot play tricks on a terminal.
#include <string>
#include <string_view>

namespace plumbline {

/// What to write before a piece of text; `end` goes behind it. All empty: no colours.
struct Style {
  std::string_view heading, added, dropped, changed, faint, warning, error, end;
};
Style plain_style();
Style coloured_style();

/// `text` with control characters, and those that turn the direction of writing, spelled out:
/// "a\n", "\x1b", "\u202e". A name holding them would otherwise write lines of its own.
void append_visible(std::string& out, std::string_view text);
std::string visible(std::string_view text);

/// SQL on one line: white space folded, everything else as append_visible has it.
void append_one_line(std::string& out, std::string_view sql);
std::string one_line(std::string_view sql);

/// SQL as it is, each line behind `indent`, with what plays tricks spelled out.
void append_indented(std::string& out, std::string_view sql, std::string_view indent);

/// How many characters of UTF-8 text, which is near enough to how many columns it takes.
std::size_t width_of(std::string_view text);

}  // namespace plumbline
