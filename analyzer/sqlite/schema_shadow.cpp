#include "analyzer/sqlite/schema_shadow.hpp"

#include <algorithm>

#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

// SQLite wants a page that exists behind each table, and one for each index of a table that no
// other index of it has. Page 1 is sqlite_schema.
constexpr int page_of_tables = 2;
constexpr int bytes_of_a_page = 4096;

std::size_t most_indexes_of_a_table(const Schema& schema) {
  std::size_t most = 0;
  for (const auto& [name, table] : schema.tables) most = std::max(most, table.indexes.size());
  return most;
}

/// Pages, left over from a table that is gone. It leaves sqlite_sequence behind, which the tables
/// with AUTOINCREMENT need.
void make_pages(const Connection& shadow, std::size_t count) {
  shadow.execute("PRAGMA page_size=" + std::to_string(bytes_of_a_page) +
                 "; CREATE TABLE pages(id INTEGER PRIMARY KEY AUTOINCREMENT, bytes);"
                 " INSERT INTO pages(bytes) VALUES (zeroblob(" +
                 std::to_string((count + page_of_tables + 1) * bytes_of_a_page) +
                 ")); DROP TABLE pages");
}

std::string text_to_load(const Table& table) {
  if (table.kind != TableKind::virtual_table) return table.sql;
  std::string columns;
  for (const Column& column : table.columns) {
    columns += (columns.empty() ? "" : ", ") + column.name.quoted();
  }
  if (columns.empty()) columns = "unknown";
  return "CREATE TABLE " + table.name.quoted() + "(" + columns + ")";
}

class Loader {
 public:
  explicit Loader(const Connection& shadow)
      : insert_(shadow, "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)") {}

  void add(std::string_view type, const Identifier& name, const Identifier& table, int page,
           const std::string& sql) {
    insert_.reset();
    insert_.bind(1, type).bind(2, name.text()).bind(3, table.text());
    insert_.bind(4, std::int64_t{page}).bind(5, sql);
    insert_.step();
  }

 private:
  Query insert_;
};

void load(const Connection& shadow, const Schema& schema) {
  Loader loader(shadow);
  for (const auto& [name, table] : schema.tables) {
    loader.add("table", name, name, page_of_tables, text_to_load(table));
    int page = page_of_tables;
    for (const auto& [index_name, index] : table.indexes) {
      loader.add("index", index_name, name, ++page, index.sql);
    }
  }
  for (const auto& [name, view] : schema.views) loader.add("view", name, name, 0, view.sql);
}

}  // namespace

std::optional<Connection> schema_shadow(const Schema& schema, std::optional<Deadline> deadline) {
  Connection shadow = empty_shadow("schema", deadline);
  try {
    make_pages(shadow, most_indexes_of_a_table(schema));
    shadow.execute("PRAGMA writable_schema=ON; BEGIN");
    load(shadow, schema);
    shadow.execute("COMMIT; PRAGMA writable_schema=RESET");
    shadow.integer("SELECT 1 FROM sqlite_schema");  // reads the schema, and says if it cannot
  } catch (const Error&) {
    return std::nullopt;
  }
  return shadow;
}

}  // namespace plumbline
