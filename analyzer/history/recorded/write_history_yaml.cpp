#include "analyzer/declare/utf8.hpp"
#include "analyzer/declare/yaml_text.hpp"
#include "analyzer/history/recorded/history_yaml.hpp"

namespace plumbline {

namespace {

/// A line a statement, so that each has a place of its own to be pointed at.
std::string sql_lines(const std::vector<MigrationStatement>& statements) {
  constexpr std::size_t indent = 6;
  if (statements.empty()) return "    sql: []\n";
  std::string lines = "    sql:\n";
  for (const MigrationStatement& statement : statements) {
    lines += std::string(indent, ' ') + "- " + yaml_value(statement.sql, indent) + "\n";
  }
  return lines;
}

std::string fields_map(const std::map<std::string, std::string>& fields) {
  std::vector<std::string> names;  // outlive the views in the map
  names.reserve(fields.size());
  YamlFlow map;
  for (const auto& [name, text] : fields) {
    names.push_back(yaml_text(name));
    map.emplace_back(names.back(), yaml_text(text));
  }
  return yaml_flow_map(map);
}

YamlFlow fields_of(const HistoryEntry& entry) {
  YamlFlow map = {{"key", yaml_text(entry.key)}};
  if (!entry.snapshot.empty()) map.emplace_back("snapshot", yaml_text(entry.snapshot));
  if (!entry.with.empty()) map.emplace_back("with", yaml_text(entry.with));
  if (entry.transaction != TransactionMode::unknown) {
    map.emplace_back("transaction", word_of(entry.transaction));
  }
  if (!entry.fields.empty()) map.emplace_back("fields", fields_map(entry.fields));
  return map;
}

std::string lines_of(const HistoryEntry& entry) {
  const YamlFlow fields = fields_of(entry);
  if (!entry.has_sql) return "  - " + yaml_flow_map(fields) + "\n";
  std::string lines;
  for (const auto& [name, value] : fields) {
    lines += (lines.empty() ? "  - " : "    ") + std::string(name) + ": " + value + "\n";
  }
  return lines + sql_lines(entry.sql);
}

}  // namespace

std::string_view word_of(TransactionMode mode) {
  switch (mode) {
    case TransactionMode::none:
      return "none";
    case TransactionMode::per_migration:
      return "per_migration";
    case TransactionMode::all:
      return "all";
    case TransactionMode::unknown:
      break;
  }
  return "";
}

std::string write_history_yaml(const HistoryFile& history) {
  std::string text = "format: " + std::string(history_yaml_format) + "\n";
  if (!history.runner.empty()) text += "runner: " + yaml_text(history.runner) + "\n";
  text += "migrations:\n";
  for (const HistoryEntry& entry : history.migrations) {
    const std::string lines = lines_of(entry);
    if (first_invalid_utf8(lines)) {
      throw Error(Error::Kind::bad_yaml, {},
                  "the log names a migration by bytes that are not UTF-8; YAML cannot hold them");
    }
    text += lines;
  }
  return text;
}

}  // namespace plumbline
