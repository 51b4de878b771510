#include "analyzer/history/recorded/recording.hpp"

#include "analyzer/declare/declared_schema.hpp"
#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/diff/diff.hpp"
#include "analyzer/history/recorded/write_history.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace {

/// A snapshot that cannot be read would be found out when it is needed most.
void prove_snapshot(const std::string& yaml, const std::string& name, const Schema& schema,
                    const Options& options) {
  const DeclaredSchema back = declared_schema(yaml, name, options.deadline);
  const std::string drift = drift_between(schema, back.schema);
  if (drift.empty()) return;
  throw Error(Error::Kind::failed, {name, 0, 0},
              "the snapshot does not read back to the schema: " + drift);
}

void note_company(const std::vector<std::string>& keys, Recording& recording) {
  if (keys.size() == 1) return;
  recording.notes.push_back("one run recorded " + count_of(keys.size()) + ", " + keys.front() +
                            " to " + keys.back() +
                            ": only what they did together is known. Give the runner's command "
                            "for one step up to know them apart");
}

HistoryEntry& add_entry(const std::string& key, Recording& recording) {
  recording.seen.insert(key);
  HistoryEntry entry;
  entry.key = key;
  return recording.history.migrations.emplace_back(std::move(entry));
}

void add_snapshot(HistoryEntry& entry, const Schema& schema, const Options& options,
                  Recording& recording) {
  entry.snapshot = snapshot_file_name(recording.history.migrations.size(), entry.key);
  const std::string yaml = write_schema_yaml(schema, {});
  prove_snapshot(yaml, entry.snapshot, schema, options);
  recording.snapshots[entry.snapshot] = yaml;
}

/// A transaction around all that a run does is one around each of its migrations, too.
bool goes_without_saying(TransactionMode mode, const Runner& runner) {
  const auto wraps = [](TransactionMode one) {
    return one == TransactionMode::per_migration || one == TransactionMode::all;
  };
  return mode == TransactionMode::unknown || mode == runner.transaction ||
         (wraps(mode) && wraps(runner.transaction));
}

void add_told(const ProvenMigration& told, const Schema& schema, const ScratchState& state,
              const Options& options, Recording& recording) {
  HistoryEntry& entry = add_entry(told.key, recording);
  add_snapshot(entry, schema, options, recording);
  if (!told.has_sql) return;
  entry.has_sql = true;
  for (const std::string& sql : told.sql) entry.sql.push_back({sql, 1, 1});
  if (!goes_without_saying(told.transaction, *state.log.runner)) {
    entry.transaction = told.transaction;
  }
}

void add_untold(const std::vector<std::string>& keys, const ScratchState& state,
                const Options& options, Recording& recording) {
  note_company(keys, recording);
  for (const std::string& key : keys) {
    HistoryEntry& entry = add_entry(key, recording);
    if (key != keys.back()) entry.with = keys.back();
  }
  add_snapshot(recording.history.migrations.back(), state.schema, options, recording);
}

}  // namespace

std::string count_of(std::size_t migrations) {
  return std::to_string(migrations) + (migrations == 1 ? " migration" : " migrations");
}

std::string drift_between(const Schema& from, const Schema& to) {
  for (const Change& change : diff(from, to, {})) {
    if (change.severity != ChangeClass::drift) continue;
    return to_string(object_of(change).type) + " " + object_of(change).name.text() + ": " +
           describe(change);
  }
  return "";
}

void add_step(const std::vector<std::string>& keys, const ScratchState& state,
              const ProvenRun& told, const Options& options, Recording& recording) {
  recording.notes.insert(recording.notes.end(), told.notes.begin(), told.notes.end());
  for (const ProvenMigration& one : told.migrations) {
    const bool last = &one == &told.migrations.back();
    add_told(one, last ? state.schema : one.schema, state, options, recording);
  }
  if (told.migrations.empty()) add_untold(keys, state, options, recording);
  recording.last_schema = state.schema;
}

}  // namespace plumbline
