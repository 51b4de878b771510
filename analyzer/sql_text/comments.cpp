#include "analyzer/sql_text/comments.hpp"

#include <algorithm>

#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

/// Between two tokens is nothing but white space and comments, so every mark there opens one.
void append_comments(std::string_view sql, std::size_t from, std::size_t to,
                     std::vector<Comment>& comments) {
  const std::string_view gap = sql.substr(from, to - from);
  for (std::size_t at = gap.find_first_of("-/"); at < gap.size();) {
    const bool is_line = gap[at] == '-';
    const std::size_t end = std::min(gap.find(is_line ? "\n" : "*/", at + 2), gap.size());
    comments.push_back({gap.substr(at + 2, end - at - 2), from + at});
    at = gap.find_first_of("-/", std::min(end + (is_line ? 1 : 2), gap.size()));
  }
}

}  // namespace

std::vector<Comment> comments_of(std::string_view sql) {
  std::vector<Comment> comments;
  std::size_t behind = 0;
  for (const Token& token : tokens_of(sql)) {
    // The lexer gives a comment that is never closed as a token.
    const bool is_open = token.kind == TokenKind::invalid && token.text.starts_with("/*");
    append_comments(sql, behind, is_open ? sql.size() : token.offset, comments);
    behind = token.offset + token.text.size();
  }
  append_comments(sql, behind, sql.size(), comments);
  return comments;
}

}  // namespace plumbline
