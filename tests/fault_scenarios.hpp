#pragma once
// Databases to be repaired while the world fails around them, and the plans for them, made by the
// planner itself.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/analyze.hpp"
#include "tests/fault_disk.hpp"

namespace plumbline {

struct FaultScenario {
  std::string name;
  std::string live;    ///< SQL of the database
  std::string target;  ///< SQL; empty where the migrations are the target
  std::map<std::string, std::string> migrations = {};  ///< file → SQL
  std::set<Hazard> allow = {};
};

/// ALTERs alone · a rebuild of a table that others reference · a half-done migration and its log
/// row · one whose pages do not fit into the cache · WITHOUT ROWID and full text.
const std::vector<FaultScenario>& fault_scenarios();
/// A table that is rebuilt: 3 MB, or where not all faults are asked for, half of that.
FaultScenario large_scenario();

/// PLUMBLINE_FAULTS is set: every operation, hundreds of kills; else a few of each.
bool all_faults_asked_for();

enum class JournalKind {
  rollback,
  wal,
  wal_with_frames,  ///< its last writer died: the -wal holds what the database has not got yet
};
std::string to_string(JournalKind journal);

/// "disk", in the current folder: the database lies in it, and nothing else.
std::filesystem::path fault_folder();
/// "disk/app.db"
std::string fault_database();

/// Writes the target or the migrations to the current folder, and the database to fault_folder().
void lay_out(const FaultScenario& scenario, JournalKind journal);

/// `repair` of the database as it is now. Throws Error(failed) where it is refused.
Plan plan_for(const FaultScenario& scenario, const std::string& database);
/// The same as words of the command line, from "repair" on.
std::vector<std::string> repair_words(const FaultScenario& scenario, const std::string& database);

}  // namespace plumbline
