#include "analyzer/sql_text/ignore_comments.hpp"

#include <algorithm>
#include <optional>

#include "analyzer/sql_text/comments.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

constexpr std::string_view mark = "plumbline:";
constexpr std::string_view blanks = " \t\r\n\f";
constexpr const char* grammar = "write -- plumbline: ignore RULE reason";

std::string_view trimmed(std::string_view text, std::string_view what = blanks) {
  text.remove_prefix(std::min(text.find_first_not_of(what), text.size()));
  return text.substr(0, text.find_last_not_of(what) + 1);
}

std::string_view take_word(std::string_view& rest) {
  rest = trimmed(rest);
  const std::size_t end = std::min(rest.find_first_of(blanks), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

/// A reason of several lines as one.
std::string joined_words(std::string_view text) {
  std::string result;
  for (std::string_view word = take_word(text); !word.empty(); word = take_word(text)) {
    (result += result.empty() ? "" : " ") += word;
  }
  return result;
}

/// What the words behind the mark say.
IgnoreComment read_words(std::string_view words) {
  IgnoreComment comment;
  const std::string verb(take_word(words));
  const std::string_view rule = take_word(words);
  comment.rule = trimmed(rule, ":");
  // "RULE - reason" and "RULE: reason" are written as well.
  comment.reason = joined_words(trimmed(words, " \t\r\n\f:-"));
  if (!equal_folded(verb, "ignore")) {
    comment.fault = "'" + verb + "' is no word behind plumbline:; " + grammar;
  } else if (comment.rule.empty()) {
    comment.fault = std::string("names no rule; ") + grammar;
  } else if (comment.reason.empty()) {
    comment.fault = "gives no reason why " + comment.rule + " may stand; " + grammar;
  }
  return comment;
}

std::optional<IgnoreComment> read_comment(const Comment& comment) {
  // "--- plumbline:" and "/** plumbline: … */" are written as well.
  const std::string_view text = trimmed(comment.text, " \t\r\n\f*-");
  if (!equal_folded(text.substr(0, mark.size()), mark)) return std::nullopt;
  return read_words(text.substr(mark.size()));
}

class LineNumbers {
 public:
  explicit LineNumbers(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
      ends_.push_back(at);
    }
  }
  int of(std::size_t offset) const {
    return static_cast<int>(std::ranges::lower_bound(ends_, offset) - ends_.begin()) + 1;
  }

 private:
  std::vector<std::size_t> ends_;
};

/// Where a statement stands, its semicolon included.
struct Extent {
  std::size_t offset = 0;
  int first = 0, last = 0;
};

std::vector<Extent> extents_of(std::string_view sql, const LineNumbers& lines) {
  const std::vector<Token> tokens = tokens_of(sql);
  std::vector<Extent> extents;
  for (const ScriptStatement& statement : split_statements(sql)) {
    const std::size_t end = statement.offset + statement.sql.size();
    const auto next = std::ranges::lower_bound(tokens, end, {}, &Token::offset);
    const bool ended = next != tokens.end() && is_symbol(*next, ";");
    extents.push_back(
        {statement.offset, lines.of(statement.offset), lines.of(ended ? next->offset : end - 1)});
  }
  return extents;
}

/// Statements that share a line cannot be told apart by it: all that stand on the comment's lines.
void choose_statements(const std::vector<Extent>& extents, int last_line_of_comment,
                       IgnoreComment& ignore) {
  const auto from = std::ranges::lower_bound(extents, ignore.line, {}, &Extent::last);
  if (from == extents.end()) return;
  auto to = from;
  while (to != extents.end() && to->first <= last_line_of_comment) ++to;
  ignore.first_line = from->first;
  ignore.last_line = to == from ? from->last : std::prev(to)->last;
}

}  // namespace

std::vector<IgnoreComment> ignore_comments(std::string_view sql) {
  std::vector<Comment> comments;
  std::vector<IgnoreComment> result;
  for (const Comment& comment : comments_of(sql)) {
    std::optional<IgnoreComment> ignore = read_comment(comment);
    if (!ignore) continue;
    comments.push_back(comment);
    result.push_back(std::move(*ignore));
  }
  if (result.empty()) return result;
  const LineNumbers lines(sql);
  const std::vector<Extent> extents = extents_of(sql, lines);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const Comment& comment = comments[i];
    result[i].line = lines.of(comment.offset);
    result[i].whole_file = extents.empty() || comment.offset < extents.front().offset;
    choose_statements(extents, lines.of(comment.offset + comment.text.size()), result[i]);
  }
  return result;
}

}  // namespace plumbline
