#pragma once
// What `check` and `lint` found, in words, for all their renderers. Names are as they are: a
// renderer makes them safe for where they go.
#include <string>
#include <vector>

#include "model/report.hpp"

namespace plumbline {

/// "migrations/016.sql:3"; empty where there is no file.
std::string file_and_line(const std::string& file, int line);
/// "statement 1 of 016", "016 behind its last statement".
std::string name_of(const StatementPlace& place);
/// The same with the place to open: "statement 1 of 016 (migrations/016.sql:3)".
std::string told(const StatementPlace& place);

/// "12430 rows of messages", or of a column "3 values of posts.user_id".
std::string amount_of(const Loss& loss);
/// The gravest first: what no statement says before what one says, then by the number of rows.
std::vector<const Loss*> gravest_first(const std::vector<Loss>& losses);

/// "schema.sql, 016, 017 … 020 (5 in all)": what runs at the next start, up to a failure.
std::string steps_of(const Forecast& forecast);

/// The differences from what is declared that a reader of `check` has to know: those behind the
/// next start, or where that is not known, those of today.
const std::vector<Change>& telling_changes(const Report& report);

/// "the schema of schema.sql": what the next start should end in.
std::string expected_schema(const Report& report);

/// Whether something is to be mended before the next start: what a policy has accepted is not.
bool stops_the_deploy(const Report& report);

/// What a list of findings has beside them: migrations that are neither applied nor pending, and
/// differences. Of `check` only what no finding speaks of, for there a policy may have accepted it.
std::vector<const MigrationStatus*> told_beside_findings(const Report& report);
std::vector<Change> changes_beside_findings(const Report& report);

/// `check` in one line: "the next deploy of app.db fails: statement 1 of …".
std::string headline_of_check(const Report& report);

/// `lint` in one line: "2 of 16 migrations are not safe: 3 errors, 1 warning".
std::string headline_of_lint(const Report& report);

/// Of `lint`: those about the file of a migration, in their order.
std::vector<Finding> findings_on(const Report& report, const MigrationStatus& migration);
/// … and those about none of the files.
std::vector<Finding> findings_on_no_migration(const Report& report);

/// The text that would be safe, or null.
const SafeText* rewrite_of(const Report& report, const MigrationStatus& migration);

}  // namespace plumbline
