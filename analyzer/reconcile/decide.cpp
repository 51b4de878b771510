#include "analyzer/reconcile/decide.hpp"

#include <algorithm>
#include <map>

#include "analyzer/reconcile/failing_rest.hpp"
#include "analyzer/reconcile/row_evidence.hpp"
#include "analyzer/reconcile/traces.hpp"
#include "analyzer/sqlite/stubs.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

std::string statement_named(std::size_t statement) {
  return "statement " + std::to_string(statement);
}

/// Candidates by the statement from which they go on; each group is one case.
std::map<std::size_t, std::vector<std::size_t>> by_resume_point(
    const std::vector<StatementEffect>& effects, const std::vector<std::size_t>& candidates) {
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (const std::size_t candidate : candidates) {
    groups[resume_point(effects, candidate)].push_back(candidate);
  }
  return groups;
}

/// A run from each point that is left, in both worlds.
class Runs {
 public:
  Runs(const Connection& live, const MigrationInHand& hand, const std::set<Identifier>& left_out,
       const Options& options)
      : live_(live), hand_(hand), left_out_(left_out), options_(options) {}

  const Ran& from(std::size_t point, World world = World::first) {
    auto& runs = world == World::first ? first_ : second_;
    const auto known = runs.find(point);
    if (known != runs.end()) return known->second;
    return runs
        .emplace(point, run_statements(live_, hand_, point, hand_.effects.size(), world, options_))
        .first->second;
  }

  /// The columns that the clock or chance fills on some way.
  Mask mask(const std::vector<std::size_t>& points) {
    Mask mask;
    for (const std::size_t point : points) {
      const Mask more = differing_columns(from(point).shadow.connection,
                                          from(point, World::second).shadow.connection, left_out_,
                                          changed({point}, {World::first, World::second}));
      for (const auto& [table, columns] : more) mask[table].insert(columns.begin(), columns.end());
    }
    return mask;
  }

  /// The tables in which the ways end differently.
  std::vector<Identifier> differing(const std::vector<std::size_t>& points) {
    std::vector<Identifier> tables = differing(points, {});
    return tables.empty() ? tables : differing(points, mask(points));
  }

 private:
  /// All others are as in the live database, on every way.
  TableSet changed(const std::vector<std::size_t>& points, const std::vector<World>& worlds) {
    TableSet tables;
    for (const std::size_t point : points) {
      for (const World world : worlds) {
        tables.add(changed_tables(live_, from(point, world).shadow.connection));
      }
    }
    return tables;
  }

  std::vector<Identifier> differing(const std::vector<std::size_t>& points, const Mask& mask) {
    const TableSet only = changed(points, {World::first});
    const Contents expected =
        contents_of(from(points.front()).shadow.connection, left_out_, mask, only);
    for (const std::size_t point : points) {
      const Contents other = contents_of(from(point).shadow.connection, left_out_, mask, only);
      std::vector<Identifier> tables = differing_tables(expected, other);
      if (!tables.empty()) return tables;
    }
    return {};
  }

  const Connection& live_;
  const MigrationInHand& hand_;
  const std::set<Identifier>& left_out_;
  const Options& options_;
  std::map<std::size_t, Ran> first_, second_;
};

/// A gap in AUTOINCREMENT numbers is no difference that anybody misses.
std::set<Identifier> without_marks(std::set<Identifier> left_out) {
  left_out.insert(Identifier("sqlite_sequence"));
  return left_out;
}

class Decider {
 public:
  Decider(const Connection& live, const MigrationInHand& hand,
          const std::vector<std::size_t>& candidates, const std::set<Identifier>& left_out,
          const Options& options)
      : live_(live),
        hand_(hand),
        left_out_(without_marks(left_out)),
        options_(options),
        groups_(by_resume_point(hand.effects, candidates)),
        runs_(live, hand, left_out_, options) {
    decision_.fits = candidates;
    for (const auto& [point, group] : groups_) points_.push_back(point);
  }

