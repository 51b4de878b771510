#include "rules/schema_words.hpp"

namespace plumbline {

std::vector<const Table*> tables_in(const SchemaInHand& input) {
  std::vector<const Table*> tables;
  for (const auto& [name, table] : input.schema.tables) {
    if (table.kind == TableKind::ordinary && !input.passed_over.contains(name)) {
      tables.push_back(&table);
    }
  }
  return tables;
}

bool is_passed_over(const SchemaInHand& input, const ObjectRef& object) {
  return input.passed_over.contains(object.table);
}

ObjectRef object_of(const Table& table) { return {ObjectType::table, table.name, table.name}; }

std::string with_commas(const std::vector<Identifier>& names) {
  std::string text;
  for (const Identifier& name : names) text += (text.empty() ? "" : ", ") + name.text();
  return text;
}

std::string in_quotes(const std::vector<Identifier>& names) {
  std::string text;
  for (const Identifier& name : names) text += (text.empty() ? "" : ", ") + name.quoted();
  return text;
}

std::vector<Identifier> columns_of(const std::vector<KeyPart>& parts) {
  std::vector<Identifier> columns;
  for (const KeyPart& part : parts) columns.push_back(part.column);
  return columns;
}

const Table* parent_of(const SchemaInHand& input, const ForeignKey& key) {
  return find_table(input.schema, key.parent);
}

std::vector<Identifier> parent_columns_of(const ForeignKey& key, const Table& parent) {
  if (!key.parent_columns.empty() || !parent.primary_key) return key.parent_columns;
  return columns_of(parent.primary_key->columns);
}

std::vector<Reference> references_of(const SchemaInHand& input, const Table& table) {
  std::vector<Reference> references;
  for (const ForeignKey& key : table.foreign_keys) {
    const Table* parent = parent_of(input, key);
    if (parent == nullptr) continue;
    const std::vector<Identifier> columns = parent_columns_of(key, *parent);
    for (std::size_t i = 0; i < key.columns.size() && i < columns.size(); ++i) {
      const Column* from = find_column(table, key.columns[i]);
      const Column* to = find_column(*parent, columns[i]);
      if (from != nullptr && to != nullptr) references.push_back({*from, *parent, *to});
    }
  }
  return references;
}

std::string words_for(const ForeignKey& key, const std::vector<Identifier>& parent_columns) {
  const std::string child = with_commas(key.columns);
  const std::string parent = with_commas(parent_columns);
  const std::string from = key.columns.size() == 1 ? child : "(" + child + ")";
  if (parent_columns.empty()) return from + " → " + key.parent.text();
  return from + " → " + key.parent.text() +
         (parent_columns.size() == 1 ? "." + parent : "(" + parent + ")");
}

std::vector<KeyOfTable> keys_of(const Table& table) {
  std::vector<KeyOfTable> keys;
  if (table.primary_key) {
    keys.push_back({&table.primary_key->columns, true, table.primary_key->rowid_alias, nullptr});
  }
  for (const Unique& unique : table.uniques)
    keys.push_back({&unique.columns, true, false, nullptr});
  for (const auto& [name, index] : table.indexes) {
    if (!index.where) keys.push_back({&index.columns, index.unique, false, &index});
  }
  return keys;
}

bool are_few(std::size_t tables) { return tables <= 3; }

std::string words_for_version(int version) {
  return "SQLite " + to_string(Runtime{Runtime::Engine::sqlite, version}).substr(7);
}

}  // namespace plumbline
