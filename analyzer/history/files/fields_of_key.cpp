#include "analyzer/history/files/fields_of_key.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace plumbline {

namespace {

/// "{name}" with the text that stands behind it in the template.
struct Part {
  std::string name;
  std::string literal;
};

struct Template {
  std::string literal;  ///< in front of the first part
  std::vector<Part> parts;
};

/// Nothing where a form changes the text; a number is the same number without its zeros.
std::optional<std::string> plain_name(std::string_view inside) {
  const std::size_t colon = inside.find(':');
  if (colon != std::string_view::npos && inside.substr(colon) != ":int") return std::nullopt;
  return std::string(inside.substr(0, colon));
}

std::optional<Template> template_of(std::string_view text) {
  Template result;
  std::string* literal = &result.literal;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    *literal += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) return std::nullopt;
    const auto name = plain_name(text.substr(1, close - 1));
    if (!name) return std::nullopt;
    result.parts.push_back({*name, ""});
    literal = &result.parts.back().literal;
    text.remove_prefix(close + 1);
  }
  return result;
}

/// How much of `rest` belongs to a part that is not the last one.
std::size_t length_of(const Runner& runner, const Part& part, std::string_view rest) {
  if (!part.literal.empty()) return rest.find(part.literal);
  // Nothing stands between two parts: TypeORM's class name and its time in milliseconds.
  constexpr std::size_t digits_of_time = 13;
  const bool timed = runner.order == MigrationOrder::last_13_digits && rest.size() > digits_of_time;
  return timed ? rest.size() - digits_of_time : std::string_view::npos;
}

}  // namespace

std::map<std::string, std::string> fields_of_key(const Runner& runner, std::string_view key) {
  const auto pattern = template_of(runner.file_key);
  if (!pattern || pattern->parts.empty() || !key.starts_with(pattern->literal)) return {};
  key.remove_prefix(pattern->literal.size());
  std::map<std::string, std::string> fields;
  for (const Part& part : pattern->parts) {
    const bool last = &part == &pattern->parts.back();
    if (last && !key.ends_with(part.literal)) return {};
    const std::size_t length =
        last ? key.size() - part.literal.size() : length_of(runner, part, key);
    if (length == std::string_view::npos) return {};
    fields[part.name] = key.substr(0, length);
    key.remove_prefix(length + part.literal.size());
  }
  return fields;
}

}  // namespace plumbline
