#pragma once
// A half-done migration run on from a point, on a copy of the live database with its rows.
#include <optional>
#include <set>

#include "analyzer/reconcile/replay.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

/// A migration with what its statements do.
struct MigrationInHand {
  const Migration& migration;
  const std::vector<StatementEffect>& effects;
};

struct Ran {
  Shadow shadow;
  std::optional<SqlFailure> failure;
  std::size_t failed_statement = 0;  ///< 1-based; 0 where none failed
};

/// Runs statements from + 1 … to of the migration, with the settings that the connection had when
/// they ran.
Ran run_statements(const Connection& live, const MigrationInHand& hand, std::size_t from,
                   std::size_t to, World world, const Options& options);
/// The same on a shadow of the caller's, which keeps what was done.
std::optional<SqlFailure> run_statements_on(const Connection& shadow, const MigrationInHand& hand,
                                            std::size_t from, std::size_t to,
                                            std::size_t& failed_statement);

/// The TEMP tables that statements up to `after` have touched: gone with their connection.
std::set<Identifier> temp_tables_made(const std::vector<StatementEffect>& effects,
                                      std::size_t after);
/// The TEMP tables that held what the rest of a migration, behind statement `after`, wants to read:
/// they are gone with the connection that made them.
std::vector<Identifier> lost_temp_tables(const std::vector<StatementEffect>& effects,
                                         std::size_t after);

/// Whether it is ROLLBACK or ROLLBACK TO: what ran before it may be undone.
bool rolls_back(const StatementEffect& effect);

/// Whether all that the statement does is done by their being gone.
bool only_tidies(const StatementEffect& effect, const std::set<Identifier>& lost);

/// Where a database that stopped behind statement `after` has to go on: transactions that never
/// ended, settings and TEMP tables of the dead connection are begun again, as far as nothing
/// lasting stands between.
std::size_t resume_point(const std::vector<StatementEffect>& effects, std::size_t after);

}  // namespace plumbline
