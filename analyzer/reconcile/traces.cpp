#include "analyzer/reconcile/traces.hpp"

#include <algorithm>
#include <map>

#include "analyzer/reconcile/inserted_rows.hpp"
#include "analyzer/reconcile/interference.hpp"
#include "analyzer/reconcile/would_change.hpp"

namespace plumbline {

namespace {

/// What the rows say of one statement.
enum class Trace { none, has_run, has_not_run };

class Tracer {
 public:
  Tracer(const Connection& live, const MigrationInHand& hand,
         const std::vector<std::size_t>& candidates, const std::set<Identifier>& left_out,
         const Options& options)
      : live_(live), hand_(hand), left_out_(left_out), options_(options) {
    for (std::size_t i = candidates.front(); i < candidates.back(); ++i) {
      if (is_data_statement(hand.effects[i])) traces_[i] = trace_of(i, candidates.front());
    }
  }

  bool speaks_against(std::size_t candidate) const {
    return std::ranges::any_of(traces_, [&](const auto& entry) {
      const auto& [statement, trace] = entry;
      const bool ran = statement < candidate;
      if (trace == Trace::has_run) return !ran;
      return trace == Trace::has_not_run && ran && stays(statement, candidate);
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

  Trace trace_of(std::size_t statement, std::size_t first) const {
    const auto table = inserts_into(statement);
    if (!table) {
      const bool once = would_change_once(live_, hand_, statement, left_out_, options_);
      return once ? Trace::has_not_run : Trace::none;
    }
    // Those before it into the same table count too: each has its own rows there.
    std::vector<std::size_t> inserts;
    for (std::size_t i = first; i <= statement; ++i) {
      if (is_data_statement(hand_.effects[i]) && inserts_into(i) == table) inserts.push_back(i);
    }
    const auto trace = trace_of_inserts(live_, hand_, inserts, *table, options_);
    if (!trace) return Trace::none;
    return *trace == InsertTrace::present ? Trace::has_run : Trace::has_not_run;
  }

  /// Whether its effect would still show, had all up to `candidate` run.
  bool stays(std::size_t statement, std::size_t candidate) const {
    const Touched& touched = hand_.effects[statement].touched;
    const bool insert = inserts_into(statement).has_value();
    for (std::size_t i = statement + 1; i < candidate; ++i) {
      const Touched& later = hand_.effects[i].touched;
      const bool only_adds = insert && inserts_into(i) == inserts_into(statement);
      if (writes_what_is_read(later, touched)) return false;
      if (!only_adds && writes_the_same(later, touched)) return false;
    }
    return true;
  }

  const Connection& live_;
  const MigrationInHand& hand_;
  const std::set<Identifier>& left_out_;
  const Options& options_;
  std::map<std::size_t, Trace> traces_;  ///< by statement, 0-based
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
