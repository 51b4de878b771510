#include "analyzer/audit/audit_database.hpp"

#include <algorithm>
#include <iterator>

#include "analyzer/audit/damage.hpp"
#include "analyzer/audit/data_checks.hpp"
#include "analyzer/audit/explain_changes.hpp"
#include "analyzer/audit/schema_picture.hpp"
#include "analyzer/audit/table_pairs.hpp"
#include "analyzer/compare.hpp"
#include "analyzer/diff/diff.hpp"
#include "analyzer/report_on.hpp"
#include "analyzer/sqlite/stand_ins.hpp"
#include "model/error.hpp"
#include "rules/all_rules.hpp"

namespace plumbline {

namespace {

bool is_over(const Options& options) { return options.deadline && options.deadline->is_over(); }

std::vector<std::optional<std::string>> row_of(const Query& query) {
  std::vector<std::optional<std::string>> row;
  for (int i = 0; i < query.columns(); ++i) {
    if (query.is_null(i)) {
      row.emplace_back();
    } else {
      row.emplace_back(query.text(i));
    }
  }
  return row;
}

Answer answer_of(const Connection& connection, const std::string& sql) {
  Query query(connection, sql);
  Answer answer;
  for (int i = 0; i < query.columns(); ++i) answer.columns.push_back(query.column_name(i));
  try {
    while (query.step()) answer.rows.push_back(row_of(query));
  } catch (const Error& error) {
    // integrity_check says what it has found, and may then fail for the same reason.
    if (answer.rows.empty() || !is_damage(error)) throw;
    answer.rows.push_back({error.message()});
  }
  return answer;
}

/// What `part` gives; nothing, and a line in `audit`, where the deadline ends it or the database is
/// damaged where it reads.
template <class Part>
void in_time(const char* name, const Source& live, Audit& audit, const Options& options,
             const Part& part) {
  if (is_over(options)) {
    audit.not_finished.emplace_back(name);
    return;
  }
  try {
    part();
  } catch (const Error& error) {
    const bool damaged = is_damage(error) && error.where().file == live.connection.name();
    if (!damaged && !is_over(options)) throw;
    audit.not_finished.push_back(name + (damaged ? " (" + error.message() + ")" : ""));
  }
}

/// integrity_check then passes over CHECKs, one of which might fail to compute and end it: they are
/// questions of their own. Where a text is not fully understood they may not be.
void leave_checks_to_us(const Source& live, const Options& options) {
  const bool all_known = std::ranges::all_of(live.schema.tables, [](const auto& entry) {
    return entry.second.understanding == Understanding::complete;
  });
  if (!all_known) return;
  try {
    live.connection.execute("PRAGMA ignore_check_constraints=ON");
  } catch (const Error&) {
    if (!is_over(options)) throw;  // else nothing is asked any more
  }
}

std::vector<DataCheck> ask_rows(const Source& live, const Source* target, const Options& options,
                                const OnProgress& on_progress) {
  const std::vector<Rename> renames =
      target == nullptr ? options.renames : all_renames(*target, options);
  const std::vector<TablePair> tables =
      table_pairs(live.schema, target == nullptr ? nullptr : &target->schema, renames, options);
  leave_checks_to_us(live, options);
  const Ask ask = [&](const std::string& sql) { return answer_of(live.connection, sql); };
  const StandIns stand_ins = stand_ins_for(live.schema, std::nullopt);
  return data_checks({ask, live.schema, tables, stand_ins, options, on_progress});
}

/// In the order in which they were replayed: the recorded ones first.
std::vector<const Migration*> migrations_of(const Situation& situation) {
  std::vector<const Migration*> migrations;
  for (const std::size_t place : situation.replay.order) {
    migrations.push_back(&situation.migrations.list[place]);
  }
  return migrations;
}

Since changes_since(const AuditInput& input, const Options& options) {
  const Source before = open_source(input.since, options);
  const Situation* const situation = input.situation();
  std::vector<Change> changes = diff(before.schema, input.live.schema, options);
  std::erase_if(changes, [&](const Change& change) {
    return change.severity == ChangeClass::cosmetic && !options.exact;
  });
  return {before.name, before.taken_at, input.live.taken_at,
          explain_changes(
              before.schema, changes,
              situation == nullptr ? std::vector<const Migration*>() : migrations_of(*situation),
              options)};
}

bool is_worth_telling(const Finding& finding) { return finding.severity != Severity::note; }

}  // namespace

Report audit_database(const AuditInput& input, const Options& options,
                      const OnProgress& on_progress) {
  const Source& live = input.live;
  Report report;
  report.from = live.name;
  report.database = facts_of(live, options);
  report.notes = live.notes;
  Audit audit;
  audit.opened = live.opened;
  in_time("its log, its migrations, the next start and the declared schema", live, audit, options,
          [&] { report = input.schema_report(); });
  if (!input.since.empty()) {
    in_time("what changed since the snapshot", live, audit, options,
            [&] { audit.since = changes_since(input, options); });
  }
  audit.checks = ask_rows(live, input.target, options, on_progress);
  if (options.picture) {
    in_time("the schema as a picture", live, audit, options,
            [&] { report.picture = schema_picture(live.connection, live.schema, options); });
  }
  std::ranges::move(assess(audit), std::back_inserter(report.findings));
  report.findings = gravest_first(std::move(report.findings));
  if (std::ranges::any_of(report.findings, is_worth_telling)) report.verdict = Verdict::findings;
  report.audit = std::move(audit);
  return report;
}

}  // namespace plumbline
