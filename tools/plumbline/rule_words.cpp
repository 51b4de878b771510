#include "tools/plumbline/rule_words.hpp"

#include <algorithm>

#include "analyzer/declare/yaml_values.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

bool is_rule(std::string_view name) {
  return std::ranges::any_of(all_rules(), [&](const Rule* rule) { return rule->id == name; });
}

namespace {

/// People shorten names as often as they mistype them.
std::string hint_for_rule(const std::string& name, const std::vector<std::string_view>& known) {
  const auto longer = std::ranges::find_if(
      known, [&](std::string_view rule) { return !name.empty() && rule.starts_with(name); });
  return longer == known.end() ? hint_for(name, known)
                               : "did you mean \"" + std::string(*longer) + "\"? ";
}

}  // namespace

std::string no_such_rule(const std::string& name) {
  std::vector<std::string_view> known;
  for (const Rule* rule : all_rules()) known.push_back(rule->id);
  constexpr std::size_t longest_shown = 40;
  return "there is no rule \"" + name.substr(0, longest_shown) + "\"; " +
         hint_for_rule(name, known) + "findings show the names of theirs";
}

}  // namespace plumbline
