#pragma once
// Text in Markdown that stays text, whatever it holds.
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

/// On one line, every character that Markdown or HTML gives a meaning escaped.
std::string markdown_text(std::string_view text);

/// "| a | b |", each made safe.
void append_row(std::string& out, const std::vector<std::string>& texts);

}  // namespace plumbline
