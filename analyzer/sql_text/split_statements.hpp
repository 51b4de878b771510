#pragma once
// A script cut into statements, with the place of each, before anything runs.
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

struct ScriptStatement {
  std::string sql;         ///< from its first token to its last, no semicolon, no leading comment
  int line = 1;            ///< 1-based, of its first token in the script
  int column = 1;          ///< 1-based, in bytes
  std::size_t offset = 0;  ///< of its first byte in the script
};

/// The statements of `script`. Knows CREATE TRIGGER … BEGIN … END with CASE inside, strings,
/// comments, quoted names and a byte order mark, exactly as sqlite3_complete() does
/// (https://sqlite.org/c3ref/complete.html). Text behind the last semicolon is a statement too.
/// Comment-only and empty statements are left out.
std::vector<ScriptStatement> split_statements(std::string_view script);

/// The line and column of a byte of `text` (both 1-based).
struct TextPlace {
  int line = 1;
  int column = 1;
};
TextPlace place_of(std::string_view text, std::size_t offset);

}  // namespace plumbline
