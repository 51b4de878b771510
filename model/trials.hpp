#pragma once
// What running a migration on made-up databases has shown: what the rules of `lint` look at.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/forecast.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

/// Something that older versions of SQLite do not know.
struct SqlFeature {
  std::string words;  ///< "DROP COLUMN", "iif()"
  int since = 0;      ///< SQLITE_VERSION_NUMBER of the first that does
};

/// One statement, as SQLite itself describes it while it compiles and runs it.
struct StatementFacts {
  StatementPlace place;
  std::string transaction;  ///< BEGIN, COMMIT, ROLLBACK, "SAVEPOINT BEGIN", …; empty for others
  std::string pragma;       ///< the PRAGMA that it is; empty for others
  std::string pragma_value = {};  ///< what it sets that PRAGMA to, as written; empty: it only asks
  bool uses_temp = false;         ///< it makes, reads or writes a TEMP object
  bool changes_schema = false;
  bool changes_rows = false;
  std::set<std::string> functions;     ///< SQL functions that it calls
  std::optional<std::string> failure;  ///< on an empty database, in SQLite's own words
  std::vector<SqlFeature> needs = {};
};

/// A run of the whole migration, without a crash.
struct RunTrial {
  bool with_rows = false;       ///< made-up rows in every table that takes them, else none
  int rows = 0;                 ///< how many in each table: 0, 1 or several
  bool foreign_keys = true;     ///< as the application has set them when it begins
  bool in_transaction = false;  ///< the runner's, around all of it
  std::optional<StepFailure> failure;
  std::vector<Loss> losses;
  std::int64_t new_violations = 0;  ///< rows that reference nothing behind it, and did not before
  bool leaves_foreign_keys_off = false;  ///< behind it the connection has them off, and had them on
  std::map<Identifier, std::int64_t> rows_before = {};  ///< of the tables that losses are about
};

enum class RerunOutcome { works, fails, other_schema, loses_rows, other_rows };
/// The worse of two is the greater: works, fails, other_rows, other_schema, loses_rows. What is
/// never said aloud is worse than what stops the start.
int badness(RerunOutcome outcome);

/// A run again from the top behind a crash.
struct RerunTrial {
  StatementPlace stopped_behind;
  bool with_rows = false;
  bool foreign_keys = true;
  RerunOutcome outcome = RerunOutcome::works;
  std::string detail;  ///< SQLite's own words, or what differs
  std::optional<StatementPlace> fails_at;
};

/// The migration rewritten so that it can stop anywhere and run again, tried in the same way.
struct SafeText {
  std::string sql;
  std::string why;                ///< what was changed, in a sentence
  std::vector<std::string> left;  ///< what is still not safe; empty where nothing is
};

struct MigrationTrials {
  std::string migration;
  std::string file;
  TransactionMode transaction = TransactionMode::unknown;
  std::string runner;              ///< its title; empty where it is not known
  std::optional<Runtime> runtime;  ///< where the user named one
  std::vector<StatementFacts> statements;
  std::vector<RunTrial> runs;
  std::vector<RerunTrial> reruns;  ///< none where a transaction is around all of it
  std::optional<SafeText> safe_text;
  std::vector<std::string> notes;  ///< what could not be tried, tables that could not be filled
};

}  // namespace plumbline
