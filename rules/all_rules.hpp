#pragma once
// Every rule, and the page that explains it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.hpp"

namespace plumbline {

/// In the order of their ids.
const std::vector<const Rule*>& all_rules();

std::vector<Finding> assess(const RuleInput& input);

/// The rule's section of rules/README.md; nothing for a name that is no rule.
std::optional<std::string> rule_page(std::string_view rule);

}  // namespace plumbline
