#include "tools/plumbline/sql_block.hpp"

#include <algorithm>

#include "analyzer/declare/utf8.hpp"
#include "tools/plumbline/terminal.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// A tab is no trick, and in a string it is data.
void append_line(std::string& out, std::string_view line) {
  for (std::size_t tab = line.find('\t'); tab != line.npos; tab = line.find('\t')) {
    append_visible(out, line.substr(0, tab));
    out += '\t';
    line.remove_prefix(tab + 1);
  }
  append_visible(out, line);
}

}  // namespace

std::string shortened_sql(std::string_view sql) { return shortened(one_line(sql)); }

std::string sql_block(std::string_view sql) {
  std::string out;
  while (!sql.empty()) {
    const std::size_t end = std::min(sql.find('\n'), sql.size());
    std::string_view line = sql.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_line(out, line);
    out += '\n';
    sql.remove_prefix(std::min(end + 1, sql.size()));
  }
  return out;
}

bool is_shown_as_it_is(std::string_view sql) {
  const std::string block = sql_block(sql);
  const bool same = block == sql || block == std::string(sql) + "\n";
  return same && !first_invalid_utf8(sql);
}

}  // namespace plumbline
