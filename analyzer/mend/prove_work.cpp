#include "analyzer/mend/prove_work.hpp"

#include <algorithm>

#include "analyzer/fingerprint.hpp"
#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/guard_script.hpp"
#include "analyzer/plan/hazards.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/plan/script_form.hpp"
#include "analyzer/sqlite/as_platform.hpp"
#include "analyzer/sqlite/contents.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

// The first version tried that has it: 3.31.1 has not.
constexpr int has_foreign_key_check_of_table = 3034000;

std::optional<std::string> text_in(const ObjectTexts& texts, const ObjectKey& object) {
  const auto found = texts.find(object);
  return found == texts.end() ? std::nullopt : std::optional<std::string>(found->second);
}

class WorkProver {
 public:
  WorkProver(const WorkInput& input, Work work)
      : in_(input),
        work_(std::move(work)),
        before_(object_texts(input.live, {})),
        after_(object_texts(input.reached, {})),
        changed_(changed_tables(input.live, input.reached)) {
    facts_.form = form_of(input.options);
  }

  Planning run() {
    refuse_hazards(work_.hazards, in_.options, work_.refusals);
    look_at_references();
    look_at_integrity();
    if (!work_.refusals.empty()) return Refused{std::move(work_.refusals)};
    Plan plan;
    plan.statements = script();
    if (const auto refusal = try_script(plan.statements)) return Refused{{*refusal}};
    const Schema schema = introspect(in_.live);
    plan.starts_from = fingerprint_of(schema);
    plan.ends_at = fingerprint_of(introspect(in_.reached));
    plan.hazards = work_.hazards;
    plan.proven_on = in_.options.rows == Rows::sample ? "sample" : "full";
    plan.header = header(plan);
    return plan;
  }

 private:
  /// Which foreign keys must not break anew: those that the work itself leaves whole.
  void look_at_references() {
    const Schema schema = introspect(in_.reached);
    for (const auto& [name, table] : schema.tables) {
      if (table.foreign_keys.empty() || table.kind != TableKind::ordinary) continue;
      if (!may_break_references(table)) continue;
      const auto after = foreign_key_violations(in_.reached, name);
      const bool was_there = before_.contains({"table", name});
      const auto before = was_there ? foreign_key_violations(in_.live, name) : std::nullopt;
      if (!after) continue;
      const std::size_t known = before ? before->size() : 0;
      if (after->size() > known) {
        work_.notes.push_back(count_of_rows(static_cast<std::int64_t>(after->size() - known)) +
                              " of " + name.text() +
                              " will reference no row: the migration itself leaves them so");
      } else if (before) {
        facts_.check_references.push_back(name);
      }
    }
  }

