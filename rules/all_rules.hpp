#pragma once
// Every rule, and the page that explains it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.hpp"

namespace plumbline {

/// Those about two schemas, those about migrations, those about the files of migrations; in each
/// group what matters most comes first, or the names decide.
const std::vector<const Rule*>& all_rules();

/// What two schemas and their differences show, in the order of the rules.
std::vector<Finding> assess(const RuleInput& input);
/// What log, files and live schema show, gravest first.
std::vector<Finding> assess(const Reconciliation& input);

/// What the next start of the application would do.
std::vector<Finding> assess(const Deploy& input);
/// What running one migration on made-up databases has shown.
std::vector<Finding> assess(const MigrationTrials& input);
/// What is odd about one schema by itself.
std::vector<Finding> assess(const SchemaInHand& input);

/// What the rows of a database break.
std::vector<Finding> assess(const Audit& input);

/// Errors before warnings before notes, then in the order of the rules; else as they came. For
/// findings of several sources.
std::vector<Finding> gravest_first(std::vector<Finding> findings);

/// The rule's section of rules/README.md; nothing for a name that is no rule.
std::optional<std::string> rule_page(std::string_view rule);

}  // namespace plumbline
