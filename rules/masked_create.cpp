#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const AlteredObject& altered : input.altered) {
    if (!altered.masked) continue;
    const std::string where = altered.migration.empty() ? "" : " in " + altered.migration;
    Finding finding = finding_of(
        rule, altered.object,
        "IF NOT EXISTS" + where + " passed over a " + name_with_type(altered.object) +
            " of another form" + after_colon(altered.difference),
        "write a migration that brings it into that form: running this one again changes nothing");
    finding.file = altered.file;
    finding.line = altered.line;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule masked_create;
const Rule masked_create{"masked-create", Severity::error, check};

}  // namespace plumbline
