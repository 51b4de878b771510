#include "analyzer/mend/mend.hpp"

#include <algorithm>

#include "analyzer/fingerprint.hpp"
#include "analyzer/mend/check_after.hpp"

namespace plumbline {

namespace {

Planning by_mode(const MendInput& input) {
  switch (input.request.mode) {
    case RepairMode::undo:
      return undo(input);
    case RepairMode::log_only:
      return mend_log(input);
    case RepairMode::to:
      return reach_target(input);
    default:
      return finish(input);
  }
}

}  // namespace

Plan nothing_to_do(const MendInput& input) {
  Plan plan;
  plan.starts_from = fingerprint_of(input.live.schema);
  plan.ends_at = plan.starts_from;
  plan.proven_on = input.options.rows == Rows::sample ? "sample" : "full";
  return plan;
}

bool marked_as_failed(const MendInput& input) {
  return std::ranges::any_of(input.reconciled.facts.migrations, [](const auto& status) {
    return status.flags.contains(MigrationFlag::dirty);
  });
}

Refused refused(std::string reason, std::string remedy) {
  return {{{{}, std::move(reason), std::move(remedy), std::nullopt}}};
}

LogContext log_context(const Situation& situation) {
  const LogInHand& log = *situation.log;
  return {log.found, log.log, situation.migrations.list, situation.matched,
          log.table ? &*log.table : nullptr};
}

std::optional<Refused> log_refusal(const MendInput& input) {
  const Reconciliation& facts = input.reconciled.facts;
  if (!facts.log_ambiguous.empty()) {
    return refused("more than one log fits: " + facts.log_ambiguous, "name one with --log");
  }
  if (!input.reconciled.situation.log) return std::nullopt;
  const LogInHand& log = *input.reconciled.situation.log;
  for (const std::string& note : log.log.notes) {
    if (note.find("could not be read to its end") == std::string::npos) continue;
    return refused("the log " + log.found.table.text() + " " + note,
                   "make it readable first: what it does not say looks as if it had not run");
  }
  for (const std::string& column : log.found.runner->columns) {
    if (!log.table || find_column(*log.table, Identifier(column)) != nullptr) continue;
    return refused("the log " + log.found.table.text() + " has no column " + column + ", which " +
                       log.found.runner->title + " reads",
                   "give it the shape that its runner makes, then ask again");
  }
  const std::string why = why_not_written(log_context(input.reconciled.situation));
  if (why.empty()) return std::nullopt;
  return refused(why, "a repair writes the log in the same transaction, or not at all");
}

Planning mend(const MendInput& input) {
  for (const Finding& finding : input.reconciled.situation.migrations.findings) {
    // Of other findings (two files with one key) status says what they mean for each migration.
    const bool unknown_text =
        finding.rule == "unreadable-migration" || finding.rule == "unfilled-placeholder";
    if (!unknown_text) continue;
    return refused(finding.file + ":" + std::to_string(finding.line) + ": " + finding.message,
                   finding.remedy);
  }
  return checked_after(input, by_mode(input));
}

}  // namespace plumbline
