#include "tests/refusal_oracle.hpp"

#include <vector>

#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

namespace {

bool says(const std::string& text, const char* words) {
  return text.find(words) != std::string::npos;
}

std::vector<std::string> column_of(const Connection& connection, const std::string& sql) {
  std::vector<std::string> values;
  Query query(connection, sql);
  while (query.step()) values.emplace_back(query.text(0));
  return values;
}

/// The target without triggers, the live database beside it.
Connection side_by_side(const std::string& live, const std::string& target) {
  Connection connection = Connection::in_memory("oracle");
  connection.execute(target);
  for (const std::string& trigger :
       column_of(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
    connection.execute("DROP TRIGGER " + Identifier(trigger).quoted());
  }
  connection.execute("PRAGMA foreign_keys=OFF; ATTACH " + quote_literal(live) + " AS live");
  return connection;
}

/// The statement that takes the rows over; a NULL gives way to the default of a NOT NULL column.
std::string take_over(const Connection& connection, const Identifier& table) {
  const std::string name = quote_literal(table.text());
  std::string columns, values;
  Query query(connection,
              "SELECT t.name, t.\"notnull\", t.dflt_value FROM pragma_table_xinfo(" + name +
                  ", 'main') AS t JOIN pragma_table_xinfo(" + name +
                  ", 'live') AS l ON t.name = l.name COLLATE NOCASE WHERE t.hidden = 0");
  while (query.step()) {
    const std::string column = Identifier(query.text(0)).quoted();
    const bool filled = query.integer(1) != 0 && !query.is_null(2);
    columns += (columns.empty() ? "" : ", ") + column;
    values += (values.empty() ? "" : ", ") +
              (filled ? "coalesce(" + column + ", (" + std::string(query.text(2)) + "))" : column);
  }
  if (columns.empty()) return "";
  return "INSERT OR ABORT INTO main." + table.quoted() + "(" + columns + ") SELECT " + values +
         " FROM live." + table.quoted();
}

bool rows_fit(const Connection& connection, const Refusal& refusal) {
  const std::string sql = take_over(connection, refusal.object.table);
  // A default that is a bare word is no expression; then the question cannot be put.
  if (sql.empty() || connection.try_prepare(sql)) return false;
  if (connection.try_execute(sql)) return false;
  // What INSERT lets in although it should not
  // (https://sqlite.org/pragma.html#pragma_integrity_check).
  return connection.text("PRAGMA integrity_check(" + refusal.object.table.quoted() + ")") == "ok";
}

bool is_no_rowid(const Connection& connection, const Refusal& refusal) {
  return connection
      .integer("SELECT 1 FROM live." + refusal.object.table.quoted() + " WHERE typeof(" +
               refusal.object.name.quoted() + ") <> 'integer'")
      .has_value();
}

bool breaks_references(const Connection& connection, const Refusal& refusal) {
  // Rows that keep no column become defaults, which only the plan makes.
  if (take_over(connection, refusal.object.table).empty()) return true;
  for (const std::string& table :
       column_of(connection,
                 "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND "
                 "name NOT LIKE 'sqlite!_%' ESCAPE '!'")) {
    const std::string sql = take_over(connection, Identifier(table));
    if (!sql.empty() && connection.try_execute(sql)) return true;  // cannot tell
  }
  Query query(connection, "PRAGMA foreign_key_check(" + refusal.object.table.quoted() + ")");
  bool row = false;
  return query.try_step(row).has_value() || row;
}

}  // namespace

std::string kind_of_refusal(const Refusal& refusal) {
  for (const char* bug : {"please report", "does not reach the target", "SQLite refused",
                          "cannot be tried", "partly understood"}) {
    if (says(refusal.reason, bug) || says(refusal.remedy, bug)) return "bug";
  }
  if (says(refusal.reason, "would reference no row")) return "references";
  if (says(refusal.reason, "integrity_check would say")) return "integrity";
  for (const char* rows :
       {"NULL", "CHECK", "STRICT", "share", "same", "twice", "duplicate", "becomes the rowid"}) {
    if (says(refusal.reason, rows)) return "rows";
  }
  return "other";
}

bool is_justified(const Refusal& refusal, const std::string& live, const std::string& target) {
  const Connection connection = side_by_side(live, target);
  if (kind_of_refusal(refusal) == "references") return breaks_references(connection, refusal);
  if (says(refusal.reason, "becomes the rowid") && is_no_rowid(connection, refusal)) return true;
  return !rows_fit(connection, refusal);
}

}  // namespace plumbline
