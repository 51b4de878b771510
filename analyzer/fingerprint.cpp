#include "analyzer/fingerprint.hpp"

#include <set>
#include <tuple>

#include "analyzer/diff/meaning.hpp"
#include "analyzer/sha256.hpp"

namespace plumbline {

std::string fingerprint_of(const Schema& schema) {
  using Row = std::tuple<std::string, std::string, std::string, std::string>;
  std::set<Row> rows;
  for (const auto& [name, table] : schema.tables) {
    rows.emplace("table", name.text(), name.text(), table.sql);
    for (const auto& [index_name, index] : table.indexes) {
      rows.emplace("index", index_name.text(), name.text(), index.sql);
    }
  }
  for (const auto& [name, view] : schema.views) {
    rows.emplace("view", name.text(), name.text(), view.sql);
  }
  for (const auto& [name, trigger] : schema.triggers) {
    rows.emplace("trigger", name.text(), trigger.table.text(), trigger.sql);
  }
  Sha256 sum;
  constexpr std::string_view separator{"\0", 1};
  for (const auto& [type, name, table, sql] : rows) {
    for (const std::string* field : {&type, &name, &table, &sql}) {
      sum.update(*field);
      sum.update(separator);
    }
  }
  return sum.hex();
}

std::string meaning_fingerprint_of(const Schema& schema) { return sha256_hex(meaning(schema)); }

}  // namespace plumbline
