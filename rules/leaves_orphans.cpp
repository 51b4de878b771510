#include <algorithm>

#include "rules/trial_words.hpp"

namespace plumbline {

namespace {

void check(const MigrationTrials& input, const Rule& rule, std::vector<Finding>& findings) {
  const auto shows = [](const RunTrial& run) { return run.new_violations > 0; };
  if (std::ranges::none_of(input.runs, shows)) return;
  StatementPlace migration;
  migration.file = input.file;
  findings.push_back(finding_of(
      rule, migration,
      "behind " + input.migration + " rows reference what is not there" + only_when(input, shows) +
          ": nothing says so until somebody writes to them",
      "give the column a value that is there, or NULL; PRAGMA foreign_key_check lists the rows"));
}

}  // namespace

extern const Rule leaves_orphans;
const Rule leaves_orphans{"leaves-orphans", Severity::warning, check};

}  // namespace plumbline
