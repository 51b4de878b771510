#include <algorithm>

#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

bool starts_with_one_of(const std::vector<KeyPart>& parts, const std::vector<Identifier>& columns) {
  return !parts.empty() && !parts.front().expression &&
         std::ranges::find(columns, parts.front().column) != columns.end();
}

// One column is enough to spare the scan. An index with a WHERE counts too: most say IS NOT NULL,
// and serve.
bool has_index(const Table& table, const ForeignKey& key) {
  const std::vector<KeyOfTable> keys = keys_of(table);
  return std::ranges::any_of(keys,
                             [&](const KeyOfTable& candidate) {
                               return starts_with_one_of(*candidate.parts, key.columns);
                             }) ||
         std::ranges::any_of(table.indexes, [&](const auto& entry) {
           return starts_with_one_of(entry.second.columns, key.columns);
         });
}

Identifier free_name(const Schema& schema, const Table& table, const ForeignKey& key) {
  std::string name = table.name.text();
  for (const Identifier& column : key.columns) name += "_" + column.text();
  const auto taken = [&](const Identifier& candidate) {
    return find_index(schema, candidate) != nullptr || find_table(schema, candidate) != nullptr ||
           schema.views.contains(candidate);
  };
  while (taken(Identifier(name))) name += "_index";
  return Identifier(name);
}

struct Unindexed {
  const Table* table = nullptr;
  std::vector<std::string> keys;
  std::string sql;
};

Unindexed unindexed_keys(const SchemaInHand& input, const Table& table) {
  Unindexed unindexed{&table, {}, ""};
  std::set<std::vector<Identifier>> seen;
  for (const ForeignKey& key : table.foreign_keys) {
    const Table* parent = parent_of(input, key);
    if (parent == nullptr || has_index(table, key) || !seen.insert(key.columns).second) continue;
    unindexed.keys.push_back(words_for(key, parent_columns_of(key, *parent)));
    unindexed.sql += (unindexed.sql.empty() ? "CREATE INDEX " : " CREATE INDEX ") +
                     free_name(input.schema, table, key).quoted() + " ON " + table.name.quoted() +
                     " (" + in_quotes(key.columns) + ");";
  }
  return unindexed;
}

constexpr const char* what_it_costs =
    ": each row deleted from what is referenced, or given another key, makes SQLite read all of ";

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  if (!input.foreign_keys) return;
  std::vector<Unindexed> all;
  for (const Table* table : tables_in(input)) {
    Unindexed unindexed = unindexed_keys(input, *table);
    if (!unindexed.keys.empty()) all.push_back(std::move(unindexed));
  }
  std::vector<std::string> names;
  std::string sql;
  for (const Unindexed& one : all) {
    if (are_few(all.size())) {
      findings.push_back(finding_of(
          rule, object_of(*one.table),
          "no index serves " + listed(one.keys) + what_it_costs + one.table->name.text(), one.sql));
    }
    for (const std::string& key : one.keys) names.push_back(one.table->name.text() + "." + key);
    sql += (sql.empty() ? "" : " ") + one.sql;
  }
  if (are_few(all.size())) return;
  findings.push_back(finding_of(rule, ObjectRef{},
                                "no index serves the foreign keys of " +
                                    std::to_string(all.size()) + " tables" + what_it_costs +
                                    "what references it: " + listed(names),
                                sql));
}

}  // namespace

extern const Rule foreign_key_without_index;
const Rule foreign_key_without_index{"foreign-key-without-index", Severity::note, check};

}  // namespace plumbline
