#pragma once
// What the next start of the application does to a database, foretold by running it on a copy.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/change.hpp"
#include "model/identifier.hpp"

namespace plumbline {

enum class ForecastOutcome { not_run, nothing_to_run, succeeds, fails, drifts, loses_rows };
std::string to_string(ForecastOutcome outcome);

/// A statement of a migration, or of a file that runs at the start.
struct StatementPlace {
  std::string step;   ///< the id of the migration, or the file as the user named it
  std::string file;   ///< a path that the user can open
  int statement = 0;  ///< 1-based; 0: none in particular (COMMIT, the row of the log)
  int line = 0;
  std::string sql;
};

/// How rows went. `delete_rows` is what the statement itself says it deletes; `drop_table` a table
/// dropped with rows that are nowhere else, `drop_column` values of a column. The others nobody has
/// written down: a foreign key's action, a trigger, REPLACE, a copy that left rows out.
enum class LossCause {
  delete_rows,
  drop_table,
  drop_column,
  cascade,
  set_null,
  set_default,
  trigger,
  replace,
  left_out,
};
std::string to_string(LossCause cause);  ///< "cascade", "drop-table", …
/// Whether the text of the statement says so.
bool is_stated(LossCause cause);

struct Loss {
  StatementPlace place;
  Identifier table;
  std::optional<Identifier> column;  ///< of drop_column, set_null and set_default
  std::int64_t rows = 0;
  LossCause cause = LossCause::delete_rows;
};

struct StepFailure {
  StatementPlace place;
  std::string message;      ///< SQLite's own words
  std::string rows;         ///< which rows it fails on, in words; empty where that is not known
  bool constraint = false;  ///< a row broke a constraint: with other rows it might pass
};

struct Forecast {
  ForecastOutcome outcome = ForecastOutcome::not_run;
  std::string why;                 ///< where it was not run, or does not end as declared: why
  std::vector<std::string> steps;  ///< what runs at the next start, in order, up to a failure
  std::optional<StepFailure> failure;
  std::vector<Loss> losses;
  std::vector<Change> drift;  ///< what differs behind it from what is declared
  std::string rows;           ///< "full" or "sample": which rows it ran on
};

}  // namespace plumbline
