#include <algorithm>

#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

/// Whether the key is over these columns, in any order, each compared as its column is.
bool is_over(const Table& table, const KeyOfTable& key, const std::vector<Identifier>& columns) {
  if (key.parts->size() != columns.size()) return false;
  return std::ranges::all_of(*key.parts, [&](const KeyPart& part) {
    const Column* column = part.expression ? nullptr : find_column(table, part.column);
    if (column == nullptr || std::ranges::find(columns, part.column) == columns.end()) return false;
    return key.rowid || equal_folded(part.collation, column->collation);
  });
}

// https://sqlite.org/foreignkeys.html#fk_indexes
bool can_be_referenced(const Table& parent, const ForeignKey& key) {
  const std::vector<Identifier> columns = parent_columns_of(key, parent);
  if (columns.size() != key.columns.size()) return false;
  if (key.parent_columns.empty()) return true;  // its primary key, however that compares
  const std::vector<KeyOfTable> keys = keys_of(parent);
  return std::ranges::any_of(keys, [&](const KeyOfTable& candidate) {
    return candidate.unique && is_over(parent, candidate, columns);
  });
}

std::vector<std::string> mismatches(const SchemaInHand& input, const Table& table) {
  std::vector<std::string> keys;
  for (const ForeignKey& key : table.foreign_keys) {
    const Table* parent = parent_of(input, key);
    if (parent == nullptr && input.schema.views.contains(key.parent)) {
      keys.push_back(words_for(key, key.parent_columns) + " (a view)");
    }
    if (parent == nullptr || parent->understanding == Understanding::partial) continue;
    if (!can_be_referenced(*parent, key)) keys.push_back(words_for(key, key.parent_columns));
  }
  return keys;
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    const std::vector<std::string> keys = mismatches(input, *table);
    if (keys.empty()) continue;
    Finding finding = finding_of(
        rule, object_of(*table),
        "what is referenced is no PRIMARY KEY or UNIQUE of its table: " + listed(keys) +
            "; with foreign_keys on, every INSERT and DELETE on " + table->name.text() +
            ", and every DELETE on what it references, fails (foreign key mismatch)",
        "reference the primary key, or make what is referenced unique: CREATE UNIQUE INDEX "
        "without WHERE, with the collations of its columns");
    if (!input.foreign_keys) finding.severity = Severity::note;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule foreign_key_mismatch;
const Rule foreign_key_mismatch{"foreign-key-mismatch", Severity::warning, check};

}  // namespace plumbline
