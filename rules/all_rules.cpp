#include "rules/all_rules.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace plumbline {

extern const Rule broken_object;
extern const Rule column_order_matters;
extern const Rule extra_object;
extern const Rule extra_table;
extern const Rule partly_understood;
extern const Rule possible_rename;

extern const Rule only_copy;
extern const Rule temp_rows_lost;
extern const Rule ambiguous_log;
extern const Rule half_done_migration;
extern const Rule undecided_point;
extern const Rule recorded_but_absent;
extern const Rule present_but_unrecorded;
extern const Rule dirty_record;
extern const Rule never_runs;
extern const Rule masked_create;
extern const Rule altered_by_hand;
extern const Rule cannot_tell;
extern const Rule runner_refuses;
extern const Rule missing_file;
extern const Rule edited_migration;
extern const Rule lock_left;
extern const Rule duplicate_record;
extern const Rule out_of_order;
extern const Rule not_replayed;
extern const Rule cosmetic_edit;
extern const Rule unexplained_object;

// the next start
extern const Rule deploy_fails;
extern const Rule startup_order;
extern const Rule deploy_loses_rows;
extern const Rule deploy_drifts;
extern const Rule declared_differs;
extern const Rule deploy_deletes_rows;
extern const Rule depends_on_transaction;

// a migration by itself, tried on made-up databases
extern const Rule cascade_wipe;
extern const Rule foreign_keys_in_transaction;
extern const Rule rerun_loses_rows;
extern const Rule temp_backup;
extern const Rule rerun_drifts;
extern const Rule rerun_fails;
extern const Rule rerun_repeats_rows;
extern const Rule fails_with_rows;
extern const Rule own_transaction;
extern const Rule d1_statement;
extern const Rule statement_newer_than_runtime;
extern const Rule depends_on_rows;
extern const Rule leaves_rows_out;
extern const Rule leaves_orphans;
extern const Rule leaves_foreign_keys_off;
extern const Rule fails_when_empty;
extern const Rule drops_rows;

// one schema by itself
extern const Rule newer_than_runtime;
extern const Rule not_on_d1;
extern const Rule leftover_table;
extern const Rule missing_parent_table;
extern const Rule foreign_key_mismatch;
extern const Rule int_primary_key;
extern const Rule double_quoted_string;
extern const Rule ambiguous_type;
extern const Rule on_conflict_replace;
extern const Rule foreign_key_type_mismatch;
extern const Rule foreign_key_collation_mismatch;
extern const Rule foreign_key_without_index;
extern const Rule redundant_index;
extern const Rule nullable_primary_key;
extern const Rule missing_primary_key;

// the rows of a database
extern const Rule damaged_database;
extern const Rule index_disagrees;
extern const Rule rows_without_parent;
extern const Rule rows_not_unique;
extern const Rule rows_with_null;
extern const Rule rows_failing_check;
extern const Rule rows_of_wrong_type;
extern const Rule rows_against_affinity;
extern const Rule sequence_too_low;
extern const Rule audit_incomplete;

// files of migrations
extern const Rule bad_ignore;
extern const Rule duplicate_version;
extern const Rule empty_migration;
extern const Rule misnamed_migration;
extern const Rule stale_baseline;
extern const Rule unfilled_placeholder;
extern const Rule unreadable_migration;
extern const Rule unused_ignore;

extern const char* const rules_readme;  // rules/README.md, embedded by the build

const std::vector<const Rule*>& all_rules() {
  // The order says what comes first among findings of one severity.
  static const std::vector<const Rule*> rules = {
      // clang-format off
      // two schemas
      &broken_object,
      &column_order_matters,
      &extra_object,
      &extra_table,
      &partly_understood,
      &possible_rename,
      // migrations: what can lose rows, what is half done, what the log has wrong, what is odd
      &only_copy,
      &temp_rows_lost,
      &ambiguous_log,
      &half_done_migration,
      &undecided_point,
      &recorded_but_absent,
      &present_but_unrecorded,
      &dirty_record,
      &never_runs,
      &masked_create,
      &altered_by_hand,
      &cannot_tell,
      &runner_refuses,
      &missing_file,
      &edited_migration,
      &lock_left,
      &duplicate_record,
      &out_of_order,
      &not_replayed,
      &cosmetic_edit,
      &unexplained_object,
      // the next start
      &deploy_fails,
      &startup_order,
      &deploy_loses_rows,
      &deploy_drifts,
      &declared_differs,
      &deploy_deletes_rows,
      &depends_on_transaction,
      // a migration by itself, tried on made-up databases
      &cascade_wipe,
      &foreign_keys_in_transaction,
      &rerun_loses_rows,
      &temp_backup,
      &rerun_drifts,
      &rerun_fails,
      &rerun_repeats_rows,
      &fails_with_rows,
      &own_transaction,
      &d1_statement,
      &statement_newer_than_runtime,
      &depends_on_rows,
      &leaves_rows_out,
      &leaves_orphans,
      &leaves_foreign_keys_off,
      &fails_when_empty,
      &drops_rows,
      // one schema by itself: what does not work, what can lose or change data, what is slow or odd
      &newer_than_runtime,
      &not_on_d1,
      &leftover_table,
      &missing_parent_table,
      &foreign_key_mismatch,
      &int_primary_key,
      &double_quoted_string,
      &ambiguous_type,
      &on_conflict_replace,
      &foreign_key_type_mismatch,
      &foreign_key_collation_mismatch,
      &foreign_key_without_index,
      &redundant_index,
      &nullable_primary_key,
      &missing_primary_key,
      // the rows of a database: what is damaged, what breaks a constraint, what surprises
      &damaged_database,
      &index_disagrees,
      &rows_without_parent,
      &rows_not_unique,
      &rows_with_null,
      &rows_failing_check,
      &rows_of_wrong_type,
      &rows_against_affinity,
      &sequence_too_low,
      &audit_incomplete,
      // the files of migrations
      &bad_ignore,
      &duplicate_version,
      &empty_migration,
      &misnamed_migration,
      &stale_baseline,
      &unfilled_placeholder,
      &unreadable_migration,
      &unused_ignore,
      // clang-format on
  };
  return rules;
}

