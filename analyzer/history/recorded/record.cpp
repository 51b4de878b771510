#include "analyzer/history/recorded/record.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "analyzer/declare/read_text.hpp"
#include "analyzer/history/log/find_log.hpp"
#include "analyzer/history/recorded/read_trace.hpp"
#include "analyzer/history/recorded/recording.hpp"
#include "analyzer/history/recorded/run_command.hpp"
#include "analyzer/history/recorded/scratch_log.hpp"
#include "analyzer/history/recorded/write_history.hpp"
#include "analyzer/sqlite/open_database.hpp"
#include "analyzer/sqlite/private_directory.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

/// Snapshots are numbered with four digits; a command that records something new for ever ends
/// here.
constexpr std::size_t most_migrations = 9999;

[[noreturn]] void fail(const fs::path& where, const std::string& what) {
  throw Error(Error::Kind::failed, {where.string(), 0, 0}, what);
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
  recording.began_empty = !tables;
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

void run_once(const RecordRequest& request, const Recording& recording, std::size_t run,
              const fs::path& trace) {
  const CommandEnd end =
      run_command(request.command, {std::string(name_of_trace) + "=" + trace.string()});
  if (end.exit_status == 0 && end.signal == 0) return;
  fail(request.command.front(), failure_of(end, run, recording));
}

/// Which revision a branch begins at is in the runner's files alone.
void refuse_branches(const RecordRequest& request, const ScratchState& state) {
  if (state.log.runner->mode != LogMode::heads || state.records.size() < 2) return;
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
  if (state.log.runner->mode != LogMode::rows) return;
  for (const std::string& key : recording.seen) {
    const bool kept = std::ranges::any_of(
        state.records, [&](const LogRecord& record) { return record.key == key; });
    if (!kept) recording.notes.push_back("the log has lost its record of " + key);
  }
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

/// The word for --log, where it is one: a home-grown log has a description made up for it.
std::string known_word(const std::string& runner) {
  return runners_named(runner).empty() ? "" : runner;
}

/// A fresh file for each run, which its hook makes, or nobody.
fs::path trace_of_run(const PrivateDirectory& directory, std::size_t run) {
  return directory.path() / ("trace-" + std::to_string(run));
}

ProvenRun what_it_told(const RecordRequest& request, const fs::path& trace, const Shadow& before,
                       const ScratchState& after, const Recording& recording,
                       const Options& options) {
  std::error_code failure;
  const bool is_all = recording.began_empty || !recording.seen.empty();
  if (!is_all || !fs::exists(trace, failure)) return {};
  try {
    const std::vector<TracedStatement> told =
        read_trace(read_text(trace), std::string(name_of_trace));
    if (told.empty()) return {{}, {"PLUMBLINE_TRACE is there and empty: does its writer flush?"}};
    const OpenedDatabase opened = open_database(request.database);
    return prove_trace({told, before.connection, opened.connection, after, recording.seen},
                       options);
  } catch (const Error& error) {
    if (error.kind() != Error::Kind::bad_sql && error.kind() != Error::Kind::unsupported) throw;
    return {{}, {"no statements are known of this run: " + std::string(error.what())}};
  }
}

void run_to_the_end(const RecordRequest& request, const Options& options, Recording& recording) {
  const PrivateDirectory traces = PrivateDirectory::make();
  std::optional<ScratchState> state;
  for (std::size_t run = 1;; ++run) {
    const Shadow before = scratch_copy(request.database, options);
    run_once(request, recording, run, trace_of_run(traces, run));
    state = state_after_run(request, state ? &*state : nullptr);
    const std::vector<std::string> keys = new_keys(*state, recording.seen);
    if (keys.empty()) {
      refuse_unrecorded_changes(request, *state, recording);
      break;
    }
    if (recording.seen.size() + keys.size() > most_migrations) {
      fail(request.database, "its log grows for ever: more than " + count_of(most_migrations));
    }
    const ProvenRun told =
        what_it_told(request, trace_of_run(traces, run), before, *state, recording, options);
    add_step(keys, *state, told, options, recording);
  }
  note_records_that_went(*state, recording);
  recording.history.runner = known_word(state->log.runner->name);
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
