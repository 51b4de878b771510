#pragma once
// As much of Python as migrations say about themselves: names, texts and the brackets around them.
// https://docs.python.org/3/reference/lexical_analysis.html
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

struct PythonToken {
  enum class Kind { name, text, symbol, line_end };
  Kind kind = Kind::line_end;
  std::string text;  ///< of a text: what is between the quotes, escapes as written
};
using PythonTokens = std::vector<PythonToken>;

/// Comments are left out; a line that goes on inside brackets has no end there.
PythonTokens python_tokens(std::string_view source);

/// What stands behind "name =" or "name: type =", up to the end of that line; empty where the name
/// is never assigned.
PythonTokens assigned_to(const PythonTokens& tokens, std::string_view name);

/// The texts among tokens, in order.
std::vector<std::string> texts_in(const PythonTokens& tokens);

}  // namespace plumbline