namespace {

std::size_t rank_of(const std::string& id) {
  const auto& rules = all_rules();
  return static_cast<std::size_t>(std::ranges::find(rules, id, &Rule::id) - rules.begin());
}

/// What all rules of one kind have to say.
template <class Check, class Input>
std::vector<Finding> ask(const Input& input) {
  std::vector<Finding> findings;
  for (const Rule* rule : all_rules()) {
    const auto* check = std::get_if<Check>(&rule->check);
    if (check != nullptr) (*check)(input, *rule, findings);
  }
  return findings;
}

}  // namespace

Finding finding_of(const Rule& rule, const ObjectRef& object, std::string message,
                   std::string remedy) {
  return {std::string(rule.id), rule.severity,    object, "", 0,
          std::move(message),   std::move(remedy)};
}

std::vector<Finding> assess(const RuleInput& input) {
  const SchemaInHand from{input.from, input.from.problems, {}, {}, {}, true, std::nullopt};
  const SchemaInHand to{input.to, input.to.problems, {}, {}, {}, true, std::nullopt};
  std::vector<Finding> findings;
  for (const Rule* rule : all_rules()) {
    if (const auto* check = std::get_if<SchemaCheck>(&rule->check)) {
      (*check)(input, *rule, findings);
    } else if (const auto* each = std::get_if<EachSchema>(&rule->check)) {
      each->check(from, *rule, findings);
      const std::size_t of_target = findings.size();
      each->check(to, *rule, findings);
      for (std::size_t i = of_target; i < findings.size(); ++i) {
        findings[i].message += " (in the target)";
      }
    }
  }
  return findings;
}
std::vector<Finding> assess(const Reconciliation& input) {
  return gravest_first(ask<MigrationCheck>(input));
}
std::vector<Finding> assess(const Deploy& input) { return gravest_first(ask<DeployCheck>(input)); }
std::vector<Finding> assess(const MigrationTrials& input) {
  return gravest_first(ask<TrialCheck>(input));
}
std::vector<Finding> assess(const SchemaInHand& input) {
  std::vector<Finding> findings = ask<SoundnessCheck>(input);
  for (const Rule* rule : all_rules()) {
    const auto* each = std::get_if<EachSchema>(&rule->check);
    if (each != nullptr) each->check(input, *rule, findings);
  }
  return gravest_first(std::move(findings));
}

std::vector<Finding> assess(const Audit& input) { return gravest_first(ask<AuditCheck>(input)); }

std::vector<Finding> gravest_first(std::vector<Finding> findings) {
  // Equal keys keep the order in which they came.
  std::multimap<std::pair<int, std::size_t>, Finding> ordered;
  for (Finding& finding : findings) {
    const std::pair key(-static_cast<int>(finding.severity), rank_of(finding.rule));
    ordered.emplace(key, std::move(finding));
  }
  findings.clear();
  for (auto& [key, finding] : ordered) findings.push_back(std::move(finding));
  return findings;
}

std::optional<std::string> rule_page(std::string_view rule) {
  const bool known = std::ranges::any_of(
      all_rules(), [&](const Rule* candidate) { return candidate->id == rule; });
  if (!known) return std::nullopt;
  const std::string_view readme = rules_readme;
  const std::string head = "\n## " + std::string(rule) + "\n";
  const std::size_t before = readme.find(head);
  if (before == std::string_view::npos) return std::nullopt;
  const std::size_t start = before + 1;
  // The next section, or the heading of the next group of them.
  const std::size_t end = std::min(readme.find("\n## ", start), readme.find("\n# ", start));
  return std::string(readme.substr(start, end == std::string_view::npos ? end : end + 1 - start));
}

}  // namespace plumbline
