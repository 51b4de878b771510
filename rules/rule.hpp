#pragma once
// A rule looks at two schemas and their differences, and says what somebody should know.
#include <set>
#include <string_view>
#include <vector>

#include "model/change.hpp"
#include "model/finding.hpp"

namespace plumbline {

struct RuleInput {
  const Schema& from;
  const Schema& to;
  const std::vector<Change>& changes;
  /// Views and triggers whose text depends on the order of a table's columns, by table.
  const std::map<Identifier, std::set<Identifier>>& positional;
  bool keeps_extra = true;  ///< what only `from` has stays where it is
};

struct Rule {
  std::string_view id;  ///< kebab-case: the problem's name, and its section in README.md
  Severity severity;
  void (*check)(const RuleInput&, const Rule&, std::vector<Finding>&);
};

/// A finding of this rule.
Finding finding_of(const Rule& rule, const ObjectRef& object, std::string message,
                   std::string remedy);

}  // namespace plumbline
