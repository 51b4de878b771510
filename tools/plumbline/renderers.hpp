#pragma once
// Answers as text: each a function of model values, the same value giving the same bytes. Text for
// machines replaces what is not UTF-8 (SQLite holds any bytes) and never throws because of it.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/apply/apply.hpp"
#include "model/error.hpp"
#include "model/plan.hpp"
#include "model/report.hpp"
#include "model/schema.hpp"
#include "tools/plumbline/migration_lines.hpp"
#include "tools/plumbline/next_step.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

std::string render_schema_text(const Schema& schema, const DatabaseFacts& facts,
                               const Style& style);
/// "plumbline.schema/1". A key that is absent says what SQLite takes for it: no DEFAULT, BINARY.
std::string render_schema_json(const Schema& schema, const DatabaseFacts& facts);
/// Statements that build the schema on an empty database.
std::string render_schema_sql(const Schema& schema);
/// https://mermaid.js.org/syntax/entityRelationshipDiagram.html
std::string render_mermaid(const Schema& schema);
/// https://graphviz.org/doc/info/lang.html
std::string render_dot(const Schema& schema);

std::string render_report_text(const Report& report, const Style& style);
/// "plumbline.report/1"
std::string render_report_json(const Report& report);
std::string render_report_markdown(const Report& report);
/// Workflow commands, which become annotations:
/// https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions
std::string render_report_github(const Report& report);
/// SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
std::string render_report_sarif(const Report& report);

/// The report of `status`. The formats for machines are those above.
std::string render_status_text(const Report& report, const std::vector<NextStep>& steps,
                               const Style& style);
std::string render_status_markdown(const Report& report, const std::vector<NextStep>& steps);

/// The report of `check`. The formats for other machines are those above.
std::string render_check_text(const Report& report, const std::vector<NextStep>& steps,
                              const Style& style);
/// The same without its first line; begins with a blank one.
std::string render_check_body(const Report& report, const std::vector<NextStep>& steps,
                              const Style& style);
/// At most 65,536 characters, as a comment on a pull request takes: what is cut is named.
std::string render_check_markdown(const Report& report, const std::vector<NextStep>& steps);

/// The report of `audit`: what its rows answered, then what `check` says.
std::string render_audit_text(const Report& report, const std::vector<NextStep>& steps,
                              const Style& style);

/// The report of `lint`, of which `migrations` are those looked at and `from` is their directory.
std::string render_lint_text(const Report& report, const Style& style);
/// As long as that of `check`.
std::string render_lint_markdown(const Report& report);

/// Which database, which log.
std::string render_facts(const Report& report);
/// A line a run; below what is not settled its statements.
std::string render_migrations(const std::vector<MigrationRun>& runs, const std::vector<Cut>& cuts,
                              const Style& style);
/// The points at which it may have stopped, to choose from; empty where there are none.
std::string render_points(const std::vector<std::string>& points);
/// What to type next; empty where there is nothing.
std::string render_steps(const std::vector<NextStep>& steps);
/// What a policy has left out, each with where that is written; empty where there is nothing.
std::string render_accepted(const std::vector<AcceptedFinding>& accepted);

/// The differences, grouped by object; empty where there is nothing but spelling.
std::string render_changes(const std::vector<Change>& changes, const Style& style);
/// Tables with a blank line before them; empty where there is nothing to tell.
std::string render_changes_markdown(const std::vector<Change>& changes);
std::string render_findings_markdown(const std::vector<Finding>& findings);

/// "warning: rule: object: message", the remedy below it; what stands at the end of every text.
std::string render_findings(const std::vector<Finding>& findings, const Style& style);

/// The script; empty where there is nothing to do.
std::string render_plan_sql(const Plan& plan);
/// "plumbline.plan/1"; with what was done where the plan was applied.
std::string render_plan_json(const Plan& plan, const std::optional<Applied>& applied);
std::string render_refused(const Refused& refused, const Style& style);

/// The object that stands for an answer of the given format where there is none.
std::string render_error_json(const Error& error, const std::string& format);

}  // namespace plumbline
