#pragma once
// The live database, its log and the migrations, laid side by side: what `status` tells and every
// repair by migrations starts from.
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/history/log/find_log.hpp"
#include "analyzer/history/log/read_log.hpp"
#include "analyzer/history/log_rows/write_log.hpp"
#include "analyzer/reconcile/decide.hpp"
#include "analyzer/reconcile/fit.hpp"
#include "model/options.hpp"
#include "model/request.hpp"

namespace plumbline {

/// A log with the runner that keeps it.
struct LogInHand {
  FoundLog found;
  MigrationLog log;
  std::optional<Table> table;  ///< its table as it is; nothing for PRAGMA user_version
};

struct Situation {
  Migrations migrations;
  std::optional<LogInHand> log;  ///< nothing where the database has none
  MatchedLog matched;
  NextRun next;
  std::set<Identifier> runners_tables;
  Replay replay;
  Line line;
  Timelines timelines;
  LiveFit fit;
  /// What the next start makes again, by migrations that were edited since they ran: how these
  /// objects are now says nothing. They are among `fit.altered`.
  std::set<ObjectKey> remade;
  std::size_t recorded = 0;  ///< migrations at the front of the line that are recorded …
  std::size_t boundary = 0;  ///< … and the point behind them
  /// The points that fit and that the log allows best, in order; empty where none fits.
  std::vector<std::size_t> points;

  /// The migration at place `i` of the line.
  const Migration& migration_at(std::size_t i) const;
  bool is_recorded(std::size_t i) const;
  /// Whether migration `index` of the list is recorded, and the next start runs it once more.
  bool runs_again(std::size_t index) const;
  MigrationInHand in_hand(std::size_t i) const;
};

/// The log that the database holds for this choice: where several fit, none is taken and all are
/// named.
struct ChosenLog {
  std::optional<LogInHand> log;
  std::string ambiguous;  ///< "kysely (a), kysely (b)"; empty where there is no doubt
  std::string missing;    ///< "kysely_migration, the log of Kysely": named, and not there
};
ChosenLog choose_log(const Connection& live, const Schema& schema, const LogChoice& choice);

/// `live` is read, nothing more. Throws Error where the directory or the log cannot be read.
Situation look_at(const Connection& live, std::optional<LogInHand> log, Migrations migrations,
                  const Options& options);

/// The migration at whose statements the database stopped, by place on the line, if the points that
/// fit are inside one.
struct Stopped {
  std::size_t place = 0;
  std::vector<std::size_t> candidates;  ///< numbers of its statements that may have run
};
std::optional<Stopped> stopped_at(const Situation& situation);

}  // namespace plumbline
