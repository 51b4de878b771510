#include "analyzer/reconcile/row_evidence.hpp"

#include <algorithm>

#include "analyzer/reconcile/born.hpp"
#include "analyzer/reconcile/interference.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

bool is_virtual(const Connection& shadow, const Identifier& table) {
  Query query(shadow,
              "SELECT sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)");
  query.bind(1, table.text());
  return query.step() && ascii_lower(query.text(0)).starts_with("create virtual");
}

/// A full-text index over another table's rows is emptied by a command of its own: DELETE would
/// take out words that it never held.
bool emptied(const Connection& shadow, const Identifier& table) {
  const std::string name = table.quoted();
  const std::string command = "INSERT INTO main." + name + "(" + name + ") VALUES ('delete-all')";
  if (is_virtual(shadow, table) && !shadow.try_execute(command)) return true;
  return !shadow.try_execute("DELETE FROM main." + name);
}

/// What the migration brought to life, as it was then: no rows, every new column at its default.
/// False where that cannot be had.
bool empty_born(const Connection& shadow, const Born& born) {
  shadow.execute("PRAGMA foreign_keys=OFF");
  enable_triggers(shadow, false);
  bool done = true;
  for (const auto& [table, statement] : born.tables) {
    done = emptied(shadow, table) && done;
    shadow.try_execute("DELETE FROM sqlite_sequence WHERE name = " + quote_literal(table.text()));
  }
  for (const auto& [table, columns] : born.columns) {
    for (const auto& [column, statement] : columns) {
      const std::string value =
          shadow
              .text("SELECT dflt_value FROM pragma_table_info(" + quote_literal(table.text()) +
                    ") WHERE lower(name) = lower(" + quote_literal(column.text()) + ")")
              .value_or("NULL");
      done = done && !shadow.try_execute("UPDATE main." + table.quoted() + " SET " +
                                         column.quoted() + " = (" + value + ")");
    }
  }
  enable_triggers(shadow, true);
  return done;
}

/// One way through the migration's own data statements, from empty.
class Course {
 public:
  Course(const Connection& live, const MigrationInHand& hand, const Born& born, World world,
         const Options& options)
      : hand_(hand), born_(born), shadow_(shadow_of(live, options.deadline, world)) {
    possible_ = empty_born(shadow_.connection, born);
  }

  /// Runs on to behind statement `point`; false where it cannot be known what that leads to.
  bool run_to(std::size_t point) {
    for (; possible_ && at_ < point; ++at_) possible_ = step(hand_.effects[at_], at_);
    return possible_;
  }
  const Connection& connection() const { return shadow_.connection; }

 private:
  bool step(const StatementEffect& effect, std::size_t i) {
    if (rolls_back(effect)) return false;
    if (!is_data_statement(effect)) return true;
    // What it does to other rows is there, or will be: it is not done again here. Whoever reads
    // those rows later would read others than it did.
    if (!concerns_born(effect.touched, i)) {
      skipped_.push_back(&effect.touched);
      // … and by now they are others than those that a statement before it has read.
      return std::ranges::none_of(
          done_, [&](const Touched* done) { return writes_what_is_read(effect.touched, *done); });
    }
    done_.push_back(&effect.touched);
    const bool reads_changed = std::ranges::any_of(skipped_, [&](const Touched* skipped) {
      return writes_what_is_read(*skipped, effect.touched);
    });
    if (reads_changed || !writes_only(born_, effect.touched)) return false;
    return !run_migration_statement(shadow_.connection, hand_.migration.up[i].sql);
  }

  /// Before its birth, another table had the name.
  bool concerns_born(const Touched& touched, std::size_t statement) const {
    return std::ranges::any_of(touched.writes, [&](const auto& entry) {
      const auto table = born_.tables.find(entry.first);
      if (table != born_.tables.end()) return table->second <= statement;
      const auto columns = born_.columns.find(entry.first);
      return columns != born_.columns.end() &&
             std::ranges::any_of(columns->second,
                                 [&](const auto& column) { return column.second <= statement; });
    });
  }

  const MigrationInHand& hand_;
  const Born& born_;
  Shadow shadow_;
  bool possible_ = false;
  std::size_t at_ = 0;
  std::vector<const Touched*> skipped_, done_;
};

std::set<Identifier> tables_of(const Born& born) {
  std::set<Identifier> tables;
  for (const auto& [table, statement] : born.tables) tables.insert(table);
  for (const auto& [table, columns] : born.columns) tables.insert(table);
  return tables;
}

/// The tables in question and the tables that hold the rows of virtual ones.
TableSet with_parts(const Connection& connection, const std::set<Identifier>& tables) {
  TableSet set;
  Query query(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  while (query.step()) {
    const std::string name = ascii_lower(query.text(0));
    const bool asked = std::ranges::any_of(tables, [&](const Identifier& table) {
      const std::string owner = ascii_lower(table.text());
      return name == owner || name.starts_with(owner + "_");
    });
    if (asked) set.named.insert(Identifier(query.text(0)));
  }
  return set;
}

class Comparison {
 public:
  Comparison(const Connection& live, const MigrationInHand& hand, const Born& born,
             const std::set<Identifier>& left_out, const Options& options)
      : live_(live),
        left_out_(left_out),
        in_question_(with_parts(live, tables_of(born))),
        first_(live, hand, born, World::first, options),
        second_(live, hand, born, World::second, options) {}

  /// Whether the live rows are those of this point; nothing where that cannot be computed.
  std::optional<bool> fits(std::size_t point) {
    if (!first_.run_to(point)) return std::nullopt;
    if (same({})) return true;
    if (!second_.run_to(point)) return std::nullopt;
    return same(
        differing_columns(first_.connection(), second_.connection(), left_out_, in_question_));
  }

 private:
  bool same(const Mask& mask) const {
    return contents_of(live_, left_out_, mask, in_question_) ==
           contents_of(first_.connection(), left_out_, mask, in_question_);
  }

  const Connection& live_;
  const std::set<Identifier>& left_out_;
  TableSet in_question_;
  Course first_, second_;
};

}  // namespace

std::optional<bool> holds_its_own_rows(const Connection& live, const MigrationInHand& hand,
                                       std::size_t point, const std::set<Identifier>& left_out,
                                       const Options& options) {
  const Born born = born_by(hand.effects, point);
  if (born.tables.empty() && born.columns.empty()) return true;
  return Comparison(live, hand, born, left_out, options).fits(point);
}

Refuted refuted_by_rows(const Connection& live, const MigrationInHand& hand,
                        const std::vector<std::size_t>& candidates,
                        const std::set<Identifier>& left_out, const Options& options) {
  Refuted refuted;
  const Born born = born_by(hand.effects, candidates.front());
  if (born.tables.empty() && born.columns.empty()) return refuted;
  Comparison comparison(live, hand, born, left_out, options);
  bool any_may_fit = false;
  for (const std::size_t candidate : candidates) {
    const std::optional<bool> fits = comparison.fits(candidate);
    any_may_fit |= fits.value_or(true);
    if (!fits) break;
    if (!*fits) {
      refuted.points[candidate] =
          "the rows that the migration itself writes are not those it would have written by then";
    }
  }
  // Where no point fits, somebody else has written there since: then the rows prove nothing.
  if (!any_may_fit) refuted.points.clear();
  return refuted;
}

}  // namespace plumbline
