#include "analyzer/sqlite/schema_rows.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "analyzer/sqlite/shadow.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

using Kind = StoredValue::Kind;

unsigned char code_of(const std::string& encoding) {
  if (encoding == "UTF-16le") return SQLITE_UTF16LE;
  return encoding == "UTF-16be" ? SQLITE_UTF16BE : SQLITE_UTF8;
}

bool is_word(const StoredValue& value, std::string_view word, std::size_t bytes_a_letter) {
  if (value.bytes.size() != word.size() * bytes_a_letter) return false;
  std::string letters = value.bytes;
  std::erase(letters, '\0');  // UTF-16 of ASCII
  return letters == word;
}

/// Pages to point at, left over from a table that is gone. It leaves sqlite_sequence behind.
void make_pages(const Connection& connection, std::size_t count) {
  connection.execute(
      "PRAGMA page_size=512; CREATE TABLE pages(bytes);"
      "INSERT INTO pages VALUES (zeroblob(" +
      std::to_string((count + 3) * 512) + ")); DROP TABLE pages");
}

/// Its rows with a root page each, of which nothing is to be read.
SchemaRows with_some_pages(SchemaRows schema) {
  std::int64_t page = 2;
  for (std::vector<StoredValue>& row : schema.rows) {
    if (!root_of(row, schema.encoding).any) continue;
    row[schema_root] = {StoredValue::Kind::integer, page++, 0, ""};
  }
  return schema;
}

std::vector<std::string> texts_of(const Connection& connection, const std::string& sql,
                                  const std::string& argument) {
  Query query(connection, sql);
  query.bind(1, argument);
  std::vector<std::string> texts;
  while (query.step()) texts.emplace_back(query.text(0));
  return texts;
}

/// "table0", "shadow1": the type of each table, and whether it is WITHOUT ROWID.
std::map<std::string, std::string> kinds_of_tables(const Connection& connection) {
  std::map<std::string, std::string> kinds;
  Query query(connection, "SELECT name, type||wr FROM pragma_table_list WHERE schema = 'main'");
  while (query.step()) kinds.emplace(query.text(0), query.text(1));
  return kinds;
}

StoredTable stored_table(const Connection& connection, const std::string& name,
                         const std::string& kind) {
  StoredTable table{name, !kind.ends_with('1'), kind.starts_with("shadow"), {}, {}, {}, ""};
  // 2 is virtual, 3 is stored: https://sqlite.org/pragma.html#pragma_table_xinfo
  const char* const stored = table.has_rowid ? "hidden IN (0, 3)" : "hidden = 0";
  table.columns = texts_of(
      connection, std::string("SELECT name FROM pragma_table_xinfo(?) WHERE ") + stored, name);
  table.names_in_reach = texts_of(connection, "SELECT name FROM pragma_table_xinfo(?)", name);
  if (!table.has_rowid) {
    table.primary_key = texts_of(
        connection, "SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk", name);
  }
  const std::vector<std::string> keys =
      texts_of(connection,
               "SELECT min(name) FROM pragma_table_xinfo(?) WHERE pk > 0 HAVING count(*) = 1 AND "
               "upper(type) = 'INTEGER'",
               name);
  if (table.has_rowid && !keys.empty()) table.integer_key = keys.front();
  return table;
}

}  // namespace

SchemaRoot root_of(const std::vector<StoredValue>& row, const std::string& encoding) {
  const StoredValue& root = row[schema_root];
  return {root.kind == Kind::integer && root.integer > 0,
          is_word(row[schema_type], "table", encoding == "UTF-8" ? 1 : 2)};
}

Connection empty_database(const std::string& encoding, const std::string& name,
                          std::optional<Deadline> deadline) {
  Connection connection = empty_shadow(name, deadline);
  connection.execute("PRAGMA encoding=" + quote_literal(encoding) +
                     "; PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
  return connection;
}

void bind_value(const Query& query, int parameter, const StoredValue& value,
                const std::string& encoding) {
  sqlite3_stmt* const handle = query.handle();
  const auto size = static_cast<sqlite3_uint64>(value.bytes.size());
  switch (value.kind) {
    case Kind::null:
      sqlite3_bind_null(handle, parameter);
      break;
    case Kind::integer:
      sqlite3_bind_int64(handle, parameter, value.integer);
      break;
    case Kind::real:
      sqlite3_bind_double(handle, parameter, value.real);
      break;
    case Kind::text:
      sqlite3_bind_text64(handle, parameter, value.bytes.data(), size, SQLITE_TRANSIENT,
                          code_of(encoding));
      break;
    case Kind::blob:
      sqlite3_bind_blob64(handle, parameter, value.bytes.data(), size, SQLITE_TRANSIENT);
      break;
  }
}

std::optional<SqlFailure> replace_schema(const Connection& connection, const SchemaRows& schema) {
  connection.execute("PRAGMA writable_schema=ON; BEGIN; DELETE FROM sqlite_schema WHERE 1");
  {
    Query insert(connection, "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)");
    for (const std::vector<StoredValue>& row : schema.rows) {
      insert.reset();
      int parameter = 1;
      for (const StoredValue& value : row) bind_value(insert, parameter++, value, schema.encoding);
      insert.step();
    }
  }
  connection.execute("COMMIT");
  if (auto failure = connection.try_execute("PRAGMA writable_schema=RESET")) return failure;
  return connection.try_execute("SELECT 1 FROM sqlite_schema");
}

std::optional<std::vector<StoredTable>> stored_tables(const SchemaRows& schema,
                                                      const std::string& name,
                                                      std::optional<Deadline> deadline) {
  const Connection connection = empty_database(schema.encoding, name, deadline);
  make_pages(connection, schema.rows.size());
  if (replace_schema(connection, with_some_pages(schema))) return std::nullopt;
  std::vector<StoredTable> tables;
  Query names(connection,
              "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY "
              "rowid");
  std::map<std::string, std::string> kinds = kinds_of_tables(connection);
  while (names.step()) {
    const std::string table(names.text(0));
    tables.push_back(stored_table(connection, table, kinds[table]));
  }
  return tables;
}

}  // namespace plumbline
