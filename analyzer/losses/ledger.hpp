#pragma once
// What a run of statements loses, statement by statement, and in the end: rows that come back later
// are no loss.
#include <map>
#include <set>
#include <vector>

#include "analyzer/losses/copies.hpp"
#include "analyzer/reconcile/run_rest.hpp"
#include "analyzer/sqlite/observer.hpp"
#include "analyzer/sqlite/row_changes.hpp"
#include "model/forecast.hpp"

namespace plumbline {

/// Of the tables that are there when it begins, under whatever name they have later.
class LossLedger {
 public:
  /// Watches `shadow`, which outlives it.
  explicit LossLedger(const Connection& shadow);

  /// Statements that have run long ago: what they copied is a copy still.
  void know(const std::vector<StatementEffect>& effects);

  /// `shadow` is about to run statement `index` (0-based).
  void before(const MigrationInHand& hand, std::size_t index);
  /// It has run.
  void behind(const MigrationInHand& hand, std::size_t index, const StatementPlace& place);
  /// It has failed: nothing of it is left.
  void failed();

  /// Where a transaction begins, and that it was rolled back to there.
  std::size_t mark() const { return entries_.size(); }
  void roll_back(std::size_t mark);

  std::vector<Loss> losses() const;

 private:
  struct Entry {
    Loss loss;
    std::int64_t inserted_before = 0;  ///< into its table, by then
    Identifier called;                 ///< as the table was called when all began
  };
  void add(Loss loss);
  Identifier first_name_of(const Identifier& table) const;
  /// What is about to be dropped lives on in the copy that was made of it before.
  void find_heirs();
  /// Behind the statement: tables that are gone, renamed, or there again.
  void follow(const StatementEffect& effect);
  /// The table that is counted where rows of this one go by themselves; nothing where none is.
  std::optional<Identifier> counted_as(const Identifier& table) const;
  void add_deleted(const StatementPlace& place, const ChangesByTable& changes);
  void add_cleared(const StatementPlace& place, const ChangesByTable& changes);

  const Connection& shadow_;
  Observer observer_;
  RowWatch rows_;
  Copies copies_;
  std::set<Identifier> known_;   ///< the names of the tables that were there when it began
  std::set<Identifier> tables_;  ///< whose rows count
  std::map<Identifier, Identifier> first_names_;  ///< of tables that were renamed
  /// Copies of tables that are gone, by the names of those: their rows are the only ones now.
  std::map<Identifier, Identifier> heirs_, next_heirs_;
  std::set<Identifier> dropping_;
  std::vector<Loss> by_dropping_;
  std::vector<Entry> entries_;
  std::map<Identifier, std::int64_t> inserted_;
};

}  // namespace plumbline
