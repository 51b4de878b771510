#include "analyzer/history/recorded/record.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "analyzer/declare/declared_schema.hpp"
#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/diff/diff.hpp"
#include "analyzer/history/log/find_log.hpp"
#include "analyzer/history/recorded/run_command.hpp"
#include "analyzer/history/recorded/scratch_log.hpp"
#include "analyzer/history/recorded/write_history.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// Snapshots are numbered with four digits; a command that records something new for ever ends
/// here.
constexpr std::size_t most_migrations = 9999;

/// What is known after some runs of the command.
struct Recording {
  HistoryFile history;
  std::map<std::string, std::string> snapshots;  ///< by file name
  std::set<std::string> seen;                    ///< keys that are in `history`
  Schema last_schema;                            ///< behind the last record
  std::vector<std::string> notes;
};

[[noreturn]] void fail(const fs::path& where, const std::string& what) {
  throw Error(Error::Kind::failed, {where.string(), 0, 0}, what);
}

std::string count_of(std::size_t migrations) {
  return std::to_string(migrations) + (migrations == 1 ? " migration" : " migrations");
}

void check_runner(const LogChoice& choice) {
  if (choice.runner == "auto") return;
  // Throws for a word that nobody knows, before the command has run.
  find_logs(empty_shadow("", std::nullopt), {}, {choice.runner, "", ""});
}

void check_database(const RecordRequest& request, const fs::path& place) {
  std::error_code failure;
  const fs::path folder = fs::weakly_canonical(fs::absolute(request.database), failure);
  if (folder.parent_path() == place) {
    throw Error(Error::Kind::usage, {},
                "record: the scratch database must not lie in the directory of the history");
  }
}

/// What happened before the first run would be missing from the history, or be told wrongly.
void check_that_nothing_ran(const RecordRequest& request, Recording& recording) {
  const auto before = read_scratch(request.database, request.log, nullptr);
  if (before && !before->records.empty()) {
    fail(request.database, "holds " + count_of(before->records.size()) +
                               " already; a history is recorded from an empty database on");
  }
  const bool tables = before ? !before->schema.tables.empty() : holds_anything(request.database);
  if (!tables) return;
  recording.notes.push_back(request.database.string() +
                            " was not empty: what it held counts as the first migration's");
}

[[noreturn]] void fail_without_log(const RecordRequest& request) {
  const std::string first = "after the first run of " + request.command.front();
  std::error_code failure;
  std::string what;
  if (!fs::exists(request.database, failure)) {
    what = "is not there " + first + ": is it the database that the command migrates?";
  } else if (!request.log.table.empty()) {
    what = "holds no table " + Identifier(request.log.table).quoted() + " " + first;
  } else if (!holds_anything(request.database)) {
    what = "is empty " + first + ": is it the database that the command migrates?";
  } else {
    what = "holds no log of migrations " + first +
           "; name it: --log RUNNER, or --log-table NAME and --log-key COLUMN";
  }
  throw Error(Error::Kind::unreadable, {request.database.string(), 0, 0}, what);
}

std::string failure_of(const CommandEnd& end, std::size_t run, const Recording& recording) {
  const auto& done = recording.history.migrations;
  const std::string what = to_string(end) + " in run " + std::to_string(run);
  if (done.empty()) return what + ", before any migration was recorded";
  return what + ", after " + count_of(done.size()) + " (the last: " + done.back().key +
         "); no history was written. Start again with an empty scratch database. If it fails "
         "because nothing is left to run, let it end with 0 then";
}

void run_once(const RecordRequest& request, const Recording& recording, std::size_t run) {
  const CommandEnd end = run_command(request.command);
  if (end.exit_status == 0 && end.signal == 0) return;
  fail(request.command.front(), failure_of(end, run, recording));
}

/// Which revision a branch begins at is in the runner's files alone.
void refuse_branches(const RecordRequest& request, const ScratchState& state) {
  if (state.keeps_all || state.records.size() < 2) return;
  std::string keys;
  for (const LogRecord& record : state.records) keys += (keys.empty() ? "" : ", ") + record.key;
  fail(request.database, "its log has more than one head (" + keys +
                             "): where a branch begins, a log of heads does not tell. Give the "
                             "runner's own directory in place of a history");
}

ScratchState state_after_run(const RecordRequest& request, const ScratchState* known) {
  std::optional<ScratchState> state = read_scratch(request.database, request.log, known);
  if (!state) fail_without_log(request);
  for (const LogRecord& record : state->records) {
    if (record.failed) fail(request.database, "its log marks " + record.key + " as not finished");
  }
  refuse_branches(request, *state);
  return std::move(*state);
}

