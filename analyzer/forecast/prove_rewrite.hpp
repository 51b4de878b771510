#pragma once
// Whether a rewritten migration leads to what the original leads to: on the database that it finds,
// without made-up rows and with them.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/forecast/database_contents.hpp"
#include "analyzer/sqlite/connection.hpp"
#include "model/migration.hpp"
#include "model/options.hpp"

namespace plumbline {

struct RewriteQuestion {
  const Migration& original;
  const Connection& empty;
  const Connection& filled;
  bool in_transaction = false;  ///< the runner's, around all of it
  /// As it is, the original fails on rows or loses some that it does not name: then it counts what
  /// it does with foreign keys off, or, where it fails with them too, that every value is kept.
  bool harmed_by_rows = false;
  const Options& options;
};

class RewriteProof {
 public:
  explicit RewriteProof(const RewriteQuestion& question);

  /// What differs first, or how the rewritten one fails; empty where it leads to the same.
  std::string difference_of(const Migration& rewritten) const;

  /// Whether it can stop somewhere, and the next run succeeds and drops rows that were written in
  /// between: a copy that was there already is taken for a new one.
  bool drops_later_rows(const Migration& migration) const;

 private:
  struct Expected {
    DatabaseContents contents;
    Varying varying;
  };
  std::optional<Expected> expected_on(const Connection& before, bool foreign_keys,
                                      bool in_transaction) const;
  bool drops_later_rows(const Migration& migration, const Connection& stopped,
                        const std::vector<Identifier>& new_tables) const;
  std::string difference_on_rows(const Migration& rewritten) const;

  RewriteQuestion question_;
  std::optional<Expected> empty_, filled_;  ///< nothing where the original fails there
};

}  // namespace plumbline
