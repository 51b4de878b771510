#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

std::string what_is_so(const AlteredObject& altered) {
  const std::string name = name_with_type(altered.object);
  return (altered.migration.empty() ? "no migration gives " + name + " the form that it has"
                                    : name + " is not as " + altered.migration + " leaves it") +
         after_colon(altered.difference);
}

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const AlteredObject& altered : input.altered) {
    if (altered.masked) continue;
    Finding finding = finding_of(rule, altered.object, what_is_so(altered),
                                 "write the change as a migration, or take it back: repair --to "
                                 "the directory of migrations");
    finding.file = altered.file;
    finding.line = altered.line;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule altered_by_hand;
const Rule altered_by_hand{"altered-by-hand", Severity::error, check};

}  // namespace plumbline
