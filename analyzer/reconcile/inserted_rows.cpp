#include "analyzer/reconcile/inserted_rows.hpp"

#include "analyzer/sqlite/contents.hpp"

namespace plumbline {

namespace {

constexpr const char* rows_before = "temp.plumbline_rows_before";

struct ComparedColumn {
  Identifier name;
  std::string default_sql;  ///< "NULL" where there is none
};

/// Stored columns but the rowid's alias.
std::vector<ComparedColumn> columns_of(const Connection& shadow, const Identifier& table) {
  Query query(
      shadow,
      "SELECT name, coalesce(dflt_value, 'NULL') FROM pragma_table_xinfo(?1) WHERE hidden = "
      "0 AND NOT (pk = 1 AND upper(type) = 'INTEGER' AND (SELECT max(pk) FROM "
      "pragma_table_xinfo(?1)) = 1)");
  query.bind(1, table.text());
  std::vector<ComparedColumn> columns;
  while (query.step()) columns.push_back({Identifier(query.text(0)), std::string(query.text(1))});
  return columns;
}

std::string new_rows(const Identifier& table) {
  return "main." + table.quoted() + " AS t WHERE t.rowid NOT IN (SELECT plumbline_rowid FROM " +
         std::string(rows_before) + ")";
}
/// As they were: OR REPLACE takes rows away.
std::string old_rows() { return std::string(rows_before) + " AS o WHERE 1"; }

/// A shadow on which the statements have run; nothing where one of them, or a rowid, fails.
std::optional<Shadow> ran(const Connection& live, const MigrationInHand& hand,
                          const std::vector<std::size_t>& inserts, const Identifier& table,
                          World world, const Options& options) {
  Shadow shadow = shadow_of(live, options.deadline_seconds, world);
  const std::string remember = std::string("CREATE TEMP TABLE plumbline_rows_before AS SELECT ") +
                               "t.rowid AS plumbline_rowid, t.* FROM main." + table.quoted() +
                               " AS t";
  if (shadow.connection.try_execute(remember)) return std::nullopt;
  for (const std::size_t insert : inserts) {
    if (run_migration_statement(shadow.connection, hand.migration.up[insert].sql)) {
      return std::nullopt;
    }
  }
  return shadow;
}

/// Those whose new values are the same whatever the clock says.
std::vector<ComparedColumn> steady(const std::vector<ComparedColumn>& columns, const Connection& a,
                                   const Connection& b, const Identifier& table) {
  std::vector<ComparedColumn> left;
  for (const ComparedColumn& column : columns) {
    const std::string select = "SELECT t." + column.name.quoted() + " FROM " + new_rows(table);
    if (digest_of_rows(a, select) == digest_of_rows(b, select)) left.push_back(column);
  }
  return left;
}

std::string joined(const std::vector<ComparedColumn>& columns, const std::string& separator,
                   const auto& shown) {
  std::string text;
  for (const ComparedColumn& column : columns) {
    text += (text.empty() ? "" : separator) + shown(column);
  }
  return text;
}

}  // namespace

std::optional<InsertTrace> trace_of_inserts(const Connection& live, const MigrationInHand& hand,
                                            const std::vector<std::size_t>& inserts,
                                            const Identifier& table, const Options& options) {
  const auto first = ran(live, hand, inserts, table, World::first, options);
  const auto second = ran(live, hand, inserts, table, World::second, options);
  if (!first || !second) return std::nullopt;
  const Connection& shadow = first->connection;
  const std::vector<ComparedColumn> columns =
      steady(columns_of(shadow, table), shadow, second->connection, table);
  if (columns.empty()) return std::nullopt;
  const auto rows = [&](const std::string& sql) {
    return shadow.integer("SELECT count(*) FROM " + sql).value_or(0);
  };
  const std::string says_nothing = joined(columns, " AND ", [](const ComparedColumn& column) {
    const std::string name = "t." + column.name.quoted();
    return "(" + name + " IS NULL OR " + name + " IS (" + column.default_sql + "))";
  });
  if (rows(new_rows(table)) == 0 || rows(new_rows(table) + " AND " + says_nothing) > 0) {
    return std::nullopt;
  }
  const std::string list = joined(
      columns, ", ", [](const ComparedColumn& column) { return "t." + column.name.quoted(); });
  const std::string same = joined(columns, " AND ", [](const ComparedColumn& column) {
    return "o." + column.name.quoted() + " IS t." + column.name.quoted();
  });
  const std::string missing = "(SELECT 1 FROM " + new_rows(table) + " GROUP BY " + list +
                              " HAVING count(*) > (SELECT count(*) FROM " + old_rows() + " AND " +
                              same + "))";
  return rows(missing) == 0 ? InsertTrace::present : InsertTrace::absent;
}

}  // namespace plumbline
