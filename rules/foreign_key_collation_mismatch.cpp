#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

std::string collation_of(const Column& column) {
  return column.collation.empty() ? "BINARY" : column.collation;
}

void add_differing(const Table& table, const ForeignKey& key, const Table& parent,
                   std::vector<std::string>& pairs) {
  const std::vector<Identifier> columns = parent_columns_of(key, parent);
  for (std::size_t i = 0; i < key.columns.size() && i < columns.size(); ++i) {
    const Column* from = find_column(table, key.columns[i]);
    const Column* to = find_column(parent, columns[i]);
    if (from == nullptr || to == nullptr || rowid_alias(parent) == to) continue;
    if (equal_folded(from->collation, to->collation)) continue;
    pairs.push_back(from->name.text() + " COLLATE " + collation_of(*from) + " → " +
                    parent.name.text() + "." + to->name.text() + " COLLATE " + collation_of(*to));
  }
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    std::vector<std::string> pairs;
    for (const ForeignKey& key : table->foreign_keys) {
      const Table* parent = parent_of(input, key);
      if (parent != nullptr) add_differing(*table, key, *parent, pairs);
    }
    if (pairs.empty()) continue;
    findings.push_back(finding_of(
        rule, object_of(*table),
        "a reference and what it references are compared in different ways: " + listed(pairs) +
            "; the foreign key goes by the parent's, a join by the one that stands on its left, "
            "and an index over the other is of no use to either",
        "declare both with the same COLLATE"));
  }
}

}  // namespace

extern const Rule foreign_key_collation_mismatch;
const Rule foreign_key_collation_mismatch{"foreign-key-collation-mismatch", Severity::note, check};

}  // namespace plumbline
