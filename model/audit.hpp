#pragma once
// What a deep look at one database has found in its rows, and what it was before.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/change.hpp"
#include "model/schema.hpp"

namespace plumbline {

/// `not_finished`: the time was up, or somebody stopped it; `failed`: SQLite could not answer.
enum class CheckOutcome { holds, broken, not_finished, failed };
std::string to_string(CheckOutcome outcome);

/// A question to the rows of a database, and the answer.
struct DataCheck {
  std::string rule;  ///< the rule whose finding it becomes where it is broken
  ObjectRef object;
  std::string what;       ///< what should hold: "email is never NULL"
  bool declared = false;  ///< the target asks for it, and the database does not
  std::string sql;        ///< lists the rows that break it; it only reads
  CheckOutcome outcome = CheckOutcome::not_finished;
  std::int64_t rows = 0;             ///< how many break it
  bool at_least = false;             ///< there may be more than were counted
  std::vector<std::int64_t> rowids;  ///< of the first of them; empty where they have none
  std::vector<std::string> values;   ///< of the same, where the options let values be shown
  std::string why;                   ///< of `failed`: SQLite's words; of damage: its first lines
};

/// A difference from an older snapshot, and the migration that makes it.
struct ExplainedChange {
  Change change;
  std::string migration;  ///< empty: none of those that are known
};

/// What happened since a snapshot was taken. Times are ISO 8601, empty where a side is not dated.
struct Since {
  std::string snapshot;
  std::string taken_at, now;
  std::vector<ExplainedChange> changes;
};

struct Audit {
  std::string opened;  ///< in which way the database was opened, and why in this one
  std::vector<DataCheck> checks;
  std::vector<std::string> not_finished;  ///< other parts that the time was not enough for
  std::optional<Since> since;
};

/// Whether all that was asked has an answer.
bool is_complete(const Audit& audit);

/// `object` hangs on `on`: a foreign key on its parent, a view on what it reads, a trigger on its
/// table and on what it writes.
struct Dependency {
  ObjectRef object, on;
  std::string how;  ///< "references", "reads", "fires on", "writes"
};

/// A schema as a page can draw it.
struct SchemaPicture {
  Schema schema;
  std::vector<Dependency> dependencies;
};

}  // namespace plumbline
