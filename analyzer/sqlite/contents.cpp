#include "analyzer/sqlite/contents.hpp"

#include <sqlite3.h>

#include "analyzer/sha256.hpp"

namespace plumbline {

namespace {

/// A storage class, a length and the bytes: no two different rows look the same.
void add_value(sqlite3_stmt* row, int column, Sha256& sum) {
  const int type = sqlite3_column_type(row, column);
  std::string_view bytes;
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    const sqlite3_int64 integer = sqlite3_column_int64(row, column);
    const double real = sqlite3_column_double(row, column);
    const void* value = type == SQLITE_INTEGER ? static_cast<const void*>(&integer) : &real;
    bytes = {static_cast<const char*>(value), sizeof(integer)};
    sum.update(std::to_string(type) + ":");
    sum.update(bytes);
    return;
  }
  if (type != SQLITE_NULL) {
    const void* value = sqlite3_column_blob(row, column);
    bytes = {static_cast<const char*>(value),
             static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
  }
  sum.update(std::to_string(type) + ":" + std::to_string(bytes.size()) + ":");
  sum.update(bytes);
}

}  // namespace

std::string digest_of_rows(const Connection& connection, const std::string& select) {
  Sha256 sum;
  Query query(connection, select);
  while (query.step()) {
    for (int column = 0; column < query.columns(); ++column) {
      add_value(query.handle(), column, sum);
    }
  }
  return sum.hex();
}

std::optional<std::multiset<Violation>> foreign_key_violations(const Connection& connection,
                                                               const Identifier& table) {
  Query query(connection, "SELECT rowid, parent FROM pragma_foreign_key_check(?)");
  query.bind(1, table.text());
  std::multiset<Violation> violations;
  while (true) {
    bool row = false;
    if (query.try_step(row)) return std::nullopt;
    if (!row) return violations;
    Violation violation{std::nullopt, Identifier(query.text(1))};
    if (!query.is_null(0)) violation.rowid = query.integer(0);
    violations.insert(violation);
  }
}

std::set<std::string> integrity_complaints(const Connection& connection, const Identifier& table) {
  std::set<std::string> complaints;
  try {
    Query query(connection, "PRAGMA integrity_check(" + table.quoted() + ")");
    while (query.step()) {
      if (query.text(0) != "ok") complaints.emplace(query.text(0));
    }
  } catch (const Error& error) {
    complaints.insert(error.message());
  }
  return complaints;
}

std::int64_t bytes_of_table(const Connection& connection, const Identifier& table) {
  try {
    return connection
        .integer("SELECT pgsize FROM dbstat WHERE name = " + quote_literal(table.text()) +
                 " AND aggregate = TRUE")
        .value_or(0);
  } catch (const Error&) {
    return connection.integer("PRAGMA page_count").value_or(0) *
           connection.integer("PRAGMA page_size").value_or(0);
  }
}

}  // namespace plumbline
