#include "analyzer/verify.hpp"

#include <algorithm>

#include "analyzer/diff/diff.hpp"
#include "analyzer/fingerprint.hpp"
#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/guard_script.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/plan/script_facts.hpp"
#include "analyzer/sqlite/as_platform.hpp"
#include "analyzer/sqlite/dependencies.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

std::string key_of(const Problem& problem) {
  return to_string(problem.object.type) + " " + ascii_lower(problem.object.name.text());
}

std::vector<Identifier> checked_tables(const Before& before) {
  std::vector<Identifier> tables;
  for (const auto& [table, violations] : before.violations) tables.push_back(table);
  return tables;
}

class Prover {
 public:
  explicit Prover(const ProofInput& input)
      : in_(input),
        facts_(script_facts(input.live, input.renamed, input.target, input.draft,
                            checked_tables(input.before), input.options)) {
    // By the guard's own expression: how many bytes a text has depends on the database's encoding.
    facts_.also.insert(facts_.also.end(), in_.log.guards.begin(), in_.log.guards.end());
    facts_.foreign_keys_off |= !in_.log.first.empty();
    facts_.text_length =
        in_.shadow.integer("SELECT " + length_of_all_text(facts_.form)).value_or(0);
  }

  Proof run() {
    const bool batch = facts_.form == ScriptForm::batch;
    in_.shadow.execute(in_.options.foreign_keys || batch ? "PRAGMA foreign_keys=ON"
                                                         : "PRAGMA foreign_keys=OFF");
    if (batch) in_.shadow.execute("BEGIN");
    const bool ran = run_all(opening(facts_)) && run_all(in_.log.first) && run_renames() &&
                     run_all(count_before(facts_)) && run_steps() && run_all(in_.log.statements);
    if (!ran) return std::move(proof_);
    Schema after = introspect(in_.shadow);
    std::erase_if(after.tables, [&](const auto& entry) { return is_ours(entry.first); });
    look_after(after);
    if (!proof_.refusals.empty()) return std::move(proof_);
    run_all(closing(facts_, script_promises(in_.shadow, in_.live, after, in_.draft, facts_.form)));
    if (batch && proof_.refusals.empty()) commit();
    const bool in_these_words = std::ranges::all_of(
        proof_.statements, [](const Statement& statement) { return statement.instead.empty(); });
    if (in_these_words) proof_.ends_at = fingerprint_of(after);
    return std::move(proof_);
  }

 private:
  /// The table in which a batch counts while it runs.
  bool is_ours(const Identifier& table) const {
    return facts_.form == ScriptForm::batch && is_counted_table(table);
  }

  /// The platform's own, behind the last statement: what is deferred is looked at now.
  void commit() {
    if (const auto failure = in_.shadow.try_execute("COMMIT")) {
      refuse({}, "on a copy of the database, the batch could not be committed: " + failure->message,
             "give rows that reference nothing a parent, or delete them first");
    }
  }

  bool run_one(const Statement& statement) {
    const AsPlatform platform(in_.shadow, runtime_of(in_.options).engine);
    std::optional<SqlFailure> failure;
    for (const std::string& sql : run_here(statement)) {
      if (!failure) failure = in_.shadow.try_execute(sql);
    }
    if (failure) refuse_statement(statement, *failure);
    proof_.statements.push_back(statement);
    return !failure;
  }

  bool run_all(const std::vector<Statement>& statements) {
    return std::ranges::all_of(statements,
                               [&](const Statement& statement) { return run_one(statement); });
  }

  bool run_renames() {
    if (in_.renames.empty()) return true;
    // RENAME must carry views, triggers and references along; a rebuild's must not.
    if (facts_.legacy_rename && !run_one({"PRAGMA legacy_alter_table=OFF",
                                          "for the renames: they carry references along",
                                          {}})) {
      return false;
    }
    if (!run_all(in_.renames)) return false;
    return !facts_.legacy_rename || run_one({"PRAGMA legacy_alter_table=ON", "", {}});
  }

  bool run_steps() {
    for (const Step& step : in_.draft.steps) {
      for (const Statement& statement : step.statements) {
        if (run_one(statement)) continue;
        const auto way = in_.draft.ways.find(step.name);
        const bool alters = step.phase == Phase::change_table && way != in_.draft.ways.end() &&
                            way->second == TableWay::alter;
        if (alters) proof_.alter_failed = step.name;
        return false;
      }
    }
    return true;
  }

