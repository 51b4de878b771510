#include "analyzer/declare/yaml_values.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

std::string described(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::null:
      return "empty";
    case YamlKind::scalar:
      return "\"" + node.text.substr(0, 40) + "\"";
    case YamlKind::list:
      return "a list";
    case YamlKind::map:
      return "a map";
  }
  return "";
}

[[noreturn]] void fail_kind(const YamlNode& node, const std::string& what,
                            const std::string& expected) {
  fail_at(node.mark, what + " must be " + expected + "; it is " + described(node));
}

/// Levenshtein's distance, in one row.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (ascii_lower(a[i]) == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string hint_for(const std::string& word, const std::vector<std::string_view>& known) {
  constexpr std::size_t longest = 40;
  if (word.size() > longest) return "";
  const auto nearest = std::ranges::min_element(
      known, {}, [&](std::string_view candidate) { return distance(word, candidate); });
  if (nearest == known.end() || distance(word, *nearest) > 2) return "";
  return "did you mean \"" + std::string(*nearest) + "\"? ";
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string result;
  for (const std::string_view word : words) {
    if (!result.empty()) result += ", ";
    result += word;
  }
  return result;
}

void expect_map(const YamlNode& node, const std::string& what,
                std::initializer_list<std::string_view> known_keys) {
  for (const YamlEntry& entry : entries_of(node, what)) {
    if (std::ranges::find(known_keys, entry.key) != known_keys.end()) continue;
    const std::vector<std::string_view> known(known_keys);
    fail_at(entry.mark, "unknown key \"" + entry.key.substr(0, 40) + "\" in " + what + "; " +
                            hint_for(entry.key, known) + "known: " + listed(known));
  }
}

const std::vector<YamlEntry>& entries_of(const YamlNode& node, const std::string& what) {
  if (node.kind != YamlKind::map) fail_kind(node, what, "a map");
  return node.entries;
}

const std::vector<YamlNode>& items_of(const YamlNode& node, const std::string& what) {
  if (node.kind != YamlKind::list) fail_kind(node, what, "a list");
  return node.items;
}

const std::string& text_of_scalar(const YamlNode& node, const std::string& what) {
  if (node.kind != YamlKind::scalar) fail_kind(node, what, "a text");
  return node.text;
}

bool bool_of_scalar(const YamlNode& node, const std::string& what) {
  const bool plain = node.kind == YamlKind::scalar && !node.quoted;
  if (plain && equal_folded(node.text, "true")) return true;
  if (plain && equal_folded(node.text, "false")) return false;
  fail_kind(node, what, "true or false");
}

std::int32_t integer_of_scalar(const YamlNode& node, const std::string& what) {
  std::int32_t value = 0;
  const char* end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, value);
  const bool plain = node.kind == YamlKind::scalar && !node.quoted;
  if (!plain || error != std::errc() || stop != end) fail_kind(node, what, "a 32-bit integer");
  return value;
}

const YamlNode* find_value(const YamlNode& map, std::string_view key) {
  const auto found = std::ranges::find(map.entries, key, &YamlEntry::key);
  return found == map.entries.end() ? nullptr : &found->value;
}

const YamlNode& need_value(const YamlNode& map, const std::string& key) {
  const YamlNode* node = find_value(map, key);
  if (node == nullptr) fail_at(map.mark, "the key \"" + key + "\" is missing");
  return *node;
}

std::optional<std::string> find_text(const YamlNode& map, const std::string& key) {
  const YamlNode* node = find_value(map, key);
  if (node == nullptr) return std::nullopt;
  return text_of_scalar(*node, key);
}

std::string need_text(const YamlNode& map, const std::string& key) {
  return text_of_scalar(need_value(map, key), key);
}

bool find_bool(const YamlNode& map, const std::string& key) {
  const YamlNode* node = find_value(map, key);
  return node != nullptr && bool_of_scalar(*node, key);
}

}  // namespace plumbline
