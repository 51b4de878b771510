#pragma once
// What the log, the files and the schema say of each migration, compared.
#include <set>
#include <string>
#include <vector>

namespace plumbline {

enum class MigrationState {
  applied,
  pending,
  partial,
  recorded_but_absent,
  present_but_unrecorded,
  will_never_run,
  cannot_tell,
};
std::string to_string(MigrationState state);

enum class MigrationFlag {
  edited,
  cosmetic_edit,
  out_of_order,
  missing_file,
  duplicate_record,
  dirty,
  baseline,    ///< no row names it: the log's baseline says that it counts as applied
  runs_again,  ///< it was edited since it ran, and its runner runs such ones once more
};
std::string to_string(MigrationFlag flag);

/// `superseded`: what it made was changed by a later one. `altered`: what it made is there in a
/// form that no migration gives it. `masked`: IF NOT EXISTS over a different object. `data_only`:
/// it changes rows, and the evidence does not decide. `no_effect`: it leaves no mark anywhere.
enum class StatementVerdict {
  applied,
  pending,
  superseded,
  altered,
  masked,
  data_only,
  no_effect,
};
std::string to_string(StatementVerdict verdict);

struct StatementStatus {
  int statement = 0;  ///< 1-based
  int line = 0;
  StatementVerdict verdict = StatementVerdict::pending;
  std::string evidence;
};

struct MigrationStatus {
  std::string id;
  std::string file;  ///< empty for a record without a file
  bool recorded = false;
  MigrationState state = MigrationState::pending;
  std::set<MigrationFlag> flags;
  int statements = 0;  ///< how many it has
  int applied = 0;     ///< how many of them the evidence says have run
  std::vector<StatementStatus> verdicts;
  /// Of its statements, where other migrations are in the same file; else 0.
  int first_line = 0, last_line = 0;
};

/// A point at which a migration could have stopped: behind that many of its statements.
struct Cut {
  std::string migration;
  int after_statement = 0;
  auto operator<=>(const Cut&) const = default;
};

struct LogFacts {
  std::string runner;
  std::string table;  ///< "PRAGMA user_version" where that is the log
  std::size_t recorded = 0;
};

}  // namespace plumbline
