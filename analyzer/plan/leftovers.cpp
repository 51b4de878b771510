#include "analyzer/plan/leftovers.hpp"

#include "analyzer/plan/put_aside.hpp"
#include "analyzer/plan/rebuild_table.hpp"

namespace plumbline {

namespace {

/// Whether every row of `leftover` is a row of `table`, by the columns that both have.
bool holds_nothing_of_its_own(const Connection& shadow, const Table& leftover, const Table& table) {
  std::string columns;
  for (const Column& column : leftover.columns) {
    if (!find_column(table, column.name)) continue;
    columns += (columns.empty() ? "" : ", ") + column.name.quoted();
  }
  if (columns.empty()) {
    return !shadow.integer("SELECT 1 FROM main." + leftover.name.quoted() + " LIMIT 1");
  }
  return !shadow.integer("SELECT 1 FROM (SELECT " + columns + " FROM main." +
                         leftover.name.quoted() + " EXCEPT SELECT " + columns + " FROM main." +
                         table.name.quoted() + ") LIMIT 1");
}

}  // namespace

namespace {

Refusal only_copy(const Identifier& leftover, const Identifier& made_for, const Table* table) {
  const std::string there = table == nullptr ? made_for.text() + " is not there"
                                             : made_for.text() + " does not hold them all";
  return {{ObjectType::table, leftover, leftover},
          "a repair that was stopped outside its transaction left this table with rows of " +
              made_for.text() + ", and " + there,
          "this may be the only copy: put its rows back into " + made_for.text() +
              ", or rename it if you want to keep it, then ask again",
          std::nullopt};
}

}  // namespace

void drop_own_leftovers(const Connection& shadow, const Schema& live, const Schema& target,
                        Draft& draft) {
  std::vector<Step> drops;
  for (const auto& [name, leftover] : live.tables) {
    auto made_for = scratch_of(name);
    if (!made_for) made_for = aside_of(name);
    if (!made_for || find_table(target, name) || draft.dropped_tables.contains(name)) continue;
    const Table* table = find_table(live, *made_for);
    if (table == nullptr || !holds_nothing_of_its_own(shadow, leftover, *table)) {
      draft.refusals.push_back(only_copy(name, *made_for, table));
      continue;
    }
    drops.push_back(
        {Phase::drop_table,
         name,
         {{"DROP TABLE " + name.quoted(),
           "a repair that was stopped left this copy; its rows are all in " + made_for->text(),
           {}}}});
    draft.dropped_tables.insert(name);
    draft.rebuilds_or_drops = true;
  }
  // First of all: the name is needed again.
  draft.steps.insert(draft.steps.begin(), drops.begin(), drops.end());
}

}  // namespace plumbline
