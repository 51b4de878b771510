#pragma once
// One run of a migration runner gone through again on a shadow, by what it told of its statements:
// SQLite then says of each what it did.
#include <set>
#include <string>
#include <vector>

#include "analyzer/history/recorded/scratch_log.hpp"
#include "analyzer/reconcile/replay.hpp"
#include "analyzer/sqlite/table_contents.hpp"
#include "analyzer/sqlite/traced_statement.hpp"

namespace plumbline {

/// Schema and rows, at one moment of a run.
struct ApplicationState {
  Schema schema;
  Contents contents;
};

/// What is left of a statement once all is rolled back that was rolled back.
struct TraceItem {
  enum class Kind {
    change,   ///< it changes rows or objects of the application, or TEMP tables
    setting,  ///< a PRAGMA that changes how others act
    reading,  ///< it gives rows of the application to the runner, which may act on them
    record,   ///< it completes records in the log
  };
  Kind kind = Kind::change;
  std::string sql;
  int transaction = 0;  ///< the how manieth of the run; 0: in none
  bool changes_schema = false;
  ConnectionSettings before, after;  ///< in force
  std::vector<std::string> keys;     ///< of a record: what is new in the log
  ApplicationState behind;           ///< of a record
};

struct TraceReplayInput {
  const std::vector<TracedStatement>& statements;
  const ScratchState& after;  ///< the real run's end
  const std::set<std::string>& recorded_before;
  const Mask& mask;                 ///< columns that the clock or chance fills
  bool passes_over_echoes = false;  ///< statements that a trigger made the trace tell again
};

struct ReplayedTrace {
  std::vector<TraceItem> items;
  ApplicationState end;
  bool has_echoes = false;  ///< there was something to pass over
};

/// On `shadow`, which holds what the run began with and has its foreign_keys. Throws
/// Error(unsupported) for parameters that cannot be put in.
ReplayedTrace replay_trace(const Connection& shadow, const TraceReplayInput& input);

/// Without the runner's tables and without the marks of AUTOINCREMENT, which are theirs as well.
ApplicationState application_state(const Connection& connection, const ScratchState& after,
                                   const Mask& mask);

}  // namespace plumbline
