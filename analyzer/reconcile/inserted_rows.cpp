#include "analyzer/reconcile/inserted_rows.hpp"

#include <algorithm>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sqlite/contents.hpp"
#include "analyzer/sqlite/table_contents.hpp"

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
std::string old_rows() { return std::string(rows_before) + " AS o"; }

/// A shadow on which the statements have run; nothing where one of them, or a rowid, fails.
std::optional<Shadow> ran(const Connection& live, const MigrationInHand& hand,
                          const std::vector<std::size_t>& inserts, const Identifier& table,
                          World world, const Options& options) {
  Shadow shadow = shadow_of(live, options.deadline, world);
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

/// A shadow whose table holds what the statement adds to an empty one, and, under `rows_before`,
/// what is there now; nothing where it fails.
std::optional<Shadow> ran_on_empty(const Connection& live, const std::string& sql,
                                   const Identifier& table, World world, const Options& options) {
  Shadow shadow = shadow_of(live, options.deadline, world);
  const Connection& connection = shadow.connection;
  const std::string name = "main." + table.quoted();
  connection.execute("PRAGMA foreign_keys=OFF");
  connection.execute(std::string("CREATE TEMP TABLE plumbline_rows_before AS SELECT * FROM ") +
                     name);
  enable_triggers(connection, false);
  const bool emptied = !connection.try_execute("DELETE FROM " + name);
  enable_triggers(connection, true);
  if (!emptied || run_migration_statement(connection, sql)) return std::nullopt;
  return shadow;
}

/// Whether the statement lists its columns, and not this one.
bool leaves_out(const std::string& sql, const Identifier& column) {
  bool list = false;
  for (const Token& token : tokens_of(sql)) {
    const bool rows = is_word(token, "values") || is_word(token, "select") ||
                      is_word(token, "with") || is_word(token, "default");
    if (rows) return list;
    if (token.text == "(") list = true;
    if (Identifier(unquoted(token)) == column) return false;
  }
  return false;
}

/// Those that the statement gives values of its own.
std::vector<ComparedColumn> given_columns(const Connection& shadow, const Identifier& table,
                                          const std::string& sql) {
  std::vector<ComparedColumn> columns = columns_of(shadow, table);
  Query query(shadow, "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0");
  query.bind(1, table.text());
  while (query.step()) {
    const Identifier name(query.text(0));
    const bool known = std::ranges::find(columns, name, &ComparedColumn::name) != columns.end();
    if (!known && !leaves_out(sql, name)) columns.push_back({name, "NULL"});
  }
  return columns;
}

}  // namespace

bool runs_on_empty_table(const Connection& live, const MigrationInHand& hand, std::size_t insert,
                         const Identifier& table, const Options& options) {
  const std::string& sql = hand.migration.up[insert].sql;
  return ran_on_empty(live, sql, table, World::first, options).has_value();
}

bool rows_are_there(const Connection& live, const MigrationInHand& hand, std::size_t insert,
                    const Identifier& table, const Options& options) {
  const std::string& sql = hand.migration.up[insert].sql;
  const auto first = ran_on_empty(live, sql, table, World::first, options);
  const auto second = ran_on_empty(live, sql, table, World::second, options);
  if (!first || !second) return false;
  const Connection& shadow = first->connection;
  std::vector<ComparedColumn> columns = given_columns(shadow, table, sql);
  std::erase_if(columns, [&](const ComparedColumn& column) {
    const std::string select =
        "SELECT " + column.name.quoted() + " FROM main." + table.quoted() + " ORDER BY 1";
    return digest_of_rows(shadow, select) != digest_of_rows(second->connection, select);
  });
  if (columns.empty()) return false;
  const std::string list =
      joined(columns, ", ", [](const ComparedColumn& column) { return column.name.quoted(); });
  const std::string missing = "(SELECT " + list + " FROM main." + table.quoted() +
                              " EXCEPT SELECT " + list + " FROM " + rows_before + ")";
  const auto count = [&](const std::string& rows) {
    return shadow.integer("SELECT count(*) FROM " + rows).value_or(0);
  };
  return count("main." + table.quoted()) > 0 && count(missing) == 0;
}

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
  const std::int64_t added = rows(new_rows(table));
  const auto all_in = [&](const std::string& there) {
    return rows("(SELECT 1 FROM " + new_rows(table) + " GROUP BY " + list +
                " HAVING count(*) > (SELECT count(*) FROM " + there + " WHERE " + same + "))") == 0;
  };
  if (!all_in(old_rows())) return InsertTrace::absent;
  // Equal rows may have been there before; that they are the newest of all is no accident.
  const std::string newest = "(SELECT * FROM " + std::string(rows_before) +
                             " ORDER BY plumbline_rowid DESC LIMIT " + std::to_string(added) +
                             ") AS o";
  return all_in(newest) ? std::optional(InsertTrace::present) : std::nullopt;
}

}  // namespace plumbline
