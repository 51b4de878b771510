#include "rules/data_words.hpp"

#include <algorithm>

namespace plumbline {

std::string rows_of(const DataCheck& check) {
  return std::string(check.at_least ? "at least " : "") + std::to_string(check.rows) +
         (check.rows == 1 ? " row of " : " rows of ") + check.object.table.text();
}

std::string samples_of(const DataCheck& check) {
  std::string text;
  for (std::size_t i = 0; i < std::max(check.rowids.size(), check.values.size()); ++i) {
    text += text.empty() ? "" : ", ";
    if (i < check.rowids.size()) text += std::to_string(check.rowids[i]);
    if (i < check.values.size()) text += (i < check.rowids.size() ? ": " : "") + check.values[i];
  }
  if (text.empty()) return "";
  const std::size_t shown = std::max(check.rowids.size(), check.values.size());
  if (check.at_least || check.rows > static_cast<std::int64_t>(shown)) text += ", …";
  const bool one = shown == 1 && check.rows == 1;
  const std::string name = check.rowids.empty() ? "value" : "rowid";
  return " (" + name + (one ? " " : "s ") + text + ")";
}

std::string declared_words(const DataCheck& check) {
  return check.declared ? ", as the target declares" : "";
}

void tell_broken(const Audit& input, const Rule& rule, DataWords message, DataWords remedy,
                 std::vector<Finding>& findings) {
  for (const DataCheck& check : input.checks) {
    if (check.rule != rule.id || check.outcome != CheckOutcome::broken) continue;
    findings.push_back(finding_of(rule, check.object, message(check), remedy(check)));
  }
}

}  // namespace plumbline
