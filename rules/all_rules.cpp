#include "rules/all_rules.hpp"

#include <algorithm>

namespace plumbline {

extern const Rule broken_object;
extern const Rule column_order_matters;
extern const Rule extra_object;
extern const Rule extra_table;
extern const Rule partly_understood;
extern const Rule possible_rename;

extern const char* const rules_readme;  // rules/README.md, embedded by the build

const std::vector<const Rule*>& all_rules() {
  static const std::vector<const Rule*> rules = {
      &broken_object, &column_order_matters, &extra_object,
      &extra_table,   &partly_understood,    &possible_rename,
  };
  return rules;
}

Finding finding_of(const Rule& rule, const ObjectRef& object, std::string message,
                   std::string remedy) {
  return {std::string(rule.id), rule.severity,    object, "", 0,
          std::move(message),   std::move(remedy)};
}

std::vector<Finding> assess(const RuleInput& input) {
  std::vector<Finding> findings;
  for (const Rule* rule : all_rules()) rule->check(input, *rule, findings);
  return findings;
}

std::optional<std::string> rule_page(std::string_view rule) {
  const bool known = std::ranges::any_of(
      all_rules(), [&](const Rule* candidate) { return candidate->id == rule; });
  if (!known) return std::nullopt;
  const std::string_view readme = rules_readme;
  const std::string head = "## " + std::string(rule) + "\n";
  const std::size_t start = readme.find(head);
  if (start == std::string_view::npos) return std::nullopt;
  const std::size_t end = readme.find("\n## ", start + 1);
  return std::string(readme.substr(start, end == std::string_view::npos ? end : end + 1 - start));
}

}  // namespace plumbline
