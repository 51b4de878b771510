#pragma once
// Migrations run statement by statement on an empty shadow: the effect of a statement is what it
// changes there. No SQL is matched against patterns.
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "analyzer/reconcile/schema_watch.hpp"
#include "analyzer/sqlite/observer.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

/// What a connection has switched on or off: a dead connection's settings have to be made again.
struct ConnectionSettings {
  bool foreign_keys = true;
  bool legacy_alter_table = false;
  bool recursive_triggers = false;
  bool ignore_check_constraints = false;
  bool operator==(const ConnectionSettings&) const = default;
};
ConnectionSettings settings_of(const Connection& connection);
/// "PRAGMA foreign_keys=OFF", … for those that differ.
std::vector<std::string> pragmas_for(const ConnectionSettings& from, const ConnectionSettings& to);

struct StatementEffect {
  std::vector<ObjectChange> changes;
  Touched touched;
  std::optional<SqlFailure> failure;  ///< it did not run; then it has no effect
  ConnectionSettings before;          ///< in force when it ran
  bool in_transaction = false;        ///< behind it, a transaction of the file's own is open
};

/// Whether it changes rows or objects of `main` (and not only the connection). What writes rows
/// does, also where it failed here: a constraint that stops it on an empty database (a foreign key)
/// need not stop it on the live one.
bool is_durable(const StatementEffect& effect);
/// Whether it changes rows and leaves the schema as it is.
bool is_data_statement(const StatementEffect& effect);

/// In the order in which they were run; `effects[i]` are those of migration `order[i]`.
struct Replay {
  std::vector<std::size_t> order;
  std::vector<std::vector<StatementEffect>> effects;
};

struct ReplayInput {
  const std::vector<Migration>& migrations;
  std::vector<std::size_t> order;
  /// Tables of the runner: not part of any effect, and made from these texts where a migration
  /// needs one.
  std::map<Identifier, std::string> runners_tables;
  const Options& options;
};

Replay replay(const ReplayInput& input);

/// The same on a connection of the caller's, for the first `count` migrations of the order; fills
/// `shadow` with what they lead to.
Replay replay_on(const Connection& shadow, const ReplayInput& input, std::size_t count);

/// ALTER TABLE and virtual tables run statements of their own: what counts is what `sql` itself is.
void forget_inner_statements(std::string_view sql, Touched& touched);

/// Runs one statement of a migration on a shadow; statements that a shadow cannot run and that
/// change nothing (VACUUM) are passed over.
std::optional<SqlFailure> run_migration_statement(const Connection& shadow, const std::string& sql);

}  // namespace plumbline
