#include "analyzer/declare/write_constraints_yaml.hpp"

#include "analyzer/declare/schema_words.hpp"

namespace plumbline {

namespace {

std::string names_list(const std::vector<Identifier>& names) {
  std::vector<std::string> items;
  for (const Identifier& name : names) items.push_back(yaml_text(name.text()));
  return yaml_flow_list(items);
}

/// Whether BINARY may be something to say about it. The collation of a column goes through +, CAST
/// and parentheses, that of a COLLATE inside through all:
/// https://sqlite.org/datatype3.html#collation
bool may_inherit_collation(const std::string& expression) {
  const std::string lower = ascii_lower(expression);
  return lower.find_first_of("+(") == 0 || lower.starts_with("cast") ||
         lower.find("collate") != std::string::npos;
}

std::string key_part(const Table& table, const KeyPart& part) {
  YamlFlow flow;
  if (needs_collation(table, part)) {
    flow.emplace_back("collate", yaml_text(part.collation.empty() ? "BINARY" : part.collation));
  }
  if (part.descending) flow.emplace_back("desc", "true");
  const std::string what = yaml_text(part.expression ? *part.expression : part.column.text());
  if (flow.empty() && !part.expression) return what;
  flow.emplace(flow.begin(), part.expression ? "expression" : "column", what);
  return yaml_flow_map(flow);
}

std::string key_parts(const Table& table, const std::vector<KeyPart>& parts) {
  std::vector<std::string> items;
  for (const KeyPart& part : parts) items.push_back(key_part(table, part));
  return yaml_flow_list(items);
}

void add_action(YamlFlow& flow, std::string_view key, ForeignKeyAction action) {
  if (action != ForeignKeyAction::no_action) flow.emplace_back(key, word_for(action));
}

void add_foreign_key_clauses(YamlFlow& flow, const ForeignKey& foreign_key) {
  add_action(flow, "on_delete", foreign_key.on_delete);
  add_action(flow, "on_update", foreign_key.on_update);
  if (foreign_key.deferred) {
    flow.emplace_back("deferred", "true");
  } else if (!foreign_key.deferrable.empty()) {
    flow.emplace_back("deferrable", yaml_text(foreign_key.deferrable));
  }
  if (!foreign_key.match.empty()) flow.emplace_back("match", yaml_text(foreign_key.match));
  add_name(flow, foreign_key.name);
}

}  // namespace

void add_name(YamlFlow& flow, const std::optional<Identifier>& name) {
  if (name) flow.emplace_back("name", yaml_text(name->text()));
}

void add_conflict(YamlFlow& flow, ConflictClause clause) {
  if (clause != ConflictClause::unstated) flow.emplace_back("on_conflict", word_for(clause));
}

std::string flag_or_map(const YamlFlow& flow) {
  return flow.empty() ? "true" : yaml_flow_map(flow);
}

bool needs_collation(const Table& table, const KeyPart& part) {
  if (part.expression) {
    return !same_collation(part.collation, "") || may_inherit_collation(*part.expression);
  }
  const Column* column = find_column(table, part.column);
  return !same_collation(part.collation, column == nullptr ? "" : column->collation);
}

std::string key_yaml(const Table& table, const std::vector<KeyPart>& parts,
                     const std::optional<Identifier>& name, ConflictClause clause) {
  YamlFlow flow;
  add_name(flow, name);
  add_conflict(flow, clause);
  const std::string columns = key_parts(table, parts);
  if (flow.empty()) return columns;
  flow.emplace(flow.begin(), "columns", columns);
  return yaml_flow_map(flow);
}

std::string index_yaml(const Table& table, const Index& index) {
  const std::string columns = key_parts(table, index.columns);
  if (!index.unique && !index.where) return columns;
  YamlFlow flow{{"columns", columns}};
  if (index.unique) flow.emplace_back("unique", "true");
  if (index.where) flow.emplace_back("where", yaml_text(*index.where));
  return yaml_flow_map(flow);
}

std::string references_yaml(const ForeignKey& foreign_key) {
  YamlFlow flow{{"table", yaml_text(foreign_key.parent.text())}};
  const std::vector<Identifier>& parents = foreign_key.parent_columns;
  if (parents.size() == 1) flow.emplace_back("column", yaml_text(parents[0].text()));
  if (parents.size() > 1) flow.emplace_back("columns", names_list(parents));
  add_foreign_key_clauses(flow, foreign_key);
  return yaml_flow_map(flow);
}

std::string foreign_key_yaml(const ForeignKey& foreign_key) {
  YamlFlow flow{{"columns", names_list(foreign_key.columns)},
                {"table", yaml_text(foreign_key.parent.text())}};
  if (!foreign_key.parent_columns.empty()) {
    flow.emplace_back("parent_columns", names_list(foreign_key.parent_columns));
  }
  add_foreign_key_clauses(flow, foreign_key);
  return yaml_flow_map(flow);
}

}  // namespace plumbline
