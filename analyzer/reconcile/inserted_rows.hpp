#pragma once
// The rows that an INSERT adds, held against those that are there.
#include <optional>

#include "analyzer/reconcile/run_rest.hpp"

namespace plumbline {

/// `present`: the newest rows of the table are those that the statements would add, and say
/// something (are not all NULLs and defaults). `absent`: some row is nowhere in the table. Nothing:
/// it cannot be told.
enum class InsertTrace { present, absent };

/// The rows that statements `inserts` (0-based, ascending, all of them INSERTs into `table`) add,
/// one after another. Values that come from the clock or from chance, and rowids, are not compared.
std::optional<InsertTrace> trace_of_inserts(const Connection& live, const MigrationInHand& hand,
                                            const std::vector<std::size_t>& inserts,
                                            const Identifier& table, const Options& options);

/// Whether statement `insert` (0-based, an INSERT into `table`) runs where that table is empty.
bool runs_on_empty_table(const Connection& live, const MigrationInHand& hand, std::size_t insert,
                         const Identifier& table, const Options& options);

/// Whether all rows that statement `insert` (0-based, an INSERT into `table` alone that does not
/// read it) adds to it are there, to the last value: then it makes no difference whether it has
/// run.
bool rows_are_there(const Connection& live, const MigrationInHand& hand, std::size_t insert,
                    const Identifier& table, const Options& options);

}  // namespace plumbline
