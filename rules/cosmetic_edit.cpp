#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (!has(migration, MigrationFlag::cosmetic_edit)) continue;
    findings.push_back(finding_of(
        rule, migration,
        migration.id + " differs from what ran in line ends or the end of the file, and in nothing "
                       "else",
        "keep the line ends of migrations fixed: `*.sql text eol=lf` in .gitattributes"));
  }
}

}  // namespace

extern const Rule cosmetic_edit;
const Rule cosmetic_edit{"cosmetic-edit", Severity::note, check};

}  // namespace plumbline