  bool may_break_references(const Table& table) const {
    return changed_.contains(table.name) ||
           std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
             return changed_.contains(key.parent);
           });
  }

  void look_at_integrity() {
    // A migration may have switched them off, and integrity_check would not look at them either.
    in_.reached.execute("PRAGMA ignore_check_constraints=OFF");
    const Schema schema = introspect(in_.reached);
    for (const auto& [name, table] : schema.tables) {
      if (table.kind != TableKind::ordinary || !changed_.contains(name)) continue;
      const std::set<std::string> before = before_.contains({"table", name})
                                               ? integrity_complaints(in_.live, name)
                                               : std::set<std::string>();
      for (const std::string& complaint : integrity_complaints(in_.reached, name)) {
        // 3.40.1 says so of WITHOUT ROWID tables whose key is not the first column, wrongly.
        const bool known = before.contains(complaint) ||
                           (table.without_rowid && complaint.starts_with("NULL value in"));
        if (known) continue;
        work_.refusals.push_back({{ObjectType::table, name, name},
                                  "integrity_check would say: " + complaint,
                                  "change these rows first",
                                  std::nullopt});
      }
    }
  }

  void add_facts() {
    for (const auto& [object, sql] : before_) {
      if (counts_in(facts_.form, object.name)) ++facts_.objects;
      if (text_in(after_, object) != sql || is_touched(object)) {
        facts_.starts_as.push_back({object.type, object.name, sql});
      }
    }
    for (const auto& [object, sql] : after_) {
      if (!before_.contains(object)) {
        facts_.starts_as.push_back({object.type, object.name, std::nullopt});
      }
    }
    facts_.text_length = in_.live.integer("SELECT " + length_of_all_text(facts_.form)).value_or(0);
    facts_.foreign_keys_off = !work_.foreign_keys;
    facts_.foreign_keys_on = work_.foreign_keys;
    facts_.foreign_keys_after = in_.options.foreign_keys;
    facts_.also = work_.guards;
    facts_.checks_one_table = runtime_of(in_.options).version >= has_foreign_key_check_of_table;
  }

  /// Tables that the work reads or writes must be as they were even where it leaves their text.
  bool is_touched(const ObjectKey& object) const {
    return object.type == "table" && touched_.contains(object.name);
  }

  ScriptPromises promises() const {
    ScriptPromises promised;
    promised.objects = std::ranges::count_if(
        after_, [&](const auto& entry) { return counts_in(facts_.form, entry.first.name); });
    for (const auto& [object, sql] : before_) {
      if (!after_.contains(object)) {
        promised.rows.push_back({object.type, object.name, std::nullopt});
      }
    }
    for (const auto& [object, sql] : after_) {
      if (text_in(before_, object) == sql) continue;
      // RENAME and ALTER leave texts of the engine's own making: columns tell as much.
      if (object.type == "table") {
        promised.columns.push_back(
            {object.name, in_.reached.text("SELECT " + columns_text(object.name)).value_or("")});
      }
    }
    return promised;
  }

  /// What the statements compile to read and write, and which of them change rows here.
  void find_touched() {
    const Shadow trial = shadow_of(in_.live, in_.options.deadline);
    Observer observer(trial.connection);
    for (const Statement& statement : work_.statements) {
      trial.connection.try_execute(statement.sql);
      const Touched touched = observer.take();
      defers_.push_back(touched.pragma == "defer_foreign_keys");
      const bool writes_rows = !touched.writes.empty() && !touched.changes_objects;
      changes_rows_.push_back(writes_rows &&
                              trial.connection.integer("SELECT changes()").value_or(0) > 0);
      for (const auto& [table, columns] : touched.reads) touched_.insert(table);
      for (const auto& [table, writes] : touched.writes) touched_.insert(table);
    }
  }

  /// A batch stops at what fails. It defers foreign keys all the way, whatever the migration says:
  /// switching that off would forget what is violated by then.
  std::vector<Statement> work_of_batch() const {
    std::vector<Statement> statements;
    for (std::size_t i = 0; i < work_.statements.size(); ++i) {
      if (!defers_[i]) statements.push_back(work_.statements[i]);
    }
    return statements;
  }

  /// Each statement that changes rows here must do so where the script runs.
  std::vector<Statement> watched_work() {
    if (facts_.form == ScriptForm::batch) return work_of_batch();
    std::vector<Statement> statements;
    bool watching = false;
    for (std::size_t i = 0; i < work_.statements.size(); ++i) {
      if (changes_rows_[i] && !watching) statements.push_back(begin_watch());
      statements.push_back(work_.statements[i]);
      watching = changes_rows_[i];
      if (watching) statements.push_back(end_watch());
      facts_.watches_rows |= watching;
    }
    return statements;
  }

  std::vector<Statement> script() {
    find_touched();
    add_facts();
    std::vector<Statement> statements = opening(facts_);
    add_all(statements, work_.settings, "as the connection had it that stopped");
    add_all(statements, count_before(facts_));
    add_all(statements, watched_work());
    add_all(statements, closing(facts_, promises()));
    add_all(statements, work_.resets, "");
    return statements;
  }

  static void add_all(std::vector<Statement>& statements, const std::vector<Statement>& more) {
    statements.insert(statements.end(), more.begin(), more.end());
  }
  static void add_all(std::vector<Statement>& statements, const std::vector<std::string>& more,
                      const std::string& why) {
    std::string reason = why;
    for (const std::string& sql : more) {
      statements.push_back({sql, reason, {}});
      reason.clear();
    }
  }

  std::optional<Refusal> run_script(const std::vector<Statement>& statements,
                                    const Connection& trial) const {
    const bool batch = facts_.form == ScriptForm::batch;
    if (batch) trial.execute("PRAGMA foreign_keys=ON; BEGIN");
    for (const Statement& statement : statements) {
      const AsPlatform platform(trial, runtime_of(in_.options).engine);
      if (const auto failure = trial.try_execute(statement.sql)) {
        return refused_by(who_refuses(in_.options) + " refused " + statement.sql, *failure);
      }
    }
    if (!batch) return std::nullopt;
    const auto failure = trial.try_execute("COMMIT");
    return failure ? std::optional(refused_by("the batch could not be committed", *failure))
                   : std::nullopt;
  }

  Refusal refused_by(const std::string& what, const SqlFailure& failure) const {
    const bool batch = facts_.form == ScriptForm::batch;
    return {{},
            "on a copy of the database, " + what + ": " + failure.message,
            batch ? "nothing was changed; the migration does what " +
                        to_string(runtime_of(in_.options)) + " does not allow in one batch"
                  : "nothing was changed; please report this",
            std::nullopt};
  }

  /// Nothing, or why the script is none.
  std::optional<Refusal> try_script(const std::vector<Statement>& statements) const {
    const Shadow trial = shadow_of(in_.live, in_.options.deadline);
    if (const auto refusal = run_script(statements, trial.connection)) return refusal;
    const bool same_schema = object_texts(trial.connection, {}) == after_;
    TableSet changed = changed_;
    changed.add(changed_tables(in_.live, trial.connection));
    const std::vector<Identifier> tables =
        differing_tables(contents_of(trial.connection, in_.runners_tables, {}, changed),
                         contents_of(in_.reached, in_.runners_tables, {}, changed));
    if (same_schema && tables.empty()) return std::nullopt;
    const std::string what = same_schema ? "the rows of " + tables.front().text() : "the schema";
    return Refusal{{},
                   "in one transaction these statements lead to something else than one by one: " +
                       what + " would differ (foreign_keys cannot change inside a transaction)",
                   "run the rest of the migration by its runner, on a copy first",
                   std::nullopt};
  }

  std::vector<std::string> header(const Plan& plan) const {
    std::vector<std::string> lines = in_.header;
    lines.push_back("Made for the schema " + plan.starts_from.substr(0, 16) + ", leads to " +
                    plan.ends_at.substr(0, 16) + "; refuses any other database.");
    lines.push_back(std::string("Proven on a copy with ") +
                    (plan.proven_on == "sample" ? "a sample of the" : "all") + " rows.");
    for (const HazardNote& note : plan.hazards) {
      lines.push_back("hazard, allowed: " + to_string(note.hazard) + " on " + note.table.text() +
                      (note.column ? "." + note.column->text() : "") + ", " +
                      count_of_rows(note.rows));
    }
    lines.insert(lines.end(), work_.notes.begin(), work_.notes.end());
    for (std::string& line : how_to_run(in_.options)) lines.push_back(std::move(line));
    return lines;
  }

  const WorkInput& in_;
  Work work_;
  ObjectTexts before_, after_;
  TableSet changed_;  ///< by the work; all others are as they were
  std::set<Identifier> touched_;
  std::vector<bool> changes_rows_;  ///< by statement of the work
  std::vector<bool> defers_;        ///< likewise: whether it is PRAGMA defer_foreign_keys
  ScriptFacts facts_;
};

}  // namespace

Planning prove_work(const WorkInput& input, Work work) {
  return WorkProver(input, std::move(work)).run();
}

}  // namespace plumbline
