#include "analyzer/mend/rows_of_migrations.hpp"

#include <algorithm>

#include "analyzer/reconcile/run_rest.hpp"
#include "analyzer/sqlite/contents.hpp"
#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

/// How many statements of the migration at `place` have run by this point of the line.
std::size_t statements_run(const Line& line, std::size_t place, std::size_t point) {
  return std::clamp(point, line.start_of(place), line.end_of(place)) - line.start_of(place);
}

/// Whether what is left of the migrations runs through.
bool run_rest_of(const Connection& shadow, const Situation& situation,
                 const std::vector<std::size_t>& places, std::size_t point) {
  return std::ranges::all_of(places, [&](std::size_t place) {
    const MigrationInHand hand = situation.in_hand(place);
    const std::size_t run = statements_run(situation.line, place, point);
    if (run == hand.effects.size()) return true;
    std::size_t failed = 0;
    return !run_statements_on(shadow, hand, resume_point(hand.effects, run), hand.effects.size(),
                              failed);
  });
}

/// In the order of their names: two databases may have them in another.
std::vector<Identifier> columns_of_both(const Connection& a, const Connection& b,
                                        const Identifier& table) {
  const std::vector<Identifier> others = stored_columns(b, table);
  std::vector<Identifier> columns = stored_columns(a, table);
  std::erase_if(columns,
                [&](const Identifier& column) { return !std::ranges::count(others, column); });
  std::ranges::sort(columns);
  return columns;
}

bool same_rows(const Connection& a, const Connection& b, const Identifier& table) {
  const std::string select = sorted_rows(table, columns_of_both(a, b, table));
  return digest_of_rows(a, select) == digest_of_rows(b, select);
}

}  // namespace

std::optional<std::vector<Identifier>> tables_with_other_rows(
    const Connection& live, const Connection& after, const Situation& situation,
    const std::vector<std::size_t>& places, const Options& options) {
  for (const std::size_t point : situation.points) {
    const Shadow shadow = shadow_of(live, options.deadline);
    if (!run_rest_of(shadow.connection, situation, places, point)) continue;
    const std::vector<Identifier> known = tables_with_rows(after);
    std::vector<Identifier> others;
    for (const Identifier& table : tables_with_rows(shadow.connection)) {
      if (situation.runners_tables.contains(table) || !std::ranges::count(known, table)) continue;
      if (!same_rows(shadow.connection, after, table)) others.push_back(table);
    }
    return others;
  }
  return std::nullopt;
}

}  // namespace plumbline
