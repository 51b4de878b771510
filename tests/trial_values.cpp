#include "tests/trial_values.hpp"

#include <doctest/doctest.h>

#include "rules/all_rules.hpp"

namespace plumbline {

StatementPlace place_at(int statement) {
  return {"016_api_tokens", "migrations/016_api_tokens.sql", statement, statement * 10, "…"};
}

MigrationTrials tried(int statements) {
  MigrationTrials trials;
  trials.migration = "016_api_tokens";
  trials.file = "migrations/016_api_tokens.sql";
  trials.transaction = TransactionMode::none;
  for (int number = 1; number <= statements; ++number) {
    StatementFacts facts;
    facts.place = place_at(number);
    facts.changes_schema = true;
    trials.statements.push_back(facts);
  }
  return trials;
}

void stop_behind(MigrationTrials& trials, const std::vector<int>& statements, RerunOutcome outcome,
                 int fails_at, const std::string& detail) {
  for (const int statement : statements) {
    RerunTrial rerun;
    rerun.stopped_behind = place_at(statement);
    rerun.outcome = outcome;
    rerun.detail = detail;
    if (fails_at > 0) rerun.fails_at = place_at(fails_at);
    trials.reruns.push_back(rerun);
  }
}

std::vector<RunTrial*> run_everywhere(MigrationTrials& trials, bool in_transaction) {
  for (const bool rows : {false, true}) {
    for (const bool keys : {true, false}) {
      RunTrial run;
      run.with_rows = rows;
      run.foreign_keys = keys;
      run.in_transaction = in_transaction;
      trials.runs.push_back(run);
    }
  }
  std::vector<RunTrial*> with_rows;
  for (RunTrial& run : trials.runs) {
    if (run.with_rows) with_rows.push_back(&run);
  }
  return with_rows;
}

Finding only_finding(const std::string& rule, const MigrationTrials& trials) {
  const std::vector<Finding> findings = assess(trials);
  CHECK(rules_that_fire(trials) == std::vector<std::string>{rule});
  return findings.size() == 1 ? findings.front() : Finding{};
}

std::vector<std::string> rules_that_fire(const MigrationTrials& trials) {
  std::vector<std::string> rules;
  for (const Finding& finding : assess(trials)) rules.push_back(finding.rule);
  return rules;
}

}  // namespace plumbline
