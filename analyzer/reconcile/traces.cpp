#include "analyzer/reconcile/traces.hpp"

#include <algorithm>

#include "analyzer/reconcile/inserted_rows.hpp"
#include "analyzer/reconcile/interference.hpp"
#include "analyzer/reconcile/would_change.hpp"
#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

class Tracer {
 public:
  Tracer(const Connection& live, const MigrationInHand& hand,
         const std::vector<std::size_t>& candidates, const std::set<Identifier>& left_out,
         const Options& options)
      : live_(live), hand_(hand), left_out_(left_out), options_(options) {
    for (std::size_t i = candidates.front(); i < candidates.back(); ++i) {
      if (!is_data_statement(hand.effects[i])) continue;
      if (shows_that_it_has_not_run(i, candidates.front())) {
        has_not_run_.insert(i);
      } else if (candidates.front() > 0 && shows_that_it_has_run(i)) {
        has_run_.insert(i);
      }
    }
  }

  bool speaks_against(std::size_t candidate) const {
    if (!has_run_.empty() && candidate <= *has_run_.rbegin()) return true;
    return std::ranges::any_of(has_not_run_, [&](std::size_t statement) {
      return statement < candidate && stays(statement, candidate);
    });
  }

 private:
  /// The table into which the statement inserts, and does nothing else.
  std::optional<Identifier> inserts_into(std::size_t statement) const {
    const auto& writes = hand_.effects[statement].touched.writes;
    if (writes.size() != 1) return std::nullopt;
    const auto& [table, how] = *writes.begin();
    if (!how.inserts || how.deletes || !how.updates.empty()) return std::nullopt;
    return table;
  }

  bool shows_that_it_has_not_run(std::size_t statement, std::size_t first) const {
    const auto table = inserts_into(statement);
    if (!table) return would_change_once(live_, hand_, statement, left_out_, options_);
    if (reads_its_own_rows(statement)) return false;
    // Those before it into the same table count too: each has its own rows there.
    std::vector<std::size_t> inserts;
    for (std::size_t i = first; i <= statement; ++i) {
      const bool adds = is_data_statement(hand_.effects[i]) && inserts_into(i) == table;
      if (adds && !reads_its_own_rows(i) && stays(i, statement + 1)) inserts.push_back(i);
    }
    return trace_of_inserts(live_, hand_, inserts, *table, options_) == InsertTrace::absent;
  }

  /// Asked only where something of the migration is there for sure: else equal rows may be older.
  /// Its rows are the newest of their table, and nothing else in the migration can have put them
  /// there.
  bool shows_that_it_has_run(std::size_t statement) const {
    const auto table = inserts_into(statement);
    if (!table || reads_its_own_rows(statement) || may_replace(statement)) return false;
    std::vector<std::size_t> inserts;
    for (std::size_t i = 0; i <= statement; ++i) {
      const StatementEffect& effect = hand_.effects[i];
      const bool makes_it = std::ranges::any_of(effect.changes, [&](const ObjectChange& change) {
        return change.object.type == "table" && change.object.name == *table;
      });
      const bool writes_it = effect.touched.writes.contains(*table);
      const bool adds = is_data_statement(effect) && inserts_into(i) == table;
      if (makes_it || (writes_it && (!adds || reads_its_own_rows(i)))) return false;
      if (adds) inserts.push_back(i);
    }
    return trace_of_inserts(live_, hand_, inserts, *table, options_) == InsertTrace::present;
  }

  /// Then it adds other rows when it runs again.
  bool reads_its_own_rows(std::size_t statement) const {
    const Touched& touched = hand_.effects[statement].touched;
    return writes_what_is_read(touched, touched);
  }

  /// Whether its effect would still show, had all up to `candidate` run.
  bool stays(std::size_t statement, std::size_t candidate) const {
    const Touched& touched = hand_.effects[statement].touched;
    const bool insert = inserts_into(statement).has_value();
    for (std::size_t i = statement + 1; i < candidate; ++i) {
      const Touched& later = hand_.effects[i].touched;
      if (rolls_back(hand_.effects[i])) return false;
      const bool only_adds =
          insert && inserts_into(i) == inserts_into(statement) && !may_replace(i);
      if (writes_what_is_read(later, touched)) return false;
      if (!only_adds && writes_the_same(later, touched)) return false;
    }
    return true;
  }

  /// OR REPLACE takes rows away, and so does a constraint that says ON CONFLICT REPLACE; SQLite's
  /// authorizer is not asked about those.
  bool may_replace(std::size_t statement) const {
    const auto table = inserts_into(statement);
    return says_replace(hand_.migration.up[statement].sql) ||
           (table && says_replace(text_of_table(*table)));
  }
  static bool says_replace(const std::string& sql) {
    return std::ranges::any_of(tokens_of(sql),
                               [](const Token& token) { return is_word(token, "replace"); });
  }
  std::string text_of_table(const Identifier& table) const {
    return live_
        .text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(" +
              quote_literal(table.text()) + ")")
        .value_or("");
  }

  const Connection& live_;
  const MigrationInHand& hand_;
  const std::set<Identifier>& left_out_;
  const Options& options_;
  std::set<std::size_t> has_not_run_;  ///< statements, 0-based
  std::set<std::size_t> has_run_;      ///< likewise
};

}  // namespace

std::vector<std::size_t> left_by_traces(const Connection& live, const MigrationInHand& hand,
                                        const std::vector<std::size_t>& candidates,
                                        const std::set<Identifier>& left_out,
                                        const Options& options) {
  const Tracer tracer(live, hand, candidates, left_out, options);
  std::vector<std::size_t> left;
  for (const std::size_t candidate : candidates) {
    if (!tracer.speaks_against(candidate)) left.push_back(candidate);
  }
  return left.empty() ? candidates : left;
}

}  // namespace plumbline
