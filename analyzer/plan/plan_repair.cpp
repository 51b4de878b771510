#include "analyzer/plan/plan_repair.hpp"

#include <algorithm>

#include "analyzer/diff/diff.hpp"
#include "analyzer/fingerprint.hpp"
#include "analyzer/plan/alter_table.hpp"
#include "analyzer/plan/draft_plan.hpp"
#include "analyzer/plan/hazards.hpp"
#include "analyzer/plan/keep_children.hpp"
#include "analyzer/plan/leftovers.hpp"
#include "analyzer/plan/rename.hpp"
#include "analyzer/plan/row_samples.hpp"
#include "analyzer/plan/script_form.hpp"
#include "analyzer/plan/script_header.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/verify.hpp"

namespace plumbline {

namespace {

std::vector<HazardNote> hazards_of(const Draft& draft) {
  std::vector<HazardNote> hazards;
  for (const Step& step : draft.steps) {
    for (const Statement& statement : step.statements) {
      hazards.insert(hazards.end(), statement.hazards.begin(), statement.hazards.end());
    }
  }
  return hazards;
}

/// D1 keeps user_version and application_id for itself.
void refuse_settings(const Draft& draft, const Options& options, std::vector<Refusal>& refusals) {
  if (runtime_of(options).engine != Runtime::Engine::d1) return;
  for (const Step& step : draft.steps) {
    if (step.phase != Phase::set_pragma) continue;
    refusals.push_back({{},
                        "the target states " + step.name.text() +
                            ", which D1 lets no statement read or set (not authorized)",
                        "declare it without that",
                        std::nullopt});
  }
}

class Repairer {
 public:
  Repairer(const Source& live, const Source& target, const std::vector<Rename>& renames,
           const Options& options, const LogWork& log)
      : live_source_(live),
        target_(target),
        options_(options),
        log_(log),
        shadow_(live.connection),
        live_(live.schema),
        renames_(renames) {
    for (Rename& rename : unfinished_rebuilds(live_, target_.schema)) {
      renames_.push_back(std::move(rename));
    }
  }

  Planning run() {
    // Each turn rebuilds one table more, where ALTER was tried on it and failed.
    broken_ = broken_before(shadow_, live_);
    while (true) {
      std::optional<Identifier> alter_failed;
      Planning planning = attempt(alter_failed);
      if (!alter_failed) return planning;
      rebuild_.insert(*alter_failed);
    }
  }

 private:
  Planning attempt(std::optional<Identifier>& alter_failed) {
    const Connection& shadow = shadow_;
    shadow.execute("PRAGMA foreign_keys=OFF");  // an attempt before this one may have set it
    shadow.execute("BEGIN");
    for (const Statement& statement : log_.first) shadow.execute(statement.sql);
    const Schema start = log_.first.empty() ? live_ : introspect(shadow);
    Renaming renaming = plan_renames(start, target_.schema, renames_);
    if (!renaming.statements.empty()) {
      if (const auto failure = run_renames(shadow, start, target_.schema, renaming)) {
        return Refused{{{{}, *failure, "mend or drop what the message names first", std::nullopt}}};
      }
    }
    const Schema renamed = renaming.statements.empty() ? start : introspect(shadow);
    const std::vector<Change> changes = diff(renamed, target_.schema, options_);
    Draft draft = draft_plan(
        {renamed, target_.schema, changes, shadow, target_.connection, options_, rebuild_});
    drop_own_leftovers(shadow, renamed, target_.schema, draft);
    if (form_of(options_) == ScriptForm::batch)
      keep_children({renamed, target_.schema, shadow, options_}, draft);
    refuse_settings(draft, options_, draft.refusals);
    refuse_hazards(hazards_of(draft), options_, draft.refusals);
    if (!draft.refusals.empty()) return Refused{std::move(draft.refusals)};
    if (draft.steps.empty() && renaming.statements.empty() && log_.statements.empty()) {
      return nothing_to_do();
    }
    const Before before = look_before(shadow, renamed, target_.schema, draft);
    shadow.execute("ROLLBACK");
    Proof proof = prove({shadow, live_, renamed, target_.schema, renaming.statements, draft, before,
                         broken_, options_, log_});
    if (shadow.in_transaction()) shadow.execute("ROLLBACK");
    if (proof.alter_failed && !rebuild_.contains(*proof.alter_failed)) {
      alter_failed = proof.alter_failed;
      return Refused{};
    }
    if (!proof.refusals.empty()) return Refused{std::move(proof.refusals)};
    return finished(std::move(proof), draft, before);
  }

  std::string rows_tried() const { return options_.rows == Rows::sample ? "sample" : "full"; }

  Plan nothing_to_do() const {
    const std::string fingerprint = fingerprint_of(live_);
    return {{}, fingerprint, fingerprint, {}, {}, {}, rows_tried()};
  }

  Plan finished(Proof proof, const Draft& draft, const Before& before) const {
    Plan plan;
    plan.statements = std::move(proof.statements);
    plan.starts_from = fingerprint_of(live_);
    plan.ends_at = std::move(proof.ends_at);
    plan.hazards = hazards_of(draft);
    plan.cost = before.cost;
    plan.proven_on = rows_tried();
    plan.header = script_header(plan, live_source_.name, target_.name, before.unchecked, options_);
    return plan;
  }

  const Source& live_source_;
  const Source& target_;
  const Options& options_;
  const LogWork& log_;
  const Connection& shadow_;
  const Schema& live_;
  std::vector<Rename> renames_;
  std::set<Identifier> rebuild_;
  std::set<std::string> broken_;
};

/// The first version of SQLite that can read a schema like this, by what it holds:
/// https://sqlite.org/stricttables.html, https://sqlite.org/gencol.html
int oldest_reader_of(const Schema& schema) {
  constexpr int pragma_functions = 3016000;
  constexpr int generated_columns = 3031000;
  constexpr int strict_tables = 3037000;
  int oldest = pragma_functions;  // the guards need them
  for (const auto& [name, table] : schema.tables) {
    if (table.strict) oldest = strict_tables;
    const bool generated = std::ranges::any_of(
        table.columns, [](const Column& column) { return column.generated.has_value(); });
    if (generated) oldest = std::max(oldest, generated_columns);
  }
  return oldest;
}

/// What this version cannot write a script for, or prove.
std::vector<Refusal> beyond_us(const Schema& target, const Options& options) {
  std::vector<Refusal> refusals;
  const Runtime runtime = runtime_of(options);
  if (runtime.version < oldest_reader_of(target)) {
    refusals.push_back({{},
                        to_string(runtime) +
                            " cannot read such a schema at all: STRICT tables need 3.37, generated "
                            "columns 3.31, the script's guards 3.16",
                        "declare it without them, or run a newer SQLite",
                        std::nullopt});
  }
  return refusals;
}

}  // namespace

Planning plan_repair(const Source& live, const Source& target, const std::vector<Rename>& renames,
                     const Options& options, const LogWork& log) {
  std::vector<Refusal> refusals = beyond_us(target.schema, options);
  if (!refusals.empty()) return Refused{std::move(refusals)};
  return Repairer(live, target, renames, options, log).run();
}

}  // namespace plumbline
