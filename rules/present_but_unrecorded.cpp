#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

std::string remedy_of(const Reconciliation& input) {
  if (finds_log(input)) return "repair --log-only records it and changes nothing else";
  return way_to_log(input) + "; without a log there is nothing to record";
}

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    if (migration.state != MigrationState::present_but_unrecorded) continue;
    const std::string why = next_start_runs(input, migration)
                                ? ", so the next start runs it once more over what is there"
                                : "";
    findings.push_back(finding_of(rule, migration,
                                  migration.id + " has run, but it is not recorded" + why,
                                  remedy_of(input)));
  }
}

}  // namespace

extern const Rule present_but_unrecorded;
const Rule present_but_unrecorded{"present-but-unrecorded", Severity::error, check};

}  // namespace plumbline
