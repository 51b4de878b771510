#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/declare/utf8.hpp"
#include "analyzer/declare/write_table_yaml.hpp"
#include "analyzer/declare/yaml_text.hpp"

namespace plumbline {

namespace {

/// `name` for a message: bytes that are not UTF-8 would break whatever the message goes into.
std::string printable(const std::string& name) {
  std::string result;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t length = decode_utf8(name, at).length;
    result += length == 0 ? "?" : name.substr(at, length);
    at += length == 0 ? 1 : length;
  }
  return result;
}

std::string checked(std::string yaml, const std::string& what, const std::string& name) {
  if (!first_invalid_utf8(yaml)) return yaml;
  throw Error(Error::Kind::bad_yaml, {},
              what + " \"" + printable(name) + "\" holds text that is not UTF-8; YAML cannot");
}

/// SQLite makes them itself, and lets nobody else: https://sqlite.org/fileformat2.html#intschema
bool is_internal(const Identifier& name) {
  return Identifier(name.text().substr(0, 7)) == Identifier("sqlite_");
}

std::string tables_yaml(const Schema& schema) {
  std::string result;
  for (const auto& [name, table] : schema.tables) {
    if (table.kind != TableKind::ordinary || is_internal(name)) continue;
    result += checked(write_table_yaml(table), "table", name.text());
  }
  return result.empty() ? "" : "tables:\n" + result;
}

std::string object_yaml(const Identifier& name, const std::string& sql, const std::string& what) {
  std::string entry = "  " + yaml_key(name.text(), 2);
  entry.back() = '\n';
  return checked(entry + "    sql: " + yaml_value(sql, 4) + "\n", what, name.text());
}

std::string views_yaml(const Schema& schema) {
  std::string result;
  for (const auto& [name, view] : schema.views) result += object_yaml(name, view.sql, "view");
  return result.empty() ? "" : "views:\n" + result;
}

std::string triggers_yaml(const Schema& schema) {
  std::string result;
  for (const auto& [name, trigger] : schema.triggers) {
    result += object_yaml(name, trigger.sql, "trigger");
  }
  return result.empty() ? "" : "triggers:\n" + result;
}

std::string statement_yaml(const std::string& sql, const std::string& what,
                           const Identifier& name) {
  return checked("  - " + yaml_value(sql, 2) + "\n", what, name.text());
}

/// Virtual tables first: nothing that is read as SQL here can be needed by them.
std::string sql_yaml(const Schema& schema) {
  std::string virtual_tables;
  std::string indexes;
  for (const auto& [name, table] : schema.tables) {
    if (table.kind == TableKind::virtual_table) {
      virtual_tables += statement_yaml(table.sql, "table", name);
    }
    if (table.kind != TableKind::ordinary) continue;
    for (const auto& [index_name, index] : table.indexes) {
      if (!is_expressible(index)) indexes += statement_yaml(index.sql, "index", index_name);
    }
  }
  const std::string result = virtual_tables + indexes;
  return result.empty() ? "" : "sql:\n" + result;
}

std::string text_line(const std::string& key, const std::string& text) {
  return text.empty() ? "" : checked(key + ": " + yaml_text(text) + "\n", key, text);
}

std::string number_line(const std::string& key, const std::optional<std::int64_t>& value) {
  return value.value_or(0) == 0 ? "" : key + ": " + std::to_string(*value) + "\n";
}

}  // namespace

std::string write_schema_yaml(const Schema& schema, const SnapshotFacts& facts) {
  return "format: " + std::string(schema_yaml_format) + "\n" +
         text_line("taken_at", facts.taken_at) + text_line("database", facts.database) +
         number_line("user_version", schema.user_version) +
         number_line("application_id", schema.application_id) + tables_yaml(schema) +
         views_yaml(schema) + triggers_yaml(schema) + sql_yaml(schema);
}

}  // namespace plumbline
