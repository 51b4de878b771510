#pragma once
// Records of migrations that are there and are not read.
#include "analyzer/history/runner/runner.hpp"
#include "model/migration.hpp"

namespace plumbline {

/// Adds each of them to the list, as a migration without SQL, at the place where it ran: a record
/// of it is no record of a missing file, and what it made is nobody's guess.
void add_unread_records(const Runner& runner, const MigrationLog& log, Migrations& migrations);

}  // namespace plumbline
