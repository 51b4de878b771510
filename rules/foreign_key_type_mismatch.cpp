#include "model/affinity.hpp"
#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

/// Numbers of all kinds are one; "" for a column that takes values as they are.
std::string kind_of(const Column& column) {
  if (column.type.empty() || equal_folded(column.type, "ANY")) return "";
  const std::string affinity = affinity_of(column.type);
  return affinity == "TEXT" || affinity == "BLOB" ? affinity : "number";
}

/// Empty where both store values in the same way.
std::string difference_in(const Reference& reference) {
  const auto& [from, parent, to] = reference;
  const std::string kind = kind_of(from);
  const std::string parent_kind = kind_of(to);
  if (kind.empty() || parent_kind.empty() || kind == parent_kind) return "";
  return from.name.text() + " " + from.type + " → " + parent.name.text() + "." + to.name.text() +
         " " + to.type;
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
        "a reference and what it references store values in different ways: " + listed(pairs) +
            "; a value can be turned into another on one side only ('007' into 7), and then no "
            "longer matches",
        "declare both with the same type"));
  }
}

}  // namespace

extern const Rule foreign_key_type_mismatch;
const Rule foreign_key_type_mismatch{"foreign-key-type-mismatch", Severity::note, check};

}  // namespace plumbline
