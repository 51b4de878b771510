#include "analyzer/history/files/placeholders.hpp"

#include <algorithm>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

bool is_name_byte(char c) {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("_.:-").find(c) != std::string_view::npos;
}

std::size_t blanks_at(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t", at), text.size()) - at;
}

/// A placeholder that begins at `offset`: its name and its length; an empty name where none does.
/// Nothing behind the first byte that fits no placeholder is looked at: a line of a million braces
/// is read once, not a million times.
struct Found {
  std::string name;
  std::size_t length = 0;
};
Found found_at(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(offset);
  const bool dollar = rest.starts_with("${");
  if (!dollar && !rest.starts_with("{{")) return {};
  const std::size_t first = 2 + blanks_at(rest, 2);
  std::size_t end = first;
  while (end < rest.size() && is_name_byte(rest[end])) ++end;
  const std::string_view closing = dollar ? "}" : "}}";
  const std::size_t close = end + blanks_at(rest, end);
  if (end == first || !rest.substr(close).starts_with(closing)) return {};
  return {std::string(rest.substr(first, end - first)), close + closing.size()};
}

/// Where in SQL a byte is. Quoted names count as SQL: "${schema}" is no name that anybody means.
enum class Region { sql, string, line_comment, block_comment };

Region next_region(Region region, std::string_view rest) {
  switch (region) {
    case Region::sql:
      if (rest[0] == '\'') return Region::string;
      if (rest.starts_with("--")) return Region::line_comment;
      return rest.starts_with("/*") ? Region::block_comment : Region::sql;
    case Region::string:
      return rest[0] == '\'' ? Region::sql : region;
    case Region::line_comment:
      return rest[0] == '\n' ? Region::sql : region;
    case Region::block_comment:
      return rest.starts_with("*/") ? Region::sql : region;
  }
  return region;
}

/// Where quoted names end: inside of "a'b" and [a'b] a quote opens no string.
class QuotedNames {
 public:
  explicit QuotedNames(std::string_view text) : text_(text) {
    for (const char close : {'"', '`', ']'}) last_[close] = text.rfind(close);
  }

  /// Behind the one that begins at `at`; `at` itself where none does. That no end follows is known
  /// without looking for it.
  std::size_t end_at(std::size_t at) const {
    const char open = text_[at];
    if (open != '"' && open != '`' && open != '[') return at;
    const char close = open == '[' ? ']' : open;
    const std::size_t last = last_.at(close);
    if (last == std::string_view::npos || last <= at) return at;
    return text_.find(close, at + 1) + 1;
  }

 private:
  std::string_view text_;
  std::map<char, std::size_t> last_;
};

class Filler {
 public:
  Filler(std::string_view text, const std::map<std::string, std::string>& values)
      : text_(text), quoted_names_(text), values_(values) {}

  FilledText run() {
    while (at_ < text_.size()) {
      if (at_ >= name_end_ && region_ == Region::sql) {
        name_end_ = quoted_names_.end_at(at_);
      }
      if (!take_placeholder()) take_byte();
    }
    return std::move(result_);
  }

 private:
  bool take_placeholder() {
    const Found found = found_at(text_, at_);
    if (found.name.empty()) return false;
    const auto value = values_.find(found.name);
    if (value != values_.end()) {
      result_.text += value->second;
      result_.filled.insert(found.name);
    } else {
      if (region_ == Region::sql) result_.unfilled.push_back({found.name, at_});
      result_.text += text_.substr(at_, found.length);
    }
    at_ += found.length;
    return true;
  }

  void take_byte() {
    if (at_ >= name_end_) region_ = next_region(region_, text_.substr(at_));
    result_.text += text_[at_++];
  }

  std::string_view text_;
  QuotedNames quoted_names_;
  const std::map<std::string, std::string>& values_;
  FilledText result_;
  Region region_ = Region::sql;
  std::size_t at_ = 0;
  std::size_t name_end_ = 0;  ///< of the quoted name that we are in
};

}  // namespace

FilledText fill_placeholders(std::string_view text,
                             const std::map<std::string, std::string>& values) {
  const bool none =
      text.find("${") == std::string_view::npos && text.find("{{") == std::string_view::npos;
  if (none) return {std::string(text), {}, {}};
  return Filler(text, values).run();
}

}  // namespace plumbline