  Decision run() {
    if (points_.size() == 1 || !hand_.migration.has_sql)
      return decided(DecidedBy::schema, "the schema is that of this point");
    if (only_one_left_by_rows()) {
      return decided(DecidedBy::rows, "the rows are those of this point and of no other");
    }
    const std::string failure = leave_out_failing();
    if (points_.empty()) return failed_everywhere(failure);
    if (points_.size() == 1) {
      return decided(DecidedBy::errors, "from any other point: " + failure);
    }
    if (cannot_run_) return undecided(failure);
    const std::vector<Identifier> differing = runs_.differing(points_);
    if (differing.empty()) {
      return decided(DecidedBy::confluence, "from every point that fits, the same rows come out");
    }
    return undecided(said(differing));
  }

 private:
  void keep(const std::vector<std::size_t>& points) {
    points_ = points;
    decision_.fits.clear();
    for (const std::size_t point : points_) {
      const std::vector<std::size_t>& group = groups_.at(point);
      decision_.fits.insert(decision_.fits.end(), group.begin(), group.end());
    }
    std::ranges::sort(decision_.fits);
  }

  bool only_one_left_by_rows() {
    const Refuted refuted = refuted_by_rows(live_, hand_, points_, left_out_, options_);
    std::vector<std::size_t> left;
    for (const std::size_t point : points_) {
      if (!refuted.points.contains(point)) left.push_back(point);
    }
    keep(left);
    if (points_.size() > 1) keep(left_by_traces(live_, hand_, points_, left_out_, options_));
    return points_.size() == 1;
  }

  /// Returns what SQLite says at the first that fails.
  std::string leave_out_failing() {
    std::string said;
    std::vector<std::size_t> left;
    for (const std::size_t point : points_) {
      const Ran& ran = runs_.from(point);
      if (!ran.failure) {
        left.push_back(point);
        continue;
      }
      if (said.empty()) {
        said = statement_named(ran.failed_statement) + " fails: " + ran.failure->message;
      }
      // What only the application could compute, or a TEMP table held, proves nothing here.
      const bool ours = !lost_temp_tables(hand_.effects, point).empty() ||
                        ran.failure->message.find(stub_called) != std::string::npos;
      const bool may_be =
          ours || !failure_speaks_against(live_, hand_, point, ran.failed_statement, options_);
      cannot_run_ |= may_be;
      if (may_be) left.push_back(point);
    }
    if (!left.empty()) keep(left);
    if (left.empty()) points_.clear();
    return said;
  }

  static std::string said(const std::vector<Identifier>& tables) {
    constexpr std::size_t most_named = 5;
    std::string names;
    for (std::size_t i = 0; i < tables.size() && i < most_named; ++i) {
      names += (i == 0 ? "" : ", ") + tables[i].text();
    }
    if (tables.size() > most_named) names += ", …";
    return "the rows of " + names + " would differ";
  }

  Decision decided(DecidedBy by, const std::string& evidence) {
    decision_.by = by;
    decision_.after = points_.front();
    decision_.evidence = evidence;
    return decision_;
  }
  Decision undecided(const std::string& difference) {
    decision_.by = DecidedBy::nothing;
    decision_.difference = difference;
    return decision_;
  }
  Decision failed_everywhere(const std::string& failure) {
    return undecided("from every point that fits, " + failure);
  }

  const Connection& live_;
  const MigrationInHand& hand_;
  const std::set<Identifier> left_out_;
  const Options& options_;
  std::map<std::size_t, std::vector<std::size_t>> groups_;  ///< by resume point
  std::vector<std::size_t> points_;                         ///< resume points that are left
  Runs runs_;
  bool cannot_run_ = false;
  Decision decision_;
};

}  // namespace

Decision decide(const Connection& live, const MigrationInHand& hand,
                const std::vector<std::size_t>& candidates, const std::set<Identifier>& left_out,
                const Options& options) {
  return Decider(live, hand, candidates, left_out, options).run();
}

}  // namespace plumbline
