#pragma once
// The rows of a log, written exactly as its runner writes them: https://sqlite.org/lang_insert.html
// Times and ids are SQL that is computed when the script runs.
#include <string>
#include <vector>

#include "analyzer/history/log/find_log.hpp"
#include "analyzer/history/log/read_log.hpp"
#include "model/plan.hpp"

namespace plumbline {

/// A log with all that a row of it can depend on.
struct LogContext {
  const FoundLog& found;
  const MigrationLog& log;
  const std::vector<Migration>& migrations;
  const MatchedLog& matched;
  /// The log's table as it is; null: taken to be as its runner makes it.
  const Table* table = nullptr;
};

/// Why the rows of this log are not ours to write: a lock row that is set, a runner that is only
/// read, a shape of the table that its runner does not have, a value of a row that is not known (of
/// a migration that is not recorded yet). Empty where they are.
std::string why_not_written(const LogContext& context);

/// Statements that record migration `index`; the ones before it are recorded, or are recorded by
/// earlier statements of the same script. A mark of failure on it is lifted. None where it is
/// recorded already. Throws Error(failed) where a value is missing that why_not_written tells of.
std::vector<Statement> record_migration(const LogContext& context, std::size_t index);
/// Statements that take its record away, and with it a mark of failure; the ones behind it are not
/// recorded, or were taken away by earlier statements of the same script. None where it counts as
/// applied by a baseline alone.
std::vector<Statement> unrecord_migration(const LogContext& context, std::size_t index);

/// SQL expressions that are true of the log as it was read and hardly of any other: for guards. On
/// a database without the log's tables they do not compile.
/// `absent`: migrations that must not be recorded yet.
std::vector<std::string> log_guards(const LogContext& context,
                                    const std::vector<std::size_t>& absent);

}  // namespace plumbline
