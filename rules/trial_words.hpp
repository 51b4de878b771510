#pragma once
// What the rules about a migration by itself have in common: which run showed it, and in words.
#include <functional>
#include <string>
#include <vector>

#include "rules/deploy_words.hpp"
#include "rules/migration_words.hpp"
#include "rules/rule.hpp"

namespace plumbline {

/// "3.35", from 3035000.
std::string version_words(int version);

/// Null where there is no such statement.
const StatementFacts* statement_of(const MigrationTrials& input, int number);
/// Where the runner is known to put its own transaction around the migration.
bool is_wrapped(const MigrationTrials& input);
/// Where the statements are sent to Cloudflare D1.
bool runs_on_d1(const MigrationTrials& input);

/// That a safe text was found, or else `otherwise`.
std::string safe_text_or(const MigrationTrials& input, const std::string& otherwise);

using RunTest = std::function<bool(const RunTrial&)>;
/// " with foreign keys on", " inside a transaction": what all runs that show it have in common and
/// those that do not show it have not; empty where it shows everywhere.
std::string only_when(const MigrationTrials& input, const RunTest& shows);

/// The losses of these causes over all runs, each statement, table and column once.
std::vector<const Loss*> losses_of(const MigrationTrials& input,
                                   const std::function<bool(const Loss&)>& wanted);
/// "all rows of sessions", "some rows of sessions", "rows of sessions" where it is not known.
std::string rows_words(const MigrationTrials& input, const Loss& loss);
/// Rows that a foreign key's action took along while a table was dropped or rebuilt.
bool is_wiped(const MigrationTrials& input, const Loss& loss);
/// "all rows of sessions are deleted, user_id of posts becomes NULL"
std::string wiped_words(const MigrationTrials& input, const std::vector<const Loss*>& losses);

/// The failure with rows where the migration passes without them, as the rules about rows share it;
/// null where there is none.
const StepFailure* failure_with_rows(const MigrationTrials& input);

/// `PRAGMA foreign_keys=OFF` where it does nothing, inside a transaction; null where there is none.
const StatementFacts* ignored_switch_off(const MigrationTrials& input);
/// Whether something goes wrong that would not, were foreign keys off behind that statement.
bool harms(const MigrationTrials& input, const StatementFacts& switch_off);

}  // namespace plumbline
