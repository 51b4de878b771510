#include <algorithm>

#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

bool same(const KeyPart& a, const KeyPart& b) {
  if (a.expression || b.expression)
    return a.expression && a.expression == b.expression && equal_folded(a.collation, b.collation) &&
           a.descending == b.descending;
  return a.column == b.column && equal_folded(a.collation, b.collation) &&
         a.descending == b.descending;
}

bool is_prefix(const std::vector<KeyPart>& shorter, const std::vector<KeyPart>& longer) {
  return shorter.size() <= longer.size() &&
         std::equal(shorter.begin(), shorter.end(), longer.begin(), same);
}

/// Whether `index` could go, because `key` finds the same rows in the same order.
bool is_served_by(const Index& index, const KeyOfTable& key) {
  if (key.index == &index) return false;
  if (key.rowid)
    return index.columns.size() == 1 && index.columns[0].column == (*key.parts)[0].column;
  if (!is_prefix(index.columns, *key.parts)) return false;
  if (key.parts->size() > index.columns.size()) return !index.unique;
  if (index.unique != key.unique) return key.unique;
  return key.index == nullptr || key.index->name < index.name;  // of two equal ones the first stays
}

std::string words_for_key(const KeyOfTable& key) {
  if (key.rowid) return "the primary key, which is the rowid,";
  const std::string columns = " (" + with_commas(columns_of(*key.parts)) + ")";
  if (key.index != nullptr) return "index " + key.index->name.text() + columns;
  return "the index behind a PRIMARY KEY or UNIQUE" + columns;
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    const std::vector<KeyOfTable> keys = keys_of(*table);
    for (const auto& [name, index] : table->indexes) {
      if (index.where || index.columns.empty()) continue;
      const auto by = std::ranges::find_if(
          keys, [&](const KeyOfTable& key) { return is_served_by(index, key); });
      if (by == keys.end()) continue;
      findings.push_back(finding_of(rule, {ObjectType::index, name, table->name},
                                    words_for_key(*by) +
                                        " serves all that it serves: it only "
                                        "costs space and time, at each write to " +
                                        table->name.text(),
                                    "DROP INDEX " + name.quoted() + ";"));
    }
  }
}

}  // namespace

extern const Rule redundant_index;
const Rule redundant_index{"redundant-index", Severity::note, check};

}  // namespace plumbline
