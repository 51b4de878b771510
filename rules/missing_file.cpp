#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (!has(migration, MigrationFlag::missing_file)) continue;
    const bool refuses = input.refuses_unknown_records;
    Finding finding =
        finding_of(rule, migration,
                   "the log records " + (migration.id.empty() ? "an empty name" : migration.id) +
                       ", but there is no such migration; " + runner_of(input) +
                       (refuses ? " refuses to start" : " ignores it"),
                   "bring the file back, with the name that the log has; look at the branch that "
                   "it came from");
    if (refuses) finding.severity = Severity::error;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule missing_file;
const Rule missing_file{"missing-file", Severity::warning, check};

}  // namespace plumbline
