#include "analyzer/declare/schema_words.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "analyzer/declare/yaml_values.hpp"

namespace plumbline {

namespace {

template <typename Value>
using Word = std::pair<Value, std::string_view>;

constexpr std::array<Word<ConflictClause>, 5> conflict_words{{
    {ConflictClause::rollback, "rollback"},
    {ConflictClause::abort, "abort"},
    {ConflictClause::fail, "fail"},
    {ConflictClause::ignore, "ignore"},
    {ConflictClause::replace, "replace"},
}};

constexpr std::array<Word<ForeignKeyAction>, 5> action_words{{
    {ForeignKeyAction::no_action, "no action"},
    {ForeignKeyAction::restrict_, "restrict"},
    {ForeignKeyAction::set_null, "set null"},
    {ForeignKeyAction::set_default, "set default"},
    {ForeignKeyAction::cascade, "cascade"},
}};

template <typename Words>
auto value_named(const Words& words, std::string_view name)
    -> std::optional<decltype(words[0].first)> {
  for (const auto& [value, word] : words) {
    if (equal_folded(word, name)) return value;
  }
  return std::nullopt;
}

template <typename Words>
std::string all_words(const Words& words) {
  std::vector<std::string_view> all;
  for (const auto& [value, word] : words) all.push_back(word);
  return listed(all);
}

}  // namespace

std::string_view word_for(ConflictClause clause) {
  for (const auto& [value, word] : conflict_words) {
    if (value == clause) return word;
  }
  return "";
}

std::optional<ConflictClause> conflict_clause_named(std::string_view word) {
  return value_named(conflict_words, word);
}

std::string conflict_clause_words() { return all_words(conflict_words); }

std::string_view word_for(ForeignKeyAction action) {
  if (action == ForeignKeyAction::no_action) return "";
  return std::ranges::find(action_words, action, &Word<ForeignKeyAction>::first)->second;
}

std::optional<ForeignKeyAction> foreign_key_action_named(std::string_view word) {
  std::string spaced(word);
  std::ranges::replace(spaced, '_', ' ');
  return value_named(action_words, spaced);
}

std::string foreign_key_action_words() { return all_words(action_words); }

std::optional<std::string> deferrable_clause(std::string_view text) {
  std::string words;
  for (const char c : ascii_lower(text)) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) words += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    if (space && !words.empty() && words.back() != ' ') words += ' ';
  }
  if (words.ends_with(' ')) words.pop_back();
  for (const std::string start : {"DEFERRABLE", "NOT DEFERRABLE"}) {
    for (const std::string end : {"", " INITIALLY DEFERRED", " INITIALLY IMMEDIATE"}) {
      if (words == start + end) return words;
    }
  }
  return std::nullopt;
}

bool same_collation(std::string_view a, std::string_view b) {
  const auto spelled = [](std::string_view name) { return name.empty() ? "BINARY" : name; };
  return equal_folded(spelled(a), spelled(b));
}

}  // namespace plumbline
