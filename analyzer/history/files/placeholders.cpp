#include "analyzer/history/files/placeholders.hpp"

#include <algorithm>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    const char lower = ascii_lower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("_.:-").find(c) != std::string_view::npos;
  });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

/// A placeholder that begins at `offset`: its name and its length; an empty name where none does.
struct Found {
  std::string name;
  std::size_t length = 0;
};
Found found_at(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(offset);
  const bool dollar = rest.starts_with("${");
  if (!dollar && !rest.starts_with("{{")) return {};
  const std::string_view closing = dollar ? "}" : "}}";
  const std::size_t end = rest.substr(0, rest.find('\n')).find(closing, 2);
  if (end == std::string_view::npos) return {};
  const std::string_view name = trimmed(rest.substr(2, end - 2));
  if (!is_name(name)) return {};
  return {std::string(name), end + closing.size()};
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

/// Inside of "a'b" and [a'b] a quote opens no string.
std::size_t quoted_name_length(std::string_view rest) {
  const char open = rest[0];
  if (open != '"' && open != '`' && open != '[') return 0;
  const std::size_t end = rest.find(open == '[' ? ']' : open, 1);
  return end == std::string_view::npos ? 0 : end + 1;
}

class Filler {
 public:
  Filler(std::string_view text, const std::map<std::string, std::string>& values)
      : text_(text), values_(values) {}

  FilledText run() {
    while (at_ < text_.size()) {
      if (at_ >= name_end_ && region_ == Region::sql) {
        name_end_ = at_ + quoted_name_length(text_.substr(at_));
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
