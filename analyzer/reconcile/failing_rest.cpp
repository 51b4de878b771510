#include "analyzer/reconcile/failing_rest.hpp"

#include "analyzer/reconcile/born.hpp"
#include "analyzer/reconcile/inserted_rows.hpp"
#include "analyzer/reconcile/interference.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

std::vector<Identifier> tables_of(const Connection& connection) {
  Query query(connection,
              "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND "
              "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  std::vector<Identifier> tables;
  while (query.step()) tables.emplace_back(query.text(0));
  return tables;
}

constexpr int constraint = 19;  // https://sqlite.org/rescode.html#constraint

/// Empty tables tell what is wrong whatever the rows are, but for a row that wants another one.
bool fails_without_rows(const Connection& live, const MigrationInHand& hand, std::size_t point,
                        const Options& options) {
  const Shadow shadow = shadow_of(live, options.deadline);
  shadow.connection.execute("PRAGMA foreign_keys=OFF");
  enable_triggers(shadow.connection, false);
  for (const Identifier& table : tables_of(shadow.connection)) {
    shadow.connection.try_execute("DELETE FROM main." + table.quoted());
  }
  enable_triggers(shadow.connection, true);
  std::size_t failed = 0;
  const auto failure =
      run_statements_on(shadow.connection, hand, point, hand.effects.size(), failed);
  return failure && (failure->code & 0xff) != constraint;
}

/// The table into which the statement inserts, where it does nothing else and does not read it.
std::optional<Identifier> inserts_into(const StatementEffect& effect) {
  const Touched& touched = effect.touched;
  if (!is_data_statement(effect) || touched.writes.size() != 1) return std::nullopt;
  const auto& [table, how] = *touched.writes.begin();
  const bool more = !how.inserts || how.deletes || !how.updates.empty();
  if (more || writes_what_is_read(touched, touched)) return std::nullopt;
  return table;
}

/// Whether the table was made by `point`, and nothing is put into it before statement `failed`.
bool is_empty_until(const MigrationInHand& hand, const Identifier& table, std::size_t point,
                    std::size_t failed) {
  const Born born = born_by(hand.effects, point);
  const auto birth = born.tables.find(table);
  if (birth == born.tables.end()) return false;
  for (std::size_t i = birth->second; i + 1 < failed; ++i) {
    if (hand.effects[i].touched.writes.contains(table)) return false;
  }
  return true;
}

}  // namespace

bool failure_speaks_against(const Connection& live, const MigrationInHand& hand, std::size_t point,
                            std::size_t failed, const Options& options) {
  if (fails_without_rows(live, hand, point, options)) return true;
  const auto table = inserts_into(hand.effects[failed - 1]);
  if (!table) return false;
  if (is_empty_until(hand, *table, point, failed)) {
    return runs_on_empty_table(live, hand, failed - 1, *table, options);
  }
  return rows_are_there(live, hand, failed - 1, *table, options);
}

}  // namespace plumbline
