#pragma once
// One migration on made-up databases, without a crash: the runs of MigrationTrials.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/forecast/staged_databases.hpp"
#include "analyzer/reconcile/run_rest.hpp"
#include "model/trials.hpp"

namespace plumbline {

/// The databases that a migration may find.
class TrialDatabases {
 public:
  TrialDatabases(const StagedDatabases& stages, const Options& options)
      : stages_(stages), options_(options) {}

  struct Filled {
    const Connection& connection;
    int rows;  ///< in each table that takes them
  };
  static constexpr std::size_t count = 3;
  /// The fullest is 0, that without made-up rows the last. One row a table is made up when somebody
  /// asks for it.
  Filled at(std::size_t number) const;

 private:
  const StagedDatabases& stages_;
  const Options& options_;
  mutable std::optional<Shadow> one_row_;
};

/// A migration with the databases that it finds, and what of them makes a difference to it.
struct Trial {
  MigrationInHand hand;
  const TrialDatabases& databases;
  const std::vector<std::vector<StatementEffect>>& past;  ///< of the migrations before it
  TransactionMode transaction = TransactionMode::unknown;
  bool rows_matter = true;  ///< it changes, reads or copies what was there before it
  bool foreign_keys_matter = true;
  const Options& options;
};

/// Whether the migration can do anything to rows that were there before it.
bool do_rows_matter(const std::vector<StatementEffect>& effects, const Connection& before);
/// Whether a foreign key is declared before or behind it, and it does anything that they see; or
/// whether it sets PRAGMAs.
bool do_foreign_keys_matter(const std::vector<StatementEffect>& effects, const Connection& before,
                            const Connection& behind);

/// Whether a transaction is around the migration when it begins: as its runner does, or as the file
/// tells; both where nobody knows and it may make a difference.
std::vector<bool> ways_to_run(const Trial& trial);

/// The emptiest first, and each with foreign_keys on first. Left out is what could not differ from
/// a run that is listed: rows where none matter, or where it fails without them; one row a table
/// where it runs with several; foreign_keys off, or another mode of the transaction, where neither
/// keys nor PRAGMAs are. A failure that is a shadow's own becomes a note.
std::vector<RunTrial> try_runs(const Trial& trial, std::vector<std::string>& notes);

}  // namespace plumbline
