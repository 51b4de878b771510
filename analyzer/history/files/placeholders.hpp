#pragma once
// ${x} and {{ x }} in SQL: what runs is not what the file says, until somebody gives the values.
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

struct Placeholder {
  std::string name;
  std::size_t offset = 0;  ///< in the text that was read
};

struct FilledText {
  std::string text;
  std::vector<Placeholder> unfilled;  ///< outside of strings and comments, in order
  std::set<std::string> filled;       ///< names
};

/// Fills ${name} and {{ name }} wherever `values` has the name. Without a value they count as
/// placeholders only where SQL is: inside of a string or a comment they may be JSON, or a template
/// that the application fills later. SQLite's own $name is none, it has no brace
/// (https://sqlite.org/lang_expr.html#parameters).
FilledText fill_placeholders(std::string_view text,
                             const std::map<std::string, std::string>& values);

}  // namespace plumbline
