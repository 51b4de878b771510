#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (!has(migration, MigrationFlag::edited)) continue;
    const bool refuses = input.refuses_edited_files;
    Finding finding =
        finding_of(rule, migration,
                   migration.id + " was edited after it ran: the log has another checksum; " +
                       runner_of(input) + (refuses ? " refuses to start" : " never looks"),
                   "put the file back as it was, and write the change as a new migration");
    if (refuses) finding.severity = Severity::error;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule edited_migration;
const Rule edited_migration{"edited-migration", Severity::warning, check};

}  // namespace plumbline
