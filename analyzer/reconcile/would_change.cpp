#include "analyzer/reconcile/would_change.hpp"

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/table_contents.hpp"

namespace plumbline {

namespace {

struct Tried {
  bool ran = false;
  bool changes = false;  ///< the first time
  bool again = false;    ///< the second time
};

/// What the statement can change, and the columns of it that the clock or chance fills.
struct WhereItWrites {
  TableSet tables;
  Mask mask;
};

Tried try_twice(const Connection& shadow, const std::string& sql,
                const std::set<Identifier>& left_out, const WhereItWrites& where) {
  Tried tried;
  const auto contents = [&] { return contents_of(shadow, left_out, where.mask, where.tables); };
  const Contents before = contents();
  if (run_migration_statement(shadow, sql)) return tried;
  const Contents once = contents();
  if (run_migration_statement(shadow, sql)) return tried;
  tried.ran = true;
  tried.changes = !(before == once);
  tried.again = !(once == contents());
  return tried;
}

/// Compiled against the live schema: the same wherever its rows are.
WhereItWrites where_it_writes(const Connection& live, const std::string& sql,
                              const std::set<Identifier>& left_out, const Options& options) {
  const Shadow first = shadow_of(live, options.deadline, World::first);
  const Shadow second = shadow_of(live, options.deadline, World::second);
  const bool ran = !run_migration_statement(first.connection, sql) &&
                   !run_migration_statement(second.connection, sql);
  WhereItWrites where{changed_tables(live, first.connection), {}};
  if (!ran) return where;
  where.tables.add(changed_tables(live, second.connection));
  where.mask = differing_columns(first.connection, second.connection, left_out, where.tables);
  return where;
}

std::set<std::string> values_that_may_trip(const std::string& sql) {
  std::set<std::string> values = {"NULL", "-1", "0", "1", "2"};
  for (const Token& token : tokens_of(sql)) {
    if (token.kind == TokenKind::number || token.kind == TokenKind::string) {
      values.emplace(token.text);
    }
  }
  return values;
}

/// The columns of each table that the statement both reads and writes.
std::map<Identifier, std::set<Identifier>> fed_back(const Touched& touched) {
  std::map<Identifier, std::set<Identifier>> columns;
  for (const auto& [table, writes] : touched.writes) {
    const auto read = touched.reads.find(table);
    if (read == touched.reads.end()) continue;
    for (const Identifier& column : writes.updates) {
      if (read->second.contains(column)) columns[table].insert(column);
    }
  }
  return columns;
}

}  // namespace

bool would_change_once(const Connection& live, const MigrationInHand& hand, std::size_t index,
                       const std::set<Identifier>& left_out, const Options& options) {
  const std::string& sql = hand.migration.up[index].sql;
  const WhereItWrites where = where_it_writes(live, sql, left_out, options);
  const Shadow shadow = shadow_of(live, options.deadline);
  const Tried on_live = try_twice(shadow.connection, sql, left_out, where);
  if (!on_live.ran || !on_live.changes || on_live.again) return false;
  for (const auto& [table, columns] : fed_back(hand.effects[index].touched)) {
    for (const Identifier& column : columns) {
      for (const std::string& value : values_that_may_trip(sql)) {
        const Shadow trial = shadow_of(live, options.deadline);
        enable_triggers(trial.connection, false);
        trial.connection.try_execute("UPDATE OR IGNORE main." + table.quoted() + " SET " +
                                     column.quoted() + " = " + value);
        enable_triggers(trial.connection, true);
        const Tried tried = try_twice(trial.connection, sql, left_out, where);
        if (tried.ran && tried.again) return false;
      }
    }
  }
  return true;
}

}  // namespace plumbline
