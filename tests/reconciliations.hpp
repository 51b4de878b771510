#pragma once
// Comparisons of log, files and schema, made by hand for the rules to look at.
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/reconciliation.hpp"

namespace plumbline {

/// One migration, 016_api_tokens, of nine statements on the lines 10, 20, … 90; `applied` of them
/// have run. Of Kysely, and not recorded.
Reconciliation one_migration(MigrationState state, int applied);
/// One that is applied, recorded and of no interest.
Reconciliation clean();

/// The findings of one rule, and of all others none.
std::vector<Finding> only_findings_of(const std::string& rule, const Reconciliation& input);
/// The same where exactly one is expected; an empty one where there are none or several.
Finding only_finding_of(const std::string& rule, const Reconciliation& input);
bool is_silent(const Reconciliation& input);

}  // namespace plumbline
