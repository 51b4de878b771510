#include <algorithm>

#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

/// Whether some columns that are never NULL tell its rows apart.
bool has_key(const Table& table) {
  if (table.primary_key) return true;
  const std::vector<KeyOfTable> keys = keys_of(table);
  return std::ranges::any_of(keys, [&](const KeyOfTable& key) {
    return key.unique && std::ranges::all_of(*key.parts, [&](const KeyPart& part) {
             const Column* column = part.expression ? nullptr : find_column(table, part.column);
             return column != nullptr && column->not_null;
           });
  });
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  std::vector<const Table*> tables = tables_in(input);
  std::erase_if(tables, [](const Table* table) {
    return has_key(*table) || table->understanding == Understanding::partial;
  });
  const std::string remedy = "a PRIMARY KEY, or UNIQUE over columns that are NOT NULL";
  const std::string why =
      " apart but the rowid, which VACUUM may change: a row cannot be referenced, and one that "
      "came "
      "twice cannot be told from its twin";
  std::vector<std::string> names;
  for (const Table* table : tables) {
    names.push_back(table->name.text());
    if (!are_few(tables.size())) continue;
    findings.push_back(
        finding_of(rule, object_of(*table), "nothing tells its rows" + why, "give it " + remedy));
  }
  if (are_few(tables.size())) return;
  findings.push_back(finding_of(rule, ObjectRef{},
                                "nothing tells the rows of " + std::to_string(tables.size()) +
                                    " tables" + why + ": " + listed(names),
                                "give each " + remedy));
}

}  // namespace

extern const Rule missing_primary_key;
const Rule missing_primary_key{"missing-primary-key", Severity::note, check};

}  // namespace plumbline
