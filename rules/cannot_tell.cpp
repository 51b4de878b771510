#include <algorithm>

#include "rules/migration_words.hpp"

namespace plumbline {

namespace {

bool leaves_no_mark(const StatementStatus& statement) {
  return statement.verdict == StatementVerdict::data_only ||
         statement.verdict == StatementVerdict::no_effect;
}

std::string why(const MigrationStatus& migration) {
  if (migration.statements == 0) return "there is no SQL of it to hold against the schema";
  const auto open = std::ranges::find_if(migration.verdicts, leaves_no_mark);
  if (open == migration.verdicts.end()) return "log, file and schema do not decide it";
  if (!open->evidence.empty()) {
    return "statement " + std::to_string(open->statement) + ": " + open->evidence;
  }
  return "statement " + std::to_string(open->statement) + " leaves no mark in a schema";
}

std::string remedy(const MigrationStatus& migration) {
  if (migration.statements == 0) return "write down what it does with `record`, then ask again";
  return "look at the rows, then say the point: --resume-at " + migration.id +
         ":1 where nothing of it has run";
}

void check(const Reconciliation& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const MigrationStatus& migration : input.migrations) {
    // Where the file is missing, that is the finding.
    if (has(migration, MigrationFlag::missing_file)) continue;
    if (migration.state != MigrationState::cannot_tell) continue;
    findings.push_back(finding_of(rule, migration,
                                  "whether " + migration.id + " has run cannot be told (it is " +
                                      (migration.recorded ? "" : "not ") +
                                      "recorded): " + why(migration),
                                  remedy(migration)));
  }
}

}  // namespace

extern const Rule cannot_tell;
const Rule cannot_tell{"cannot-tell", Severity::error, check};

}  // namespace plumbline
