#pragma once
// A report of `status` in words, for all its renderers. Names are as they are: a renderer makes
// them safe for where they go.
#include <string>
#include <vector>

#include "model/report.hpp"

namespace plumbline {

/// Whether log, files and schema agree on it: applied, or pending as a whole.
bool is_settled(const MigrationStatus& migration);

/// Those that are not, what is half-done first.
std::vector<const MigrationStatus*> unsettled(const Report& report);

/// "clean", or "findings": also wherever a migration is not settled.
std::string verdict_word(const Report& report);

/// "016_api_tokens stopped after statement 1 of 9: its log row is missing". `cuts` are those of the
/// whole report.
std::string sentence_on(const MigrationStatus& migration, const std::vector<Cut>& cuts);

/// The report in one line: the sentence on the worst migration, or "clean: 15 applied, 2 pending".
std::string headline_of(const Report& report);

/// "15 applied, 2 pending": how many migrations are in which state.
std::string count_of(const std::vector<MigrationStatus>& migrations);

/// "1 error, 2 warnings"; empty where there is neither.
std::string count_of(const std::vector<Finding>& findings);

/// "kysely, _emdash_migrations, 15 recorded"
std::string facts_of(const LogFacts& log);

/// The first statement that may not have run, or null where none is known.
const StatementStatus* goes_on_at(const MigrationStatus& migration, const std::vector<Cut>& cuts);

}  // namespace plumbline
