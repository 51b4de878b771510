#include "analyzer/sqlite/introspect.hpp"

#include <utility>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/introspect_table.hpp"

namespace plumbline {

namespace {

/// One row of sqlite_schema.
struct SchemaRow {
  std::string type;
  Identifier name;
  Identifier table;
  std::string sql;
};

/// SQLite loads the first statement of a stored text and never looks at what follows it, but a
/// script that repeats the text would run it.
void require_one_statement(const Connection& connection, const SchemaRow& row) {
  if (row.sql.find(';') == std::string::npos || split_statements(row.sql).size() <= 1) return;
  throw Error(Error::Kind::not_a_database, {connection.name(), 0, 0},
              "the stored text of " + row.type + " " + row.name.text() +
                  " holds more than one statement: somebody has written into sqlite_schema, so "
                  "nothing that it says can be relied on");
}

std::vector<SchemaRow> read_schema_rows(const Connection& connection) {
  Query query(connection,
              "SELECT type, name, tbl_name, sql FROM sqlite_schema"
              " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  std::vector<SchemaRow> rows;
  while (query.step()) {
    rows.push_back({std::string(query.text(0)), Identifier(query.text(1)),
                    Identifier(query.text(2)), std::string(query.text(3))});
    require_one_statement(connection, rows.back());
  }
  return rows;
}

struct TableFlags {
  TableKind kind = TableKind::ordinary;
  bool without_rowid = false;
  bool strict = false;
};

// https://sqlite.org/pragma.html#pragma_table_list
std::map<Identifier, TableFlags> read_table_flags(const Connection& connection) {
  Query query(connection,
              "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema='main'");
  std::map<Identifier, TableFlags> flags;
  while (query.step()) {
    TableFlags& entry = flags[Identifier(query.text(0))];
    if (query.text(1) == "virtual") entry.kind = TableKind::virtual_table;
    if (query.text(1) == "shadow") entry.kind = TableKind::shadow;
    entry.without_rowid = query.integer(2) != 0;
    entry.strict = query.integer(3) != 0;
  }
  return flags;
}

/// CREATE VIRTUAL TABLE [IF NOT EXISTS] [schema.]name USING module(…)
std::string module_of(const std::string& sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  for (std::size_t i = 3; i + 1 < tokens.size(); ++i) {
    if (is_word(tokens[i], "using")) return unquoted(tokens[i + 1]);
  }
  return "";
}

// SQLite tells shadow tables only where the module is there. Where it is not, a table whose name
// starts with the virtual table's and an underscore is taken for one: it is not ours to change.
void mark_shadows_of(const Identifier& virtual_table, Schema& schema) {
  const std::string prefix = ascii_lower(virtual_table.text()) + "_";
  for (auto& [name, table] : schema.tables) {
    if (table.kind == TableKind::ordinary && ascii_lower(name.text()).starts_with(prefix)) {
      table.kind = TableKind::shadow;
    }
  }
}

View read_view(const Connection& connection, const SchemaRow& row, Schema& schema) {
  View view{row.name, {}, row.sql};
  try {
    // Compiled and not asked of PRAGMA table_xinfo, so that functions which only the application
    // has can be stood in for.
    const Query query(connection, "SELECT * FROM main." + row.name.quoted());
    for (int i = 0; i < query.columns(); ++i) view.columns.emplace_back(query.column_name(i));
  } catch (const Error& error) {
    schema.problems.push_back({{ObjectType::view, row.name, row.name}, error.message()});
  }
  return view;
}

void add_indexes(const Connection& connection, std::vector<SchemaRow>& rows, Schema& schema) {
  IndexReader reader(connection);
  for (SchemaRow& row : rows) {
    const auto table = row.type == "index" ? schema.tables.find(row.table) : schema.tables.end();
    if (table == schema.tables.end() || row.sql.empty()) continue;
    table->second.indexes.emplace(row.name, reader.read(row.name, row.table, std::move(row.sql)));
  }
}

Table read_table(TableReader& reader, SchemaRow& row, const TableFlags& flags, Schema& schema) {
  Table table;
  table.name = row.name;
  table.sql = std::move(row.sql);
  table.kind = flags.kind;
  table.without_rowid = flags.without_rowid;
  table.strict = flags.strict;
  if (table.kind == TableKind::virtual_table) table.module = module_of(table.sql);
  if (const auto problem = reader.fill(table)) {
    schema.problems.push_back({{ObjectType::table, row.name, row.name}, *problem});
  }
  return table;
}

void add_tables(const Connection& connection, std::vector<SchemaRow>& rows, Schema& schema) {
  const std::map<Identifier, TableFlags> flags = read_table_flags(connection);
  TableReader reader(connection);
  std::vector<Identifier> without_module;
  for (SchemaRow& row : rows) {
    if (row.type != "table") continue;
    const auto found = flags.find(row.name);
    const std::size_t problems = schema.problems.size();
    Table table =
        read_table(reader, row, found == flags.end() ? TableFlags() : found->second, schema);
    const bool is_virtual = table.kind == TableKind::virtual_table;
    if (schema.problems.size() > problems && is_virtual) without_module.push_back(row.name);
    schema.tables.emplace(row.name, std::move(table));
  }
  for (const Identifier& table : without_module) mark_shadows_of(table, schema);
}

}  // namespace

Schema introspect(const Connection& connection) {
  Schema schema;
  std::vector<SchemaRow> rows = read_schema_rows(connection);
  // First: PRAGMA table_list takes the square of the number of views that were not compiled yet.
  for (const SchemaRow& row : rows) {
    if (row.type == "view") schema.views.emplace(row.name, read_view(connection, row, schema));
    if (row.type != "trigger") continue;
    schema.triggers.emplace(row.name, Trigger{row.name, row.table, row.sql});
  }
  add_tables(connection, rows, schema);
  add_indexes(connection, rows, schema);
  schema.user_version = connection.integer("PRAGMA user_version").value_or(0);
  schema.application_id = connection.integer("PRAGMA application_id").value_or(0);
  return schema;
}

}  // namespace plumbline
