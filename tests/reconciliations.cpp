#include "tests/reconciliations.hpp"

#include <doctest/doctest.h>

#include "rules/all_rules.hpp"

namespace plumbline {

Reconciliation one_migration(MigrationState state, int applied) {
  MigrationStatus migration;
  migration.id = "016_api_tokens";
  migration.file = "migrations/016_api_tokens.sql";
  migration.state = state;
  migration.statements = 9;
  migration.applied = applied;
  for (int i = 1; i <= 9; ++i) {
    const auto verdict = i <= applied ? StatementVerdict::applied : StatementVerdict::pending;
    migration.verdicts.push_back({i, 10 * i, verdict, ""});
  }
  Reconciliation input;
  input.runner = "Kysely";
  input.migrations = {migration};
  return input;
}

Reconciliation clean() {
  Reconciliation input = one_migration(MigrationState::applied, 9);
  input.migrations[0].recorded = true;
  input.cuts = {{"016_api_tokens", 9}};
  return input;
}

std::vector<Finding> only_findings_of(const std::string& rule, const Reconciliation& input) {
  const std::vector<Finding> findings = assess(input);
  for (const Finding& finding : findings) {
    CHECK(finding.rule == rule);
    CHECK_FALSE(finding.remedy.empty());
  }
  return findings;
}

Finding only_finding_of(const std::string& rule, const Reconciliation& input) {
  const std::vector<Finding> findings = only_findings_of(rule, input);
  CHECK(findings.size() == 1);
  return findings.size() == 1 ? findings.front() : Finding{};
}

bool is_silent(const Reconciliation& input) { return assess(input).empty(); }

}  // namespace plumbline
