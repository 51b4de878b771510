#pragma once
// The pipeline: sources in, answers out. Each function is one verb of the command line; all throw
// Error where a source cannot be read, and for nothing else.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/apply/apply.hpp"
#include "analyzer/progress.hpp"
#include "model/error.hpp"
#include "model/options.hpp"
#include "model/plan.hpp"
#include "model/report.hpp"
#include "model/request.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// A source that was read: a database, a .sql file, a YAML schema, a directory of migrations, "-".
struct Loaded {
  std::string name;  ///< as the user named it
  bool is_database = false;
  Schema schema;
  DatabaseFacts facts;          ///< path is the name; fingerprints where the options ask for them
  std::vector<Rename> renames;  ///< renamed_from of a YAML schema
  std::vector<std::string> notes;        ///< how it was read, and what could not be
  std::string taken_at = {};             ///< when it was so, ISO 8601; empty: not dated
  std::optional<Error> incomplete = {};  ///< what load would have thrown: see load_what_parses
};

Loaded load(const std::string& name, const Options& options);

/// The same; but of a database which holds objects that SQLite cannot parse, the rest of it, with
/// these named among the problems and the Error in the answer. To be shown, never to be worked
/// with.
Loaded load_what_parses(const std::string& name, const Options& options);

/// What `to` has that `from` has not, and the other way round.
Report diff(const std::string& from, const std::string& to, const Options& options);

struct Repair {
  Planning planning;
  Report report;  ///< the differences it mends, and the findings about what stays
};

/// The proven script that takes the database to the target, or why there is none.
Repair repair(const std::string& database, const std::string& target, const Options& options);

/// Log, files and live schema compared, migration by migration; with a `target`, also what differs
/// from it (empty: none is declared).
Report status(const std::string& database, const std::string& migrations, const LogChoice& log,
              const Options& options, const std::string& target = "");

/// What the next start of the application would do to the database, with all that `status` and the
/// rules have to say.
Report check(const std::string& database, const CheckRequest& request, const Options& options);

/// All that `check` says, and what the rows break: see model/audit.hpp. Behind the deadline it is
/// what is known by then.
Report audit(const std::string& database, const AuditRequest& request, const Options& options,
             const OnProgress& on_progress);

/// What is not safe about the migrations themselves: tried on databases made up for them.
Report lint(const std::string& directory, const LogChoice& log, const Options& options);

/// The proven script that mends the database and its log by its migrations (`repair -d`), or why
/// there is none. The report is that of `status`.
Repair repair(const std::string& database, const RepairRequest& request, const Options& options);

}  // namespace plumbline
