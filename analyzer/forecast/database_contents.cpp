#include "analyzer/forecast/database_contents.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "analyzer/diff/meaning.hpp"
#include "analyzer/sql_text/normal_form.hpp"
#include "analyzer/sqlite/introspect.hpp"

namespace plumbline {

namespace {

void read_objects(const Connection& connection, DatabaseContents& contents) {
  Query query(connection,
              "SELECT type, name, sql FROM main.sqlite_schema "
              "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  while (query.step()) {
    const Identifier name(query.text(1));
    contents.objects[std::string(query.text(0)) + " " + ascii_lower(name.text())] =
        normal_form(query.text(2));
  }
}

struct TableName {
  Identifier name;
  std::string type;  ///< of PRAGMA table_list: "table", "virtual", "shadow", "view"
  bool without_rowid = false;
};

std::vector<TableName> table_names(const Connection& connection) {
  Query query(connection, "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'");
  std::vector<TableName> names;
  while (query.step()) {
    const std::string name(query.text(0));
    const bool engines = name.starts_with("sqlite_") && name != "sqlite_sequence";
    if (engines) continue;
    names.push_back({Identifier(name), std::string(query.text(1)), query.integer(2) != 0});
  }
  return names;
}

struct ColumnNames {
  std::vector<Identifier> all;
  std::string key;  ///< of the primary key, for ORDER BY
};

ColumnNames column_names(const Connection& connection, const Identifier& table) {
  Query query(connection,
              "SELECT name, hidden, pk FROM pragma_table_xinfo(?1, 'main') ORDER BY cid");
  query.bind(1, table.text());
  ColumnNames names;
  std::map<std::int64_t, std::string> key;
  while (query.step()) {
    const Identifier name(query.text(0));
    if (query.integer(1) != 1) names.all.push_back(name);
    if (query.integer(2) > 0) key[query.integer(2)] = name.quoted();
  }
  for (const auto& [place, column] : key) names.key += (names.key.empty() ? "" : ", ") + column;
  return names;
}

RowsOfTable read_rows(const Connection& connection, const std::string& from,
                      const std::vector<Identifier>& columns, const std::string& order) {
  RowsOfTable contents{columns, {}};
  std::string list;
  for (const Identifier& column : columns) {
    list += (list.empty() ? "quote(" : ", quote(") + column.quoted() + ")";
  }
  Query query(connection, "SELECT " + list + " FROM " + from + " ORDER BY " + order);
  while (query.step()) {
    std::vector<std::string> row;
    for (int at = 0; at < query.columns(); ++at) row.emplace_back(query.text(at));
    contents.rows.push_back(std::move(row));
  }
  return contents;
}

/// https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module
RowsOfTable read_terms(const Connection& connection, const Identifier& table) {
  connection.execute("CREATE VIRTUAL TABLE temp.plumbline_terms USING fts5vocab(main, " +
                     quote_literal(table.text()) + ", instance)");
  const std::vector<Identifier> columns = {Identifier("term"), Identifier("doc"), Identifier("col"),
                                           Identifier("offset")};
  RowsOfTable contents =
      read_rows(connection, "temp.plumbline_terms", columns, "term, doc, col, \"offset\"");
  connection.execute("DROP TABLE temp.plumbline_terms");
  return contents;
}

void read_tables(const Connection& connection, DatabaseContents& contents) {
  for (const TableName& table : table_names(connection)) {
    if (table.type == "table") {
      const ColumnNames columns = column_names(connection, table.name);
      const std::string order = table.without_rowid ? columns.key : "rowid";
      contents.tables[table.name] =
          read_rows(connection, "main." + table.name.quoted(), columns.all, order);
    } else if (table.type == "virtual") {
      const std::string text = contents.objects["table " + ascii_lower(table.name.text())];
      const bool fts5 = text.find(" using fts5") != std::string::npos;
      if (fts5) contents.tables[table.name] = read_terms(connection, table.name);
    }
  }
}

/// The rows without the columns that vary, sorted.
std::vector<std::vector<std::string>> comparable_rows(const RowsOfTable& table,
                                                      const std::set<Identifier>& varying) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table.rows) {
    std::vector<std::string> kept;
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (!varying.contains(table.columns[at])) kept.push_back(row[at]);
    }
    rows.push_back(std::move(kept));
  }
  std::ranges::sort(rows);
  return rows;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  return "(" + text + ")";
}

/// The numbers of sqlite_sequence by table.
std::map<std::string, std::int64_t> numbers_in(const RowsOfTable& sequence) {
  std::map<std::string, std::int64_t> numbers;
  for (const auto& row : sequence.rows) {
    std::int64_t number = 0;
    std::from_chars(row[1].data(), row[1].data() + row[1].size(), number);
    numbers[row[0]] = number;
  }
  return numbers;
}

