#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

bool is_there(const Schema& schema, const Identifier& name) {
  return find_table(schema, name) != nullptr || schema.views.contains(name) ||
         ascii_lower(name.text()).starts_with("sqlite_");
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    std::set<Identifier> missing;
    for (const ForeignKey& key : table->foreign_keys) {
      if (!is_there(input.schema, key.parent)) missing.insert(key.parent);
    }
    if (missing.empty()) continue;
    const std::string parents = with_commas({missing.begin(), missing.end()});
    Finding finding = finding_of(
        rule, object_of(*table),
        "it references " + parents +
            ", which is not there: with foreign_keys on, every INSERT and "
            "DELETE on " +
            table->name.text() + " fails (no such table: main." + missing.begin()->text() + ")",
        "make the table, or rebuild " + table->name.text() + " without the reference");
    if (!input.foreign_keys) finding.severity = Severity::note;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Rule missing_parent_table;
const Rule missing_parent_table{"missing-parent-table", Severity::warning, check};

}  // namespace plumbline