std::vector<std::string> new_keys(const ScratchState& state, const std::set<std::string>& seen) {
  std::vector<std::string> keys;
  for (const LogRecord& record : state.records) {
    const bool twice = std::ranges::find(keys, record.key) != keys.end();
    if (!twice && !seen.contains(record.key)) keys.push_back(record.key);
  }
  return keys;
}

void note_records_that_went(const ScratchState& state, Recording& recording) {
  if (!state.keeps_all) return;
  for (const std::string& key : recording.seen) {
    const bool kept = std::ranges::any_of(
        state.records, [&](const LogRecord& record) { return record.key == key; });
    if (!kept) recording.notes.push_back("the log has lost its record of " + key);
  }
}

/// The first thing that `to` means otherwise than `from`; empty where there is none.
std::string drift_between(const Schema& from, const Schema& to) {
  for (const Change& change : diff(from, to, {})) {
    if (change.severity != ChangeClass::drift) continue;
    return to_string(object_of(change).type) + " " + object_of(change).name.text() + ": " +
           describe(change);
  }
  return "";
}

/// A snapshot that cannot be read would be found out when it is needed most.
void prove_snapshot(const std::string& yaml, const std::string& name, const Schema& schema,
                    const Options& options) {
  const DeclaredSchema back = declared_schema(yaml, name, options.deadline);
  const std::string drift = drift_between(schema, back.schema);
  if (!drift.empty()) fail(name, "the snapshot does not read back to the schema: " + drift);
}

/// Behind the last migration a run has nothing to do. One that changes something and does not say
/// so has failed half-way, or hides that it has (`… || true`).
void refuse_unrecorded_changes(const RecordRequest& request, const ScratchState& state,
                               const Recording& recording) {
  if (recording.seen.empty()) return;
  const std::string drift = drift_between(recording.last_schema, state.schema);
  if (drift.empty()) return;
  fail(request.database, "the last run recorded nothing and yet changed the schema (" + drift +
                             "): a migration stopped half-way. No history was written");
}

void note_company(const std::vector<std::string>& keys, Recording& recording) {
  if (keys.size() == 1) return;
  recording.notes.push_back("one run recorded " + count_of(keys.size()) + ", " + keys.front() +
                            " to " + keys.back() +
                            ": only what they did together is known. Give the runner's command "
                            "for one step up to know them apart");
}

void add_step(const std::vector<std::string>& keys, const ScratchState& state,
              const Options& options, Recording& recording) {
  std::vector<HistoryEntry>& list = recording.history.migrations;
  note_company(keys, recording);
  for (const std::string& key : keys) {
    HistoryEntry entry;
    entry.key = key;
    if (key != keys.back()) entry.with = keys.back();
    list.push_back(entry);
    recording.seen.insert(key);
  }
  list.back().snapshot = snapshot_file_name(list.size(), keys.back());
  const std::string yaml = write_schema_yaml(state.schema, {});
  prove_snapshot(yaml, list.back().snapshot, state.schema, options);
  recording.snapshots[list.back().snapshot] = yaml;
  recording.last_schema = state.schema;
}

/// The word for --log, where it is one: a home-grown log has a description made up for it.
std::string known_word(const std::string& runner) {
  return runners_named(runner).empty() ? "" : runner;
}

void run_to_the_end(const RecordRequest& request, const Options& options, Recording& recording) {
  std::optional<ScratchState> state;
  for (std::size_t run = 1;; ++run) {
    run_once(request, recording, run);
    state = state_after_run(request, state ? &*state : nullptr);
    const std::vector<std::string> keys = new_keys(*state, recording.seen);
    if (keys.empty()) {
      refuse_unrecorded_changes(request, *state, recording);
      break;
    }
    if (recording.seen.size() + keys.size() > most_migrations) {
      fail(request.database, "its log grows for ever: more than " + count_of(most_migrations));
    }
    add_step(keys, *state, options, recording);
  }
  note_records_that_went(*state, recording);
  recording.history.runner = known_word(state->runner);
  recording.notes.insert(recording.notes.end(), state->notes.begin(), state->notes.end());
}

}  // namespace

Recorded record_history(const RecordRequest& request, const Options& options) {
  const fs::path place = place_for_history(request.output);
  check_runner(request.log);
  check_database(request, place);
  Recording recording;
  check_that_nothing_ran(request, recording);
  run_to_the_end(request, options, recording);
  if (recording.seen.empty()) {
    fail(request.database, "its log has no record after " + request.command.front() +
                               " has run: is it the command that goes one migration up?");
  }
  write_history(place, recording.history, recording.snapshots);
  return {recording.seen.size(), std::move(recording.notes)};
}

}  // namespace plumbline