std::string sequences_differ(const RowsOfTable& found, const RowsOfTable& expected) {
  const auto numbers = numbers_in(found);
  for (const auto& [table, number] : numbers_in(expected)) {
    const auto twin = numbers.find(table);
    const std::int64_t there = twin == numbers.end() ? 0 : twin->second;
    if (there < number) {
      return "sqlite_sequence of " + table + " is " + std::to_string(there) + ", not " +
             std::to_string(number);
    }
  }
  return "";
}

std::string rows_differ(const Identifier& name, const RowsOfTable& found,
                        const RowsOfTable& expected, const std::set<Identifier>& varying) {
  if (found.rows.size() != expected.rows.size()) {
    return "table " + name.text() + " has " + std::to_string(found.rows.size()) + " rows, not " +
           std::to_string(expected.rows.size());
  }
  const auto left = comparable_rows(found, varying);
  const auto right = comparable_rows(expected, varying);
  const auto [here, there] = std::ranges::mismatch(left, right);
  if (here == left.end()) return "";
  return "table " + name.text() + " holds " + joined(*here) + ", not " + joined(*there);
}

}  // namespace

DatabaseContents contents_of(const Connection& connection) {
  DatabaseContents contents = schema_contents_of(connection);
  read_tables(connection, contents);
  return contents;
}

DatabaseContents row_contents_of(const Connection& connection) {
  DatabaseContents contents;
  read_objects(connection, contents);
  read_tables(connection, contents);
  return contents;
}

DatabaseContents schema_contents_of(const Connection& connection) {
  DatabaseContents contents;
  read_objects(connection, contents);
  contents.meaning = meaning(introspect(connection));
  for (const std::string setting : {"user_version", "application_id"}) {
    contents.settings[setting] = connection.text("PRAGMA " + setting).value_or("");
  }
  return contents;
}

Varying columns_that_vary(const DatabaseContents& one, const DatabaseContents& other) {
  Varying varying;
  for (const auto& [name, table] : one.tables) {
    const auto twin = other.tables.find(name);
    if (twin == other.tables.end() || twin->second.columns != table.columns) continue;
    const std::size_t rows = std::min(table.rows.size(), twin->second.rows.size());
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t at = 0; at < table.columns.size(); ++at) {
        if (table.rows[row][at] != twin->second.rows[row][at]) {
          varying[name].insert(table.columns[at]);
        }
      }
    }
  }
  return varying;
}

namespace {

std::string objects_differ(const DatabaseContents& found, const DatabaseContents& expected) {
  if (found.meaning == expected.meaning) return "";
  for (const auto& [object, text] : expected.objects) {
    const auto twin = found.objects.find(object);
    if (twin == found.objects.end()) return object + " is missing";
    if (twin->second != text) return object + " is " + twin->second + ", not " + text;
  }
  for (const auto& [object, text] : found.objects) {
    if (!expected.objects.contains(object)) return object + " should not be there";
  }
  return "";
}

}  // namespace

std::string schema_difference(const DatabaseContents& found, const DatabaseContents& expected) {
  const std::string differs = objects_differ(found, expected);
  if (!differs.empty()) return differs;
  for (const auto& [setting, value] : expected.settings) {
    const std::string& twin = found.settings.at(setting);
    if (twin != value) return setting + " is " + twin + ", not " + value;
  }
  return "";
}

std::string row_difference(const DatabaseContents& found, const DatabaseContents& expected,
                           const Varying& varying) {
  const std::set<Identifier> none;
  for (const auto& [name, table] : expected.tables) {
    const auto twin = found.tables.find(name);
    if (twin == found.tables.end()) return "table " + name.text() + " is missing";
    if (name == Identifier("sqlite_sequence")) {
      const std::string differs = sequences_differ(twin->second, table);
      if (!differs.empty()) return differs;
      continue;
    }
    const auto left_out = varying.find(name);
    const std::string differs =
        rows_differ(name, twin->second, table, left_out == varying.end() ? none : left_out->second);
    if (!differs.empty()) return differs;
  }
  return "";
}

std::string difference(const DatabaseContents& found, const DatabaseContents& expected,
                       const Varying& varying) {
  const std::string schema = schema_difference(found, expected);
  return schema.empty() ? row_difference(found, expected, varying) : schema;
}

std::size_t rows_in_all(const DatabaseContents& contents) {
  std::size_t rows = 0;
  for (const auto& [name, table] : contents.tables) rows += table.rows.size();
  return rows;
}

}  // namespace plumbline
