#pragma once
// The comments of a script, by the rules of SQLite's own tokenizer
// (https://sqlite.org/lang_comment.html): what only looks like one inside a string is none.
#include <cstddef>
#include <string_view>
#include <vector>

namespace plumbline {

struct Comment {
  std::string_view text;   ///< without its marks; a view into the script
  std::size_t offset = 0;  ///< of its first mark
};

/// In their order. One that is never closed goes to the end of the script.
std::vector<Comment> comments_of(std::string_view sql);

}  // namespace plumbline
