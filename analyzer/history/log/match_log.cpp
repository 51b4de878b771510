// A log held against the migrations on disk, one way for each LogMode.
#include <set>

#include "analyzer/history/files/order_migrations.hpp"
#include "analyzer/history/files/revision_graph.hpp"
#include "analyzer/history/log/match_checksum.hpp"
#include "analyzer/history/log/match_keys.hpp"
#include "analyzer/history/log/read_log.hpp"

namespace plumbline {

namespace {

void note_record(const Runner& runner, const LogRecord& record, const Migration& migration,
                 RecordOf& of) {
  ++of.times;
  if (record.failed) {
    of.dirty = true;
    of.statements_run = record.statements_run;
    return;
  }
  of.recorded = true;
  of.not_run = record.not_run;
  of.checksum = compare_checksum(runner, record, migration);
}

/// Behind the first file that differs the sums differ anyway.
void keep_first_edit(std::vector<RecordOf>& of) {
  bool seen = false;
  for (RecordOf& record : of) {
    if (record.checksum != ChecksumAnswer::edited) continue;
    if (seen) record.checksum = ChecksumAnswer::not_comparable;
    seen = true;
  }
}

/// What is not newer than a baseline counts as applied, and its text does not matter.
void apply_baselines(const Runner& runner, const MigrationLog& log,
                     const std::vector<Migration>& migrations, MatchedLog& matched) {
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    const auto version = migrations[i].fields.find("version");
    if (version == migrations[i].fields.end() || version->second.empty()) continue;
    RecordOf& of = matched.of[i];
    for (const std::string& baseline : log.baselines) {
      if (of.dirty || comes_before(runner, baseline, version->second)) continue;
      of.by_baseline = !of.recorded || of.by_baseline;
      of.recorded = true;
      of.checksum = ChecksumAnswer::not_comparable;
    }
  }
}

MatchedLog match_rows(const Runner& runner, const MigrationLog& log,
                      const std::vector<Migration>& migrations) {
  MatchedLog matched{std::vector<RecordOf>(migrations.size()), {}};
  const auto named = migrations_of_records(runner, log.records, migrations);
  for (std::size_t i = 0; i < log.records.size(); ++i) {
    if (named[i].empty()) matched.unknown.push_back(log.records[i]);
    for (const std::size_t m : named[i]) {
      note_record(runner, log.records[i], migrations[m], matched.of[m]);
    }
  }
  apply_baselines(runner, log, migrations, matched);
  if (checksum_runs_on(runner)) keep_first_edit(matched.of);
  return matched;
}

/// How many migrations, in their order, are not behind `version`.
std::size_t up_to(const std::string& version, const std::vector<Migration>& migrations) {
  const auto number = whole_number(version);
  std::size_t count = 0;
  for (; count < migrations.size(); ++count) {
    const auto key = whole_number(migrations[count].key);
    if (!number || !key || number_less(*number, *key)) break;
  }
  return count;
}

/// One row: that version and all before it. With a mark of failure, that version is neither.
MatchedLog match_single_version(const Runner& runner, const MigrationLog& log,
                                const std::vector<Migration>& migrations) {
  MatchedLog matched{std::vector<RecordOf>(migrations.size()), {}};
  if (log.records.empty()) return matched;
  const LogRecord& record = log.records.front();
  const auto named = migrations_of_records(runner, {record}, migrations).front();
  if (named.empty()) matched.unknown.push_back(record);
  const std::size_t count = named.empty() ? up_to(record.key, migrations) : named.back() + 1;
  for (std::size_t i = 0; i < count; ++i) matched.of[i].recorded = true;
  for (const std::size_t i : named) {
    matched.of[i] = {!record.failed, record.failed, 1, ChecksumAnswer::not_kept};
  }
  return matched;
}

/// Rows are the tips: they and all that leads to them.
MatchedLog match_heads(const Runner& runner, const MigrationLog& log,
                       const std::vector<Migration>& migrations) {
  MatchedLog matched{std::vector<RecordOf>(migrations.size()), {}};
  const RevisionGraph graph(migrations);
  std::set<std::size_t> heads;
  const auto named = migrations_of_records(runner, log.records, migrations);
  for (std::size_t i = 0; i < log.records.size(); ++i) {
    if (named[i].empty()) matched.unknown.push_back(log.records[i]);
    for (const std::size_t m : named[i]) {
      heads.insert(m);
      ++matched.of[m].times;
    }
  }
  for (const std::size_t m : graph.with_ancestors(heads)) matched.of[m].recorded = true;
  return matched;
}

/// A number that the log's key makes of PRAGMA user_version: a file's own number, or how many
/// files.
MatchedLog match_user_version(const MigrationLog& log, const std::vector<Migration>& migrations) {
  MatchedLog matched{std::vector<RecordOf>(migrations.size()), {}};
  if (log.records.empty()) return matched;
  const LogRecord& record = log.records.front();
  const std::size_t count = up_to(record.key, migrations);
  for (std::size_t i = 0; i < count; ++i) matched.of[i].recorded = true;
  const auto number = whole_number(record.key);
  const bool known = count > 0 && whole_number(migrations[count - 1].key) == number;
  if (known) matched.of[count - 1].times = 1;
  const auto newest = migrations.empty() ? std::nullopt : whole_number(migrations.back().key);
  const bool ahead = number && *number != "0" && (!newest || number_less(*newest, *number));
  if (ahead) matched.unknown.push_back(record);
  return matched;
}

}  // namespace

MatchedLog match_log(const Runner& runner, const MigrationLog& log,
                     const std::vector<Migration>& migrations) {
  switch (runner.mode) {
    case LogMode::single_version:
      return match_single_version(runner, log, migrations);
    case LogMode::heads:
      return match_heads(runner, log, migrations);
    case LogMode::user_version:
      return match_user_version(log, migrations);
    case LogMode::rows:
      break;
  }
  return match_rows(runner, log, migrations);
}

}  // namespace plumbline
