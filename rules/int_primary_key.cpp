#include "model/affinity.hpp"
#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

/// The column that looks like the rowid and is not; null where there is none.
const Column* looks_like_rowid(const Table& table) {
  if (!table.primary_key || table.primary_key->columns.size() != 1 || table.without_rowid ||
      table.primary_key->rowid_alias) {
    return nullptr;
  }
  const Column* column = find_column(table, table.primary_key->columns[0].column);
  const bool looks =
      column != nullptr && !column->not_null && affinity_of(column->type) == "INTEGER";
  return looks ? column : nullptr;
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    const Column* column = looks_like_rowid(*table);
    if (column == nullptr) continue;
    const std::string name = column->name.text();
    const bool by_desc = equal_folded(column->type, "INTEGER");
    const std::string declared =
        name + " " + column->type + " PRIMARY KEY" + (by_desc ? " DESC" : "");
    findings.push_back(
        finding_of(rule, object_of(*table),
                   declared +
                       " is not the rowid, only INTEGER PRIMARY KEY is: a row inserted "
                       "without " +
                       name + " gets NULL and no number, as often as it happens",
                   "declare " + name +
                       " INTEGER PRIMARY KEY, or NOT NULL where the application "
                       "always gives the number"));
  }
}

}  // namespace

extern const Rule int_primary_key;
const Rule int_primary_key{"int-primary-key", Severity::warning, check};

}  // namespace plumbline
