#include <algorithm>

#include "rules/rule.hpp"

namespace plumbline {

namespace {

bool alike(const Column& a, const Column& b) {
  return equal_folded(a.type, b.type) && a.not_null == b.not_null &&
         a.default_sql == b.default_sql && equal_folded(a.collation, b.collation) &&
         a.generated == b.generated;
}

/// Tables whose columns have the same names.
bool alike(const Table& a, const Table& b) {
  return a.columns.size() == b.columns.size() &&
         std::ranges::all_of(a.columns, [&](const Column& column) {
           return find_column(b, column.name) != nullptr;
         });
}

void columns(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Change& gone : input.changes) {
    const auto* drop = std::get_if<DropColumn>(&gone.fact);
    if (drop == nullptr) continue;
    const Column* before = find_column(input.from.tables.at(drop->table), drop->column);
    for (const Change& come : input.changes) {
      const auto* add = std::get_if<AddColumn>(&come.fact);
      if (add == nullptr || add->table != drop->table) continue;
      const Column* after = find_column(input.to.tables.at(add->table), add->column);
      if (before == nullptr || after == nullptr || !alike(*before, *after)) continue;
      const std::string column = drop->table.text() + "." + drop->column.text();
      findings.push_back(finding_of(rule, object_of(gone),
                                    column + " looks like the new column " + add->column.text(),
                                    "if it was renamed, say --rename " + column + ":" +
                                        add->column.text() + " and its values stay"));
    }
  }
}

void tables(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Change& gone : input.changes) {
    const auto* drop = std::get_if<DropTable>(&gone.fact);
    if (drop == nullptr) continue;
    for (const Change& come : input.changes) {
      const auto* add = std::get_if<AddTable>(&come.fact);
      if (add == nullptr ||
          !alike(input.from.tables.at(drop->table), input.to.tables.at(add->table))) {
        continue;
      }
      findings.push_back(
          finding_of(rule, object_of(gone),
                     drop->table.text() + " looks like the new table " + add->table.text(),
                     "if it was renamed, say --rename " + drop->table.text() + ":" +
                         add->table.text() + " and its rows stay"));
    }
  }
}

void check(const RuleInput& input, const Rule& rule, std::vector<Finding>& findings) {
  tables(input, rule, findings);
  columns(input, rule, findings);
}

}  // namespace

extern const Rule possible_rename;
const Rule possible_rename{"possible-rename", Severity::note, check};

}  // namespace plumbline
