#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

std::string collation_of(const Column& column) {
  return column.collation.empty() ? "BINARY" : column.collation;
}

/// Empty where both are compared in the same way.
std::string difference_in(const Reference& reference) {
  const auto& [from, parent, to] = reference;
  if (rowid_alias(parent) == &to || equal_folded(from.collation, to.collation)) return "";
  return from.name.text() + " COLLATE " + collation_of(from) + " → " + parent.name.text() + "." +
         to.name.text() + " COLLATE " + collation_of(to);
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    std::vector<std::string> pairs;
    for (const Reference& reference : references_of(input, *table)) {
      const std::string difference = difference_in(reference);
      if (!difference.empty()) pairs.push_back(difference);
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
