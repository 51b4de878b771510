#include "analyzer/sqlite/table_contents.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "analyzer/sqlite/contents.hpp"

namespace plumbline {

namespace {

/// Tables of the schema that hold rows: the virtual ones hold theirs in shadow tables.
struct StoredTables {
  std::vector<Identifier> tables;
  std::vector<Identifier> full_text;  ///< FTS5 tables
};

StoredTables stored_tables(const Connection& connection) {
  StoredTables found;
  Query query(
      connection,
      "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE type = 'table' AND (name NOT "
      "LIKE 'sqlite\\_%' ESCAPE '\\' OR name = 'sqlite_sequence') ORDER BY name");
  while (query.step()) {
    const std::string sql = ascii_lower(query.text(1));
    if (!sql.starts_with("create virtual table")) {
      found.tables.emplace_back(query.text(0));
    } else if (sql.find("fts5") != std::string::npos) {
      found.full_text.emplace_back(query.text(0));
    }
  }
  return found;
}

/// The blobs of a full-text index depend on the order in which rows came.
bool is_full_text_blobs(const std::vector<Identifier>& full_text, const Identifier& table) {
  return std::ranges::any_of(full_text, [&](const Identifier& owner) {
    return table == Identifier(owner.text() + "_data") ||
           table == Identifier(owner.text() + "_idx");
  });
}

TableContents terms_of(const Connection& connection, const Identifier& full_text) {
  constexpr const char* vocabulary = "temp.plumbline_terms";
  const std::string made = std::string("CREATE VIRTUAL TABLE ") + vocabulary +
                           " USING fts5vocab('main', " + quote_literal(full_text.text()) +
                           ", 'instance')";
  if (connection.try_execute(made)) return {};
  const TableContents contents{
      connection.integer(std::string("SELECT count(*) FROM ") + vocabulary).value_or(0),
      digest_of_rows(connection, std::string("SELECT * FROM ") + vocabulary)};
  connection.execute(std::string("DROP TABLE ") + vocabulary);
  return contents;
}

}  // namespace

std::vector<Identifier> stored_columns(const Connection& connection, const Identifier& table) {
  Query query(connection, "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0");
  query.bind(1, table.text());
  std::vector<Identifier> columns;
  while (query.step()) columns.emplace_back(query.text(0));
  return columns;
}

std::string sorted_rows(const Identifier& table, const std::vector<Identifier>& columns) {
  std::string list, order;
  const std::string from = table.quoted();
  for (const Identifier& column : columns) {
    const std::string name = from + "." + column.quoted();
    list += (list.empty() ? "" : ", ") + name;
    order += (order.empty() ? "" : ", ") + name + " COLLATE BINARY, typeof(" + name + ")";
  }
  if (list.empty()) return "SELECT count(*) FROM main." + from;
  return "SELECT " + list + " FROM main." + from + " ORDER BY " + order;
}

std::vector<Identifier> tables_with_rows(const Connection& connection) {
  StoredTables stored = stored_tables(connection);
  std::erase_if(stored.tables, [&](const Identifier& table) {
    return table == Identifier("sqlite_sequence") || is_full_text_blobs(stored.full_text, table);
  });
  return stored.tables;
}

TableContents contents_of_table(const Connection& connection, const Identifier& table,
                                const std::set<Identifier>& masked_columns) {
  std::vector<Identifier> columns = stored_columns(connection, table);
  std::erase_if(columns, [&](const Identifier& column) { return masked_columns.contains(column); });
  return {connection.integer("SELECT count(*) FROM main." + table.quoted()).value_or(0),
          digest_of_rows(connection, sorted_rows(table, columns))};
}

Contents contents_of(const Connection& connection, const std::set<Identifier>& left_out,
                     const Mask& mask, const TableSet& only) {
  const StoredTables stored = stored_tables(connection);
  Contents contents;
  for (const Identifier& table : stored.tables) {
    if (left_out.contains(table) || !only.contains(table)) continue;
    if (is_full_text_blobs(stored.full_text, table)) continue;
    const auto masked = mask.find(table);
    contents[table] = contents_of_table(
        connection, table, masked == mask.end() ? std::set<Identifier>() : masked->second);
  }
  for (const Identifier& table : stored.full_text) {
    if (left_out.contains(table) || !only.contains(table)) continue;
    contents[table] = terms_of(connection, table);
  }
  return contents;
}

Mask differing_columns(const Connection& a, const Connection& b,
                       const std::set<Identifier>& left_out, const TableSet& only) {
  Mask mask;
  const Contents before = contents_of(a, left_out, {}, only);
  const Contents after = contents_of(b, left_out, {}, only);
  for (const Identifier& table : differing_tables(before, after)) {
    for (const Identifier& column : stored_columns(a, table)) {
      const std::string select = sorted_rows(table, {column});
      if (digest_of_rows(a, select) != digest_of_rows(b, select)) mask[table].insert(column);
    }
  }
  return mask;
}

std::vector<Identifier> differing_tables(const Contents& a, const Contents& b) {
  std::vector<Identifier> tables;
  for (const auto& [table, contents] : a) {
    const auto other = b.find(table);
    if (other == b.end() || !(other->second == contents)) tables.push_back(table);
  }
  for (const auto& [table, contents] : b) {
    if (!a.contains(table)) tables.push_back(table);
  }
  return tables;
}

void enable_triggers(const Connection& connection, bool on) {
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, on ? 1 : 0, nullptr);
}

}  // namespace plumbline
