#include "analyzer/reconcile/rows_elsewhere.hpp"

namespace plumbline {

namespace {

bool is_there(const Connection& live, const Identifier& table) {
  Query query(live, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)");
  query.bind(1, table.text());
  return query.step();
}

std::int64_t rows_of(const Connection& live, const Identifier& table) {
  return live.integer("SELECT count(*) FROM main." + table.quoted()).value_or(0);
}

/// Whether the migration drops the table at some statement up to `after`.
bool was_dropped(const std::vector<StatementEffect>& effects, std::size_t after,
                 const Identifier& table) {
  for (std::size_t i = 0; i < after; ++i) {
    if (effects[i].touched.dropped.contains(table)) return true;
  }
  return false;
}

/// Whether a statement before the rename has made the table that it renames: then the rename is
/// what brings the rows home, and behind it they are nowhere else.
bool brings_rows_home(const std::vector<StatementEffect>& effects, const TableRename& rename) {
  for (std::size_t i = 0; i + 1 < rename.statement; ++i) {
    for (const ObjectChange& change : effects[i].changes) {
      const bool made = !change.from && change.to;
      if (made && change.object == ObjectKey{"table", rename.from}) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<TableRename> table_renames(const std::vector<StatementEffect>& effects) {
  std::vector<TableRename> renames;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    if (!effects[i].touched.dropped.empty()) continue;
    std::optional<Identifier> from, to;
    for (const ObjectChange& change : effects[i].changes) {
      if (change.object.type != "table") continue;
      if (!change.to && !from) from = change.object.name;
      if (!change.from && !to) to = change.object.name;
    }
    if (from && to) renames.push_back({i + 1, *from, *to});
  }
  return renames;
}

std::vector<RowsElsewhere> rows_elsewhere(const Connection& live,
                                          const std::vector<StatementEffect>& effects,
                                          std::size_t after) {
  std::vector<RowsElsewhere> found;
  for (const TableRename& rename : table_renames(effects)) {
    const bool done = rename.statement <= after;
    if (done && brings_rows_home(effects, rename)) continue;
    const Identifier& table = done ? rename.from : rename.to;
    const Identifier& kept_in = done ? rename.to : rename.from;
    if (!is_there(live, kept_in)) continue;
    const bool gone = !is_there(live, table);
    // Before the rename, a table that was never there is not missed.
    if (!done && !(gone && was_dropped(effects, after, table))) continue;
    const std::int64_t rows = rows_of(live, kept_in);
    const bool only_copy = gone || (rows > 0 && rows_of(live, table) == 0);
    found.push_back({table, kept_in, rows, only_copy});
  }
  return found;
}

}  // namespace plumbline
