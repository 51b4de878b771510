#include "analyzer/history/recorded/prove_trace.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "analyzer/diff/diff.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

/// How the trace is gone through. A connection begins with foreign_keys off, unless its SQLite was
/// built otherwise (better-sqlite3); most applications have them on.
struct Way {
  bool foreign_keys = true;
  bool passes_over_echoes = false;
};

Shadow copy_of(const Connection& database, const Options& options, World world = World::first) {
  return shadow_of(database, options.deadline, world, std::numeric_limits<std::int64_t>::max());
}

void set(const Connection& shadow, const ConnectionSettings& settings) {
  for (const std::string& pragma : pragmas_for(settings_of(shadow), settings)) {
    shadow.execute(pragma);
  }
}

/// The first thing that differs; empty where nothing does.
std::string difference(const ApplicationState& from, const ApplicationState& to) {
  for (const Change& change : diff(from.schema, to.schema, {})) {
    if (change.severity != ChangeClass::drift) continue;
    return object_of(change).name.text() + ": " + describe(change);
  }
  const std::vector<Identifier> tables = differing_tables(from.contents, to.contents);
  return tables.empty() ? "" : "the rows of " + tables.front().text() + " differ";
}

class Prover {
 public:
  Prover(const TraceInput& input, const Options& options) : in_(input), options_(options) {
    application_.foreign_keys = options.foreign_keys;
  }

  ProvenRun run() {
    const std::optional<ReplayedTrace> trace = find_way();
    if (!trace)
      return leave_out("the statements that it told do not lead to what it left (" + why_ + ")");
    TracedRun traced = attribute_trace(trace->items, application_);
    if (!traced.why_not.empty()) return leave_out(traced.why_not);
    ProvenRun proven;
    proven.notes = std::move(traced.notes);
    const Shadow stage = copy_of(in_.before, options_);
    for (TracedMigration& migration : traced.migrations) {
      proven.migrations.push_back(prove(migration, stage.connection, proven.notes));
    }
    return proven;
  }

 private:
  std::optional<ReplayedTrace> find_way() {
    bool has_echoes = false;
    for (const bool foreign_keys : {application_.foreign_keys, !application_.foreign_keys}) {
      for (const bool passes_over : {false, true}) {
        if (passes_over && !has_echoes) continue;
        ReplayedTrace trace = go({foreign_keys, passes_over});
        has_echoes = trace.has_echoes;
        if (is_what_happened(trace)) return trace;
      }
    }
    return std::nullopt;
  }

  /// Twice, in two worlds, to know which columns to leave out of the comparison.
  ReplayedTrace go(const Way& way) {
    const Shadow first = copy_of(in_.before, options_);
    const Shadow second = copy_of(in_.before, options_, World::second);
    const Shadow again = copy_of(in_.before, options_);
    for (const Shadow* shadow : {&first, &second, &again}) {
      set(shadow->connection, {way.foreign_keys, false, false, false});
    }
    replay_trace(first.connection, with({}, way));
    replay_trace(second.connection, with({}, way));
    mask_ = differing_columns(first.connection, second.connection, in_.after.runners_tables);
    return replay_trace(again.connection, with(mask_, way));
  }

  TraceReplayInput with(const Mask& mask, const Way& way) const {
    return {in_.statements, in_.after, in_.recorded_before, mask, way.passes_over_echoes};
  }

  bool is_what_happened(const ReplayedTrace& trace) {
    std::set<std::string> told = in_.recorded_before, real = in_.recorded_before;
    for (const TraceItem& item : trace.items) told.insert(item.keys.begin(), item.keys.end());
    for (const LogRecord& record : in_.after.records) real.insert(record.key);
    std::string why = told == real ? "" : "its log says something else";
    if (why.empty()) why = difference(trace.end, application_state(in_.behind, in_.after, mask_));
    if (why_.empty()) why_ = why;
    return why.empty();
  }

  /// On `stage`, which holds what the migrations before have left.
  ProvenMigration prove(TracedMigration& migration, const Connection& stage,
                        std::vector<std::string>& notes) const {
    std::string why = run_alone(migration, stage);
    if (stage.in_transaction()) stage.execute("ROLLBACK");
    if (why.empty()) why = difference(application_state(stage, in_.after, mask_), migration.behind);
    if (!why.empty()) {
      why = "its statements alone do not lead to what was there when it was recorded (" + why + ")";
    } else if (!migration.reads.empty()) {
      why = "its runner reads rows, and may do something else where there are others: " +
            migration.reads.substr(0, 200);
    }
    if (!why.empty()) notes.push_back(migration.key + ": its statements are left out: " + why);
    return {migration.key, std::move(migration.behind.schema), why.empty(),
            why.empty() ? std::move(migration.sql) : std::vector<std::string>(),
            migration.transaction};
  }

  std::string run_alone(const TracedMigration& migration, const Connection& stage) const {
    set(stage, application_);
    const bool wrapped = migration.transaction == TransactionMode::per_migration;
    if (wrapped) stage.execute("BEGIN");
    for (const std::string& sql : migration.sql) {
      if (const auto failure = run_migration_statement(stage, sql)) return failure->message;
    }
    if (!stage.in_transaction()) return "";
    const auto failure = stage.try_execute("COMMIT");
    return failure ? failure->message : "";
  }

  ProvenRun leave_out(const std::string& why) const {
    std::string keys;
    for (const LogRecord& record : in_.after.records) {
      if (!in_.recorded_before.contains(record.key))
        keys += (keys.empty() ? "" : ", ") + record.key;
    }
    return {{}, {keys + ": its statements are left out: " + why}};
  }

  const TraceInput& in_;
  const Options& options_;
  ConnectionSettings application_;
  Mask mask_;
  std::string why_;  ///< it was not what happened, the first way
};

}  // namespace

ProvenRun prove_trace(const TraceInput& input, const Options& options) {
  return Prover(input, options).run();
}

}  // namespace plumbline
