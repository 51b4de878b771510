#include <algorithm>

#include "analyzer/declare/yaml_values.hpp"
#include "analyzer/history/recorded/history_yaml.hpp"
#include "analyzer/sql_text/split_statements.hpp"

namespace plumbline {

namespace {

/// A key that must be there and say something.
std::string text_that_says_something(const YamlNode& map, const std::string& key) {
  std::string text = need_text(map, key);
  if (text.empty()) fail_at(need_value(map, key).mark, key + " is empty");
  return text;
}

void check_format(const YamlNode& root) {
  const std::string expected(history_yaml_format);
  const YamlNode* node = find_value(root, "format");
  if (node == nullptr) {
    fail_at(root.mark, "the key \"format\" is missing; it is: format: " + expected);
  }
  const std::string& format = text_of_scalar(*node, "format");
  if (format == expected) return;
  fail_at(node->mark, "format is \"" + format.substr(0, 40) + "\"; this reads " + expected);
}

/// Files beside history.yaml and nowhere else, so that a history can be moved and trusted.
std::string snapshot_name(const YamlNode& node) {
  const std::string& name = text_of_scalar(node, "snapshot");
  const bool elsewhere = name.find('/') != std::string::npos || name == "." || name == "..";
  if (name.empty() || elsewhere) {
    fail_at(node.mark, "snapshot must be the name of a file beside history.yaml");
  }
  return name;
}

std::vector<MigrationStatement> statements_of(const YamlNode& list) {
  std::vector<MigrationStatement> statements;
  for (const YamlNode& item : items_of(list, "sql")) {
    auto found = split_statements(text_of_scalar(item, "a statement of sql"));
    if (found.empty()) fail_at(item.mark, "holds no statement");
    if (found.size() > 1) fail_at(item.mark, "holds more than one statement; one an item");
    statements.push_back({std::move(found.front().sql), item.mark.line, item.mark.column});
  }
  return statements;
}

TransactionMode mode_of(const YamlNode& node) {
  const std::string& word = text_of_scalar(node, "transaction");
  for (const TransactionMode mode :
       {TransactionMode::none, TransactionMode::per_migration, TransactionMode::all}) {
    if (word == word_of(mode)) return mode;
  }
  fail_at(node.mark, "transaction is none, per_migration or all");
}

std::map<std::string, std::string> fields_of(const YamlNode& node) {
  std::map<std::string, std::string> fields;
  for (const YamlEntry& entry : entries_of(node, "fields")) {
    fields[entry.key] = text_of_scalar(entry.value, "a field");
  }
  return fields;
}

HistoryEntry entry_of(const YamlNode& node) {
  expect_map(node, "a migration", {"key", "snapshot", "with", "sql", "transaction", "fields"});
  HistoryEntry entry;
  entry.key = text_that_says_something(node, "key");
  entry.where = position_of(node.mark);
  if (const YamlNode* snapshot = find_value(node, "snapshot")) {
    entry.snapshot = snapshot_name(*snapshot);
    entry.where = position_of(snapshot->mark);
  }
  if (const YamlNode* sql = find_value(node, "sql")) {
    entry.has_sql = true;
    entry.sql = statements_of(*sql);
  }
  if (const YamlNode* mode = find_value(node, "transaction")) entry.transaction = mode_of(*mode);
  if (find_value(node, "with") != nullptr) entry.with = text_that_says_something(node, "with");
  if (const YamlNode* fields = find_value(node, "fields")) entry.fields = fields_of(*fields);
  return entry;
}

void check_what_it_has(const YamlNode& node, const HistoryEntry& entry) {
  const bool own = !entry.snapshot.empty() || entry.has_sql;
  if (own && !entry.with.empty()) {
    fail_at(node.mark, "\"with\" is for a migration that has neither snapshot nor sql");
  }
  if (!own && entry.with.empty()) {
    fail_at(node.mark, "migration \"" + entry.key + "\" needs a snapshot, sql or with");
  }
}

void check_that_it_is_new(const YamlNode& node, const HistoryEntry& entry,
                          std::map<std::string, int>& lines_of_keys) {
  const auto [seen, is_new] = lines_of_keys.emplace(entry.key, node.mark.line);
  if (is_new) return;
  fail_at(node.mark, "migration \"" + entry.key + "\" is listed twice; first on line " +
                         std::to_string(seen->second));
}

/// What a migration is recorded with comes later, and all between them are recorded with it too:
/// one run of a runner makes neighbours.
void check_company(const std::vector<YamlNode>& nodes, const HistoryFile& history) {
  const auto& list = history.migrations;
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at].with.empty()) continue;
    const auto own = std::find_if(list.begin() + static_cast<std::ptrdiff_t>(at), list.end(),
                                  [](const HistoryEntry& entry) { return entry.with.empty(); });
    if (own != list.end() && own->key == list[at].with) continue;
    fail_at(need_value(nodes[at], "with").mark,
            "with must name the next migration that has a snapshot or sql of its own" +
                (own == list.end() ? std::string("; there is none") : ": " + own->key));
  }
}

}  // namespace

HistoryFile read_history_yaml(std::string_view text, const std::string& file) {
  const YamlNode root = read_yaml_tree(text, file);
  expect_map(root, "a history", {"format", "runner", "migrations"});
  check_format(root);
  HistoryFile history;
  if (const YamlNode* runner = find_value(root, "runner")) {
    history.runner = text_of_scalar(*runner, "runner");
    history.where_of_runner = position_of(runner->mark);
  }
  const std::vector<YamlNode>& nodes = items_of(need_value(root, "migrations"), "migrations");
  if (nodes.empty()) fail_at(need_value(root, "migrations").mark, "lists no migration");
  std::map<std::string, int> lines_of_keys;
  for (const YamlNode& node : nodes) {
    history.migrations.push_back(entry_of(node));
    check_what_it_has(node, history.migrations.back());
    check_that_it_is_new(node, history.migrations.back(), lines_of_keys);
  }
  check_company(nodes, history);
  return history;
}

}  // namespace plumbline
