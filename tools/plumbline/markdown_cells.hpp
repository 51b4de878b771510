#pragma once
// Text in Markdown that stays text, whatever it holds.
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

/// On one line, every character that Markdown or HTML gives a meaning escaped.
std::string markdown_text(std::string_view text);

/// Between tags of HTML, where Markdown has no say.
std::string html_text(std::string_view text);

/// SQL as a block that no row of backticks in it can end.
std::string fenced_sql(std::string_view sql);

/// "| a | b |", each made safe.
void append_row(std::string& out, const std::vector<std::string>& texts);

}  // namespace plumbline
