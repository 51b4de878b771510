#pragma once
// Which runner keeps its log in a database: told by the columns of its tables.
#include <memory>
#include <vector>

#include "analyzer/history/runner/runner.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/request.hpp"
#include "model/schema.hpp"

namespace plumbline {

struct FoundLog {
  std::shared_ptr<const Runner> runner;  ///< of a home-grown table: a description made for it
  Identifier table;                      ///< empty for PRAGMA user_version
  std::vector<Identifier> side_tables;   ///< its lock and side tables that are there
};

/// The logs that the database holds and `choice` lets through; several where several fit: the
/// caller names them and never guesses. Throws Error(usage) for a runner that nobody knows,
/// Error(failed) where the table or the column that was named is not there.
std::vector<FoundLog> find_logs(const Connection& connection, const Schema& schema,
                                const LogChoice& choice);

/// Whether find_logs looks at rows as well: then another database of the same schema may have
/// another log.
bool rows_decide_log(const Schema& schema, const LogChoice& choice);

/// Whether the table is a runner's log, lock or side table, by name and columns, or belongs to the
/// platform (_cf_…, android_metadata): never a change (CLI: "extra objects").
bool belongs_to_runner_or_platform(const Table& table);

/// Whether what is called so is the platform's: https://developers.cloudflare.com/d1/ keeps its own
/// tables under _cf_, Android under android_metadata.
bool belongs_to_platform(const Identifier& name);

}  // namespace plumbline
