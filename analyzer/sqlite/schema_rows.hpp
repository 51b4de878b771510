#pragma once
// sqlite_schema of another database, as values: shown to SQLite as if it had read them in a file.
#include <optional>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/stored_value.hpp"
#include "model/deadline.hpp"

namespace plumbline {

/// What sqlite_schema of the original holds, row by row in its order: type, name, tbl_name,
/// rootpage, sql. https://sqlite.org/schematab.html
struct SchemaRows {
  std::string encoding;  ///< as PRAGMA encoding has it; texts are in it
  std::vector<std::vector<StoredValue>> rows;
};

/// A table that has rows of its own: neither a view nor a virtual table.
struct StoredTable {
  std::string name;
  bool has_rowid = true;
  bool is_shadow = false;                   ///< a virtual table keeps its own things there
  std::vector<std::string> columns;         ///< whose values are stored, in their order
  std::vector<std::string> names_in_reach;  ///< of all columns: they may hide the rowid
  std::vector<std::string> primary_key;     ///< of a table without rowids
  std::string integer_key;                  ///< the INTEGER that is its primary key; empty: none
};

/// Its tables, in the order of sqlite_schema. Nothing where SQLite cannot load the schema.
std::optional<std::vector<StoredTable>> stored_tables(const SchemaRows& schema,
                                                      const std::string& name,
                                                      std::optional<Deadline> deadline);

/// What tells type, name, tbl_name, rootpage and sql apart in such a row.
enum SchemaColumn { schema_type, schema_name, schema_table, schema_root, schema_sql };

/// Whether a row has pages of its own, and whether they are a table's.
struct SchemaRoot {
  bool any = false;
  bool of_table = false;
};
SchemaRoot root_of(const std::vector<StoredValue>& row, const std::string& encoding);

/// A private database without anything in it, for texts of that encoding.
Connection empty_database(const std::string& encoding, const std::string& name,
                          std::optional<Deadline> deadline);

/// Makes sqlite_schema of a private database hold these rows, and SQLite load them: why it does
/// not, or nothing.
std::optional<SqlFailure> replace_schema(const Connection& connection, const SchemaRows& schema);

/// Binds a value. Texts are of that encoding, and keep their bytes also where they are no text.
void bind_value(const Query& query, int parameter, const StoredValue& value,
                const std::string& encoding);

}  // namespace plumbline
