#include "model/affinity.hpp"
#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

/// int-primary-key has more to say of such a table.
bool is_one_integer(const Table& table) {
  const std::vector<KeyPart>& parts = table.primary_key->columns;
  const Column* column = parts.size() == 1 ? find_column(table, parts[0].column) : nullptr;
  return column != nullptr && affinity_of(column->type) == "INTEGER";
}

std::vector<Identifier> nullable_columns(const Table& table) {
  std::vector<Identifier> nullable;
  for (const KeyPart& part : table.primary_key->columns) {
    const Column* column = find_column(table, part.column);
    if (column != nullptr && !column->not_null) nullable.push_back(column->name);
  }
  return nullable;
}

constexpr const char* what_it_means =
    ", and any number of rows that have it: to SQLite no NULL equals another";

struct NullableKey {
  const Table* table = nullptr;
  std::vector<Identifier> columns;
};

std::vector<NullableKey> nullable_keys(const SchemaInHand& input) {
  std::vector<NullableKey> keys;
  for (const Table* table : tables_in(input)) {
    if (!table->primary_key || table->primary_key->rowid_alias || table->without_rowid ||
        is_one_integer(*table)) {
      continue;
    }
    std::vector<Identifier> columns = nullable_columns(*table);
    if (!columns.empty()) keys.push_back({table, std::move(columns)});
  }
  return keys;
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  const std::vector<NullableKey> keys = nullable_keys(input);
  std::vector<std::string> names;
  for (const NullableKey& key : keys) {
    const std::string columns = with_commas(key.columns);
    names.push_back(key.table->name.text() + " (" + columns + ")");
    if (!are_few(keys.size())) continue;
    findings.push_back(finding_of(rule, object_of(*key.table),
                                  "its primary key takes NULL in " + columns + what_it_means,
                                  "declare it NOT NULL"));
  }
  if (are_few(keys.size())) return;
  findings.push_back(finding_of(rule, ObjectRef{},
                                "the primary keys of " + std::to_string(keys.size()) +
                                    " tables take NULL" + what_it_means + ": " + listed(names),
                                "declare them NOT NULL"));
}

}  // namespace

extern const Rule nullable_primary_key;
const Rule nullable_primary_key{"nullable-primary-key", Severity::note, check};

}  // namespace plumbline
