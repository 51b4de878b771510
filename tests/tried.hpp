#pragma once
// Migrations that were tried, and what was shown of them in words.
#include <string>
#include <vector>

#include "model/migration.hpp"
#include "model/trials.hpp"

namespace plumbline {

using Lines = std::vector<std::string>;

/// One of each script; they are called 1, 2, ….
Migrations migrations_of(const Lines& scripts, TransactionMode transaction);

/// Of the last of them.
MigrationTrials trials_of(const Lines& scripts,
                          TransactionMode transaction = TransactionMode::none);

/// "3 on in: 4 cascade c 2": the rows in each table, foreign_keys, whether in a transaction, and
/// what was seen: statement and failure or loss.
Lines runs(const MigrationTrials& trials);
/// "2 loses rows: no such table: t (at 1)": behind which statement it stopped, the outcome, and the
/// statement at which it fails.
Lines reruns(const MigrationTrials& trials);

}  // namespace plumbline
