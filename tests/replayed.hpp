#pragma once
// One migration, replayed behind what was there before it, and databases on which some of it has
// run.
#include <string>
#include <vector>

#include "analyzer/reconcile/run_rest.hpp"

namespace plumbline {

/// Of the statements of `script`; its key is its id.
Migration migration_of(const std::string& id, const std::string& script);

/// All of them in their order, without tables of a runner.
Replay replay_of(const std::vector<Migration>& migrations, const Options& options = {});

class Replayed {
 public:
  /// `before`: the schema that was there.
  Replayed(const std::string& before, const std::string& script);

  MigrationInHand hand() const { return {migrations_.back(), replay_.effects.back()}; }
  const std::vector<StatementEffect>& effects() const { return replay_.effects.back(); }
  /// A database in memory: what was there, then `rows`, then the first `count` statements, run by
  /// plain SQLite on a connection that is then lost.
  Connection after(std::size_t count, const std::string& rows = "") const;

 private:
  std::string before_;
  std::vector<Migration> migrations_;
  Replay replay_;
};

/// "+table t", "-index i", "~table t", "PRAGMA user_version 0 → 3", joined by ", ".
std::string shown(const std::vector<ObjectChange>& changes);
/// "t: insert delete set a b", then "reads t(a b)", "drops t", "temp x", "adds", "changes",
/// "pragma …" and "BEGIN", joined by "; ". Of reads, those of a table as a whole are left out.
std::string shown(const Touched& touched);
std::string shown(const std::set<Identifier>& names);

}  // namespace plumbline
