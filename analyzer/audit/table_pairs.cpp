#include "analyzer/audit/table_pairs.hpp"

#include <variant>

#include "analyzer/diff/diff.hpp"
#include "analyzer/plan/rename.hpp"

namespace plumbline {

namespace {

/// New names by old ones.
struct Renamed {
  std::map<Identifier, Identifier> tables;
  std::map<Identifier, std::map<Identifier, Identifier>> old_columns;  ///< by the table's new name
};

Renamed renamed(const Schema& live, const Schema& target, const std::vector<Rename>& renames) {
  Renamed result;
  for (const Change& change : plan_renames(live, target, renames).changes) {
    if (const auto* table = std::get_if<RenameTable>(&change.fact)) {
      result.tables[table->from] = table->to;
    } else if (const auto* column = std::get_if<RenameColumn>(&change.fact)) {
      result.old_columns[column->table][column->to] = column->from;
    }
  }
  return result;
}

}  // namespace

std::vector<TablePair> table_pairs(const Schema& live, const Schema* target,
                                   const std::vector<Rename>& renames, const Options& options) {
  const Renamed names = target == nullptr ? Renamed() : renamed(live, *target, renames);
  std::vector<TablePair> pairs;
  for (const auto& [name, table] : live.tables) {
    if (table.kind != TableKind::ordinary || !wanted(name, options)) continue;
    TablePair pair{table, nullptr, {}};
    if (target != nullptr) {
      const auto found = names.tables.find(name);
      const Identifier& now = found == names.tables.end() ? name : found->second;
      pair.target = find_table(*target, now);
      const auto columns = names.old_columns.find(now);
      if (columns != names.old_columns.end()) pair.old_names = columns->second;
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace plumbline
