#pragma once
// What trying a migration could have shown, made by hand for the rules to look at.
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/trials.hpp"

namespace plumbline {

/// Migration 016_api_tokens of a runner without transactions: `statements` that change the schema,
/// on the lines 10, 20, …; nothing went wrong.
MigrationTrials tried(int statements);
StatementPlace place_at(int statement);
/// Behind each of these statements, the next run ends so at `fails_at` (0: nowhere).
void stop_behind(MigrationTrials& trials, const std::vector<int>& statements, RerunOutcome outcome,
                 int fails_at, const std::string& detail);
/// Runs with and without rows, with foreign keys on and off; those with rows are returned.
std::vector<RunTrial*> run_everywhere(MigrationTrials& trials, bool in_transaction);

/// The one finding; an empty one where there are none or several.
Finding only_finding(const std::string& rule, const MigrationTrials& trials);
std::vector<std::string> rules_that_fire(const MigrationTrials& trials);

}  // namespace plumbline
