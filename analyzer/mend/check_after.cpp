#include "analyzer/mend/check_after.hpp"

#include <algorithm>

#include "analyzer/mend/state_at.hpp"
#include "analyzer/plan/script_form.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/stubs.hpp"

namespace plumbline {

namespace {

/// States that a repair leaves to nobody.
bool is_settled(const MigrationStatus& status) {
  switch (status.state) {
    case MigrationState::applied:
    case MigrationState::pending:
    case MigrationState::will_never_run:
      return true;
    default:
      return status.flags.contains(MigrationFlag::missing_file);
  }
}

/// What is wrong afterwards that was not meant to be; empty where all is well.
std::string unsettled(const MendInput& input, const Reconciled& after) {
  for (const MigrationStatus& status : after.facts.migrations) {
    if (is_settled(status)) continue;
    // Without a log nothing can be recorded.
    const bool no_log =
        !input.reconciled.situation.log && status.state == MigrationState::present_but_unrecorded;
    if (no_log) continue;
    return status.id + " would be " + to_string(status.state);
  }
  return "";
}

/// The first later migration that fails; empty where all apply.
std::string failing_later(const Connection& shadow, const Situation& situation) {
  for (std::size_t i = situation.recorded; i < situation.line.migrations(); ++i) {
    if (situation.is_recorded(i) || !situation.migration_at(i).has_sql) continue;
    const MigrationInHand hand = situation.in_hand(i);
    std::size_t failed = 0;
    const auto failure = run_statements_on(shadow, hand, 0, hand.effects.size(), failed);
    if (!failure) continue;
    if (failure->message.find(stub_called) != std::string::npos) return "";
    return hand.migration.id + " will fail at its statement " + std::to_string(failed) + ": " +
           failure->message;
  }
  return "";
}

}  // namespace

Planning checked_after(const MendInput& input, Planning planning) {
  Plan* plan = std::get_if<Plan>(&planning);
  if (plan == nullptr || plan->statements.empty()) return planning;
  const Source after = copy_of(input.live, input.options);
  run_plan(after.connection, *plan, input.options);
  ChosenLog log = choose_log(after.connection, introspect(after.connection), input.request.log);
  const Reconciled reconciled = reconcile(after.connection, std::move(log),
                                          input.reconciled.situation.migrations, input.options);
  const std::string wrong = unsettled(input, reconciled);
  if (!wrong.empty()) {
    return refused("log, files and schema would not agree behind the repair: " + wrong,
                   "repair --to a declared schema, or mend it by hand");
  }
  const std::string failing = failing_later(after.connection, reconciled.situation);
  if (!failing.empty()) plan->header.push_back("Not mended by this: the next run of " + failing);
  return planning;
}

}  // namespace plumbline