  void refuse(const ObjectRef& object, const std::string& reason, const std::string& remedy) {
    proof_.refusals.push_back({object, reason, remedy, std::nullopt});
  }

  void refuse_statement(const Statement& statement, const SqlFailure& failure) {
    refuse({},
           "on a copy of the database, " + who_refuses(in_.options) + " refused " + statement.sql +
               ": " + failure.message,
           "nothing was changed; mend what the message names, then ask again");
  }

  void look_after(const Schema& after) {
    contents();
    references();
    references_made_checkable();
    integrity();
    objects(after);
    reached(after);
  }

  void contents() {
    for (const ContentPromise& promise : in_.before.contents) {
      if (in_.log.tables.contains(promise.table)) continue;
      if (digest_of_rows(in_.shadow, promise.after) == promise.digest) continue;
      refuse({ObjectType::table, promise.table, promise.table},
             "its rows would not be the same afterwards", "please report this");
    }
  }

  void references() {
    for (const auto& [table, before] : in_.before.violations) {
      const auto after = foreign_key_violations(in_.shadow, table);
      const ObjectRef object{ObjectType::table, table, table};
      if (!after) {
        refuse(object, "its foreign keys could not be checked afterwards",
               "a parent needs a primary key or a unique index over the columns they name");
        continue;
      }
      std::vector<Violation> fresh;
      std::ranges::set_difference(*after, before, std::back_inserter(fresh));
      if (!fresh.empty()) refuse_orphans(object, fresh);
    }
  }

  /// Keys that SQLite could not check before, and can now.
  void references_made_checkable() {
    for (const Identifier& table : in_.before.unchecked) {
      const auto now = foreign_key_violations(in_.shadow, table);
      if (!now || now->empty()) continue;
      refuse_orphans({ObjectType::table, table, table}, {now->begin(), now->end()});
    }
  }

  void refuse_orphans(const ObjectRef& object, const std::vector<Violation>& fresh) {
    constexpr std::size_t most_samples = 5;
    std::string rowids;
    for (std::size_t i = 0; i < fresh.size() && i < most_samples; ++i) {
      if (fresh[i].rowid) rowids += (i == 0 ? "" : ", ") + std::to_string(*fresh[i].rowid);
    }
    if (fresh.size() > most_samples && !rowids.empty()) rowids += ", …";
    refuse(object,
           count_of_rows(static_cast<std::int64_t>(fresh.size())) + " would reference no row of " +
               fresh.front().parent.text() + (rowids.empty() ? "" : " (rowids " + rowids + ")"),
           "give them a parent, or delete them first");
  }

  void integrity() {
    for (const auto& [table, before] : in_.before.complaints) {
      for (const std::string& complaint : integrity_complaints(in_.shadow, table)) {
        if (before.contains(complaint)) continue;
        refuse({ObjectType::table, table, table}, "integrity_check would say: " + complaint,
               "change these rows first");
      }
    }
  }

  /// A view or trigger that the target itself declares broken is as the target wants it.
  void objects(const Schema& after) {
    for (const Problem& problem : broken_objects(in_.shadow, after)) {
      const bool declared =
          in_.target.views.contains(problem.object.name) ||
          in_.target.triggers.contains(problem.object.name) ||
          (in_.target.tables.contains(problem.object.name) && !is_virtual(problem.object.name));
      if (in_.broken.contains(key_of(problem)) || declared) continue;
      refuse(problem.object, "it would no longer work: " + problem.what,
             "give the target a form of it that works, or drop it with --drop-extra");
    }
  }

  bool is_virtual(const Identifier& name) const {
    const Table* table = find_table(in_.target, name);
    return table != nullptr && table->kind == TableKind::virtual_table;
  }

  void reached(const Schema& after) {
    for (const Change& change : diff(after, in_.target, in_.options)) {
      const std::string kind = kind_of(change);
      const bool kept = kind == "drop-table" || kind == "drop-index" || kind == "drop-view" ||
                        kind == "drop-trigger";
      if (change.severity == ChangeClass::cosmetic || (kept && !in_.options.drop_extra)) continue;
      refuse(object_of(change),
             "the plan does not reach the target: " + kind + " is left (" + describe(change) + ")",
             "please report this");
    }
  }

  const ProofInput& in_;
  ScriptFacts facts_;
  Proof proof_;
};

}  // namespace

Proof prove(const ProofInput& input) { return Prover(input).run(); }

}  // namespace plumbline
