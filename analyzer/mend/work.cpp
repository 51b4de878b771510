#include "analyzer/mend/work.hpp"

#include <algorithm>
#include <array>

#include "analyzer/declare/run_script.hpp"
#include "analyzer/losses/losses.hpp"
#include "analyzer/mend/mend.hpp"
#include "analyzer/sqlite/stubs.hpp"

namespace plumbline {

namespace {

/// PRAGMAs that change what is stored or how statements act. All others concern the dead
/// connection's comfort, or cannot run inside a transaction.
bool belongs_in_script(const std::string& pragma) {
  static constexpr std::array<std::string_view, 8> words = {
      "user_version",       "application_id",           "legacy_alter_table",
      "recursive_triggers", "ignore_check_constraints", "defer_foreign_keys",
      "writable_schema",    "case_sensitive_like"};
  return std::ranges::find(words, pragma) != words.end();
}

enum class Fate { run, leave_out, cannot };

/// A script has one transaction of its own.
Fate fate_of(const StatementEffect& effect, const std::string& sql) {
  const Touched& touched = effect.touched;
  if (touched.transaction.starts_with("ROLLBACK")) return Fate::cannot;
  if (touched.transaction.starts_with("SAVEPOINT")) return Fate::run;
  if (!touched.transaction.empty() || is_passed_over(sql)) return Fate::leave_out;
  if (!touched.pragma.empty() && !belongs_in_script(touched.pragma)) return Fate::leave_out;
  return Fate::run;
}

std::string why(const Migration& migration, std::size_t statement) {
  const std::string place =
      migration.file.empty()
          ? ""
          : " (" + migration.file + ":" + std::to_string(migration.up[statement].line) + ")";
  return "statement " + std::to_string(statement + 1) + " of " + migration.id + place;
}

/// Each migration begins with the application's settings.
void begin_migration(const Connection& shadow, const MigrationInHand& hand, std::size_t from) {
  if (from >= hand.effects.size()) return;
  for (const std::string& pragma : pragmas_for(settings_of(shadow), hand.effects[from].before)) {
    shadow.execute(pragma);
  }
}

class Worker {
 public:
  Worker(const Connection& shadow, const Situation& situation) : shadow_(shadow), in_(situation) {}

  bool run(const Stretch& stretch) {
    const MigrationInHand hand = in_.in_hand(stretch.place);
    begin_migration(shadow_, hand, stretch.from);
    lost_ = temp_tables_made(hand.effects, stretch.from);
    for (std::size_t i = stretch.from; i < hand.effects.size(); ++i) {
      if (!run_one(hand, i)) return false;
    }
    if (shadow_.in_transaction()) shadow_.execute("COMMIT");
    return true;
  }

  Work take() { return std::move(work_); }
  const std::vector<ConnectionSettings>& settings() const { return settings_; }

 private:
  bool run_one(const MigrationInHand& hand, std::size_t i) {
    const std::string& sql = hand.migration.up[i].sql;
    const StatementEffect& effect = hand.effects[i];
    const Fate fate = only_tidies(effect, lost_) ? Fate::leave_out : fate_of(effect, sql);
    if (fate == Fate::cannot) {
      refuse(hand.migration.id + " rolls back inside its own file, which one transaction cannot do",
             "run the rest of it by hand");
      return false;
    }
    const Losses losses(shadow_, hand, i);
    const auto failure =
        only_tidies(effect, lost_) ? std::nullopt : run_migration_statement(shadow_, sql);
    if (failure && effect.touched.transaction.empty()) {
      refuse_failure(hand.migration, i, *failure);
      return false;
    }
    if (fate == Fate::leave_out) return true;
    Statement statement{sql, why(hand.migration, i), losses.look(shadow_)};
    work_.hazards.insert(work_.hazards.end(), statement.hazards.begin(), statement.hazards.end());
    work_.statements.push_back(std::move(statement));
    if (effect.touched.pragma.empty()) settings_.push_back(effect.before);
    return true;
  }

  void refuse(const std::string& reason, const std::string& remedy) {
    work_.refusals.push_back({{}, reason, remedy, std::nullopt});
  }

  void refuse_failure(const Migration& migration, std::size_t i, const SqlFailure& failure) {
    const bool stub = failure.message.find(stub_called) != std::string::npos;
    refuse("on a copy of the database, " + why(migration, i) + " fails: " + failure.message,
           stub ? "only the application can run it: let its runner do this migration on a copy"
                : "mend what the message names first; nothing was changed");
  }

  const Connection& shadow_;
  const Situation& in_;
  Work work_;
  std::set<Identifier> lost_;                 ///< TEMP tables of the connection that died
  std::vector<ConnectionSettings> settings_;  ///< of each statement that is run
};

/// One script has one setting of foreign_keys: SQLite does not change it inside a transaction.
void settle(const std::vector<ConnectionSettings>& settings, const Options& options, Work& work) {
  ConnectionSettings application;
  application.foreign_keys = options.foreign_keys;
  if (settings.empty()) {
    work.foreign_keys = options.foreign_keys;
    return;
  }
  const auto off = [](const ConnectionSettings& one) { return !one.foreign_keys; };
  work.foreign_keys = std::ranges::none_of(settings, off);
  ConnectionSettings first = settings.front();
  first.foreign_keys = application.foreign_keys;
  work.settings = pragmas_for(application, first);
  ConnectionSettings last = settings.back();
  last.foreign_keys = application.foreign_keys;
  for (const ConnectionSettings& any : settings) {
    last.legacy_alter_table |= any.legacy_alter_table;
    last.recursive_triggers |= any.recursive_triggers;
    last.ignore_check_constraints |= any.ignore_check_constraints;
  }
  work.resets = pragmas_for(last, application);
}

}  // namespace

Work work_on(const Connection& shadow, const Situation& situation,
             const std::vector<Stretch>& stretches, const Options& options) {
  Worker worker(shadow, situation);
  std::vector<std::size_t> recorded;
  for (const Stretch& stretch : stretches) {
    if (!worker.run(stretch)) break;
    recorded.push_back(situation.replay.order[stretch.place]);
  }
  const std::vector<ConnectionSettings> settings = worker.settings();
  Work work = worker.take();
  settle(settings, options, work);
  if (!situation.log || !work.refusals.empty()) return work;
  const LogContext context = log_context(situation);
  for (const std::size_t index : recorded) {
    for (Statement& statement : record_migration(context, index)) {
      if (const auto failure = shadow.try_execute(statement.sql)) {
        work.refusals.push_back({{},
                                 statement.why + ": " + failure->message,
                                 "the log is not as its runner makes it",
                                 std::nullopt});
        return work;
      }
      work.statements.push_back(std::move(statement));
    }
  }
  work.guards = log_guards(context, recorded);
  return work;
}

}  // namespace plumbline
