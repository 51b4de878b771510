#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

void append_statement(std::string& out, const std::string& sql) { out += terminated(sql) + "\n"; }

/// SQLite makes its own tables, and a virtual table its shadow tables, by themselves.
bool is_made_by_others(const Table& table) {
  return table.kind == TableKind::shadow || is_internal(table.name) || table.sql.empty();
}

void append_tables(std::string& out, const Schema& schema, TableKind kind) {
  for (const auto& [name, table] : schema.tables) {
    if (table.kind != kind || is_made_by_others(table)) continue;
    append_statement(out, table.sql);
    for (const auto& [index_name, index] : table.indexes) append_statement(out, index.sql);
  }
}

void append_setting(std::string& out, const char* pragma, std::optional<std::int64_t> value) {
  // 0 is what a new database has.
  if (value.value_or(0) == 0) return;
  out += std::string("PRAGMA ") + pragma + " = " + std::to_string(*value) + ";\n";
}

}  // namespace

std::string render_schema_sql(const Schema& schema) {
  std::string out;
  append_setting(out, "application_id", schema.application_id);
  append_setting(out, "user_version", schema.user_version);
  // A virtual table may name an ordinary one, as FTS5 does in content=; a trigger needs its view.
  append_tables(out, schema, TableKind::ordinary);
  append_tables(out, schema, TableKind::virtual_table);
  for (const auto& [name, view] : schema.views) append_statement(out, view.sql);
  for (const auto& [name, trigger] : schema.triggers) append_statement(out, trigger.sql);
  return out;
}

}  // namespace plumbline
