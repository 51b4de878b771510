#pragma once
// Which statements of a run are which migration's: told by the records in the log between them.
#include <string>
#include <vector>

#include "analyzer/history/recorded/replay_trace.hpp"
#include "model/migration.hpp"

namespace plumbline {

/// What one migration ran, and what it left.
struct TracedMigration {
  std::string key;
  std::vector<std::string> sql;
  TransactionMode transaction = TransactionMode::unknown;  ///< unknown where it has no statement
  ApplicationState behind;
  std::string reads;  ///< a statement by which the runner has read rows; empty: none
};

struct TracedRun {
  std::vector<TracedMigration> migrations;
  std::string why_not;  ///< why nothing is known of each; empty where it is
  std::vector<std::string> notes;
};

/// A runner's transaction around a migration and its record is left out, since its description says
/// so; any other becomes BEGIN and COMMIT among the statements of one that runs without. Savepoints
/// are left out. Settings that differ from `application`, with which every migration begins, are
/// among the statements too, as is what restores them behind the record.
TracedRun attribute_trace(const std::vector<TraceItem>& items,
                          const ConnectionSettings& application);

}  // namespace plumbline
