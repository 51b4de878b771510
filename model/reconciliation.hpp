#pragma once
// All that comparing log, files and live schema has shown, as facts: what the rules about
// migrations look at.
#include <optional>
#include <string>
#include <vector>

#include "model/migration.hpp"
#include "model/schema.hpp"
#include "model/status.hpp"

namespace plumbline {

/// An object that migrations make, there in a form that none of them gives it.
struct AlteredObject {
  ObjectRef object;
  std::string migration;  ///< the last one that changes it; empty where none does
  std::string file;
  int line = 0;
  std::string difference;  ///< in words; may be empty
  bool masked = false;     ///< the statement says IF NOT EXISTS: it passed over this object
};

/// A statement that fails on an empty database, so that what it does cannot be known.
struct NotReplayed {
  std::string migration;
  std::string file;
  int line = 0;
  std::string message;  ///< SQLite's own words
};

/// A rebuild that was stopped: `kept_in` is the table that holds the rows now.
struct RowsElsewhere {
  Identifier table;    ///< the table that should hold them
  Identifier kept_in;  ///< the table that does
  std::int64_t rows = 0;
  bool only_copy = false;  ///< `table` is gone, or empty
};

struct Reconciliation {
  std::string runner;  ///< its title, "Kysely"; empty where there is no log
  bool refuses_unknown_records = false;
  bool refuses_edited_files = false;
  std::string next_run_refuses;  ///< why the runner would not start; empty where it would
  std::string log_ambiguous;     ///< the logs of which one has to be named; empty: no doubt
  std::string log_missing;       ///< the log that was named and is not there; empty: none was named
  std::string log_elsewhere;  ///< "Sqitch keeps it in sqitch.db"; empty: it may be in the database
  std::vector<std::string> locks;  ///< lock rows that are set
  std::vector<MigrationStatus> migrations;
  std::vector<Cut> cuts;
  std::vector<AlteredObject> altered;
  std::vector<ObjectRef> unexplained;  ///< live objects that no migration makes
  std::vector<NotReplayed> not_replayed;
  std::vector<RowsElsewhere> rows_elsewhere;
  std::vector<Identifier>
      lost_temp_tables;   ///< TEMP tables that held rows, gone with the connection
  std::string undecided;  ///< why it cannot be known from where to go on; empty where it can
};

}  // namespace plumbline
