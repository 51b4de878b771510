#include "analyzer/declare/utf8.hpp"
#include "analyzer/declare/yaml_text.hpp"
#include "analyzer/history/recorded/history_yaml.hpp"

namespace plumbline {

namespace {

std::string sql_list(const std::vector<MigrationStatement>& statements) {
  std::vector<std::string> items;
  items.reserve(statements.size());
  for (const MigrationStatement& statement : statements) items.push_back(yaml_text(statement.sql));
  return yaml_flow_list(items);
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

std::string line_of(const HistoryEntry& entry) {
  YamlFlow map = {{"key", yaml_text(entry.key)}};
  if (!entry.snapshot.empty()) map.emplace_back("snapshot", yaml_text(entry.snapshot));
  if (!entry.with.empty()) map.emplace_back("with", yaml_text(entry.with));
  if (!entry.fields.empty()) map.emplace_back("fields", fields_map(entry.fields));
  if (entry.has_sql) map.emplace_back("sql", sql_list(entry.sql));
  return "  - " + yaml_flow_map(map) + "\n";
}

}  // namespace

std::string write_history_yaml(const HistoryFile& history) {
  std::string text = "format: " + std::string(history_yaml_format) + "\n";
  if (!history.runner.empty()) text += "runner: " + yaml_text(history.runner) + "\n";
  text += "migrations:\n";
  for (const HistoryEntry& entry : history.migrations) {
    const std::string line = line_of(entry);
    if (first_invalid_utf8(line)) {
      throw Error(Error::Kind::bad_yaml, {},
                  "the log names a migration by bytes that are not UTF-8; YAML cannot hold them");
    }
    text += line;
  }
  return text;
}

}  // namespace plumbline
