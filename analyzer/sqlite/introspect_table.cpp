#include "analyzer/sqlite/introspect_table.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "analyzer/sql_text/create_index.hpp"
#include "analyzer/sql_text/create_table.hpp"

namespace plumbline {

namespace {

// PRAGMA table_xinfo: cid, name, type, notnull, dflt_value, pk, hidden
enum XinfoColumn {
  xinfo_name = 1,
  xinfo_type,
  xinfo_not_null,
  xinfo_default,
  xinfo_pk,
  xinfo_hidden
};
enum Hidden { hidden_in_module = 1, generated_virtual = 2, generated_stored = 3 };

std::string collation_or_empty(std::string_view name) {
  return equal_folded(name, "BINARY") ? "" : std::string(name);
}

/// What a key part of a PRIMARY KEY or UNIQUE compares by: its own COLLATE, else its column's.
/// Columns by the names that they have, and with the collations in force.
void resolve(const Table& table, std::vector<KeyPart>& parts) {
  for (KeyPart& part : parts) {
    const Column* const column = find_column(table, part.column);
    if (column != nullptr) part.column = column->name;
    if (!part.collation.empty()) {
      part.collation = collation_or_empty(part.collation);
    } else if (column != nullptr) {
      part.collation = column->collation;
    }
  }
}

void resolve(const Table& table, ForeignKey& key) {
  for (Identifier& name : key.columns) {
    if (const Column* column = find_column(table, name)) name = column->name;
  }
}

/// Whether the text of a column says what its row of table_xinfo says.
bool agrees(const Column& column, const Query& row) {
  const std::int64_t hidden = row.integer(xinfo_hidden);
  const std::int64_t expected =
      !column.generated ? 0 : (column.generated->stored ? generated_stored : generated_virtual);
  return equal_folded(column.name.text(), row.text(xinfo_name)) && hidden == expected &&
         row.is_null(xinfo_default) == !column.default_sql;
}

/// A column as the PRAGMA alone tells it. Generated expressions stay unknown.
Column column_from(const Query& row) {
  Column column;
  column.name = Identifier(row.text(xinfo_name));
  column.type = row.text(xinfo_type);
  column.not_null = row.integer(xinfo_not_null) != 0;
  if (!row.is_null(xinfo_default)) {
    column.default_sql = "(" + std::string(row.text(xinfo_default)) + ")";
  }
  const std::int64_t hidden = row.integer(xinfo_hidden);
  column.hidden = hidden == hidden_in_module;
  if (hidden >= generated_virtual) column.generated = Generated{"?", hidden == generated_stored};
  return column;
}

ForeignKeyAction action_named(std::string_view name) {
  if (name == "CASCADE") return ForeignKeyAction::cascade;
  if (name == "SET NULL") return ForeignKeyAction::set_null;
  if (name == "SET DEFAULT") return ForeignKeyAction::set_default;
  if (name == "RESTRICT") return ForeignKeyAction::restrict_;
  return ForeignKeyAction::no_action;
}

/// Collation and AUTOINCREMENT of a column: https://sqlite.org/c3ref/table_column_metadata.html
void add_metadata(const Connection& connection, Table& table, Column& column) {
  const char* collation = nullptr;
  int autoincrement = 0;
  const int code = sqlite3_table_column_metadata(
      connection.handle(), "main", table.name.text().c_str(), column.name.text().c_str(), nullptr,
      &collation, nullptr, nullptr, &autoincrement);
  if (code != SQLITE_OK) return;
  if (collation != nullptr) column.collation = collation_or_empty(collation);
  if (autoincrement != 0 && table.primary_key) table.primary_key->autoincrement = true;
}

}  // namespace

TableReader::TableReader(const Connection& connection)
    : connection_(&connection),
      columns_(connection,
               "SELECT cid, name, type, \"notnull\", dflt_value, pk, hidden"
               " FROM pragma_table_xinfo(?, 'main')"),
      indexes_(connection, "SELECT origin FROM pragma_index_list(?, 'main')"),
      foreign_keys_(connection,
                    "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete"
                    " FROM pragma_foreign_key_list(?, 'main') ORDER BY id DESC, seq") {}

std::optional<std::string> TableReader::fill(Table& table) {
  try {
    if (table.kind != TableKind::virtual_table) read_text(table);
    const bool columns_agree = read_columns(table);
    if (table.kind == TableKind::virtual_table) return std::nullopt;
    const bool keys_agree = read_keys(table);
    const bool foreign_keys_agree = read_foreign_keys(table);
    if (table.understanding == Understanding::complete &&
        !(columns_agree && keys_agree && foreign_keys_agree)) {
      table.understanding = Understanding::partial;
      return fill(table);  // once more, from PRAGMAs alone
    }
    return std::nullopt;
  } catch (const Error& error) {
    table.understanding = Understanding::partial;
    return error.message();
  }
}

void TableReader::read_text(Table& table) {
  const auto text =
      table.understanding == Understanding::complete ? read_create_table(table.sql) : std::nullopt;
  if (!text) {
    table.understanding = Understanding::partial;
    table.columns.clear();
    table.primary_key.reset();
    table.uniques.clear();
    table.checks.clear();
    table.foreign_keys.clear();
    return;
  }
  const bool without_rowid = table.without_rowid;
  const bool strict = table.strict;
  apply_text(*text, table);
  if (table.without_rowid != without_rowid || table.strict != strict) {
    table.without_rowid = without_rowid;
    table.strict = strict;
    table.understanding = Understanding::partial;
  }
}

bool TableReader::read_columns(Table& table) {
  const bool by_text =
      table.kind != TableKind::virtual_table && table.understanding == Understanding::complete;
  std::map<std::int64_t, KeyPart> key;
  std::size_t position = 0;
  bool agree = true;
  columns_.reset();
  columns_.bind(1, table.name.text());
  while (columns_.step()) {
    if (!by_text) {
      table.columns.push_back(column_from(columns_));
    } else if (position >= table.columns.size() || !agrees(table.columns[position], columns_)) {
      return false;
    } else {
      table.columns[position].not_null = columns_.integer(xinfo_not_null) != 0;
    }
    const std::int64_t ordinal = columns_.integer(xinfo_pk);
    if (ordinal > 0) key[ordinal].column = table.columns[position].name;
    ++position;
  }
  if (!by_text) {
    if (!key.empty()) table.primary_key.emplace();
    for (auto& [ordinal, part] : key) table.primary_key->columns.push_back(part);
    for (Column& column : table.columns) add_metadata(*connection_, table, column);
    return true;
  }
  agree = position == table.columns.size();
  const std::size_t key_size = table.primary_key ? table.primary_key->columns.size() : 0;
  return agree && (key.size() == key_size || table.without_rowid);
}

bool TableReader::read_keys(Table& table) {
  bool key_has_index = false;
  std::size_t unique_indexes = 0;
  indexes_.reset();
  indexes_.bind(1, table.name.text());
  while (indexes_.step()) {
    const std::string_view origin = indexes_.text(0);
    if (origin == "pk") key_has_index = true;
    if (origin == "u") ++unique_indexes;
  }
  if (table.primary_key) {
    table.primary_key->rowid_alias = !key_has_index && !table.without_rowid;
    resolve(table, table.primary_key->columns);
  }
  for (Unique& unique : table.uniques) resolve(table, unique.columns);
  return unique_indexes <= table.uniques.size();  // equal constraints share one index
}

bool TableReader::read_foreign_keys(Table& table) {
  const bool by_text = table.understanding == Understanding::complete;
  if (by_text && table.foreign_keys.empty()) return true;
  for (ForeignKey& key : table.foreign_keys) resolve(table, key);
  std::int64_t last_id = -1;
  std::size_t count = 0;
  bool agree = true;
  foreign_keys_.reset();
  foreign_keys_.bind(1, table.name.text());
  while (foreign_keys_.step()) {
    const bool first = foreign_keys_.integer(0) != last_id;
    last_id = foreign_keys_.integer(0);
    if (first) ++count;
    if (by_text) {
      agree = agree && count <= table.foreign_keys.size() &&
              equal_folded(table.foreign_keys[count - 1].parent.text(), foreign_keys_.text(1));
      continue;
    }
    if (first) {
      ForeignKey key;
      key.parent = Identifier(foreign_keys_.text(1));
      key.on_update = action_named(foreign_keys_.text(4));
      key.on_delete = action_named(foreign_keys_.text(5));
      table.foreign_keys.push_back(std::move(key));
    }
    table.foreign_keys.back().columns.emplace_back(foreign_keys_.text(2));
    if (!foreign_keys_.is_null(3)) {
      table.foreign_keys.back().parent_columns.emplace_back(foreign_keys_.text(3));
    }
  }
  return agree && (!by_text || count == table.foreign_keys.size());
}

IndexReader::IndexReader(const Connection& connection)
    : columns_(connection,
               "SELECT cid, name, \"desc\", coll FROM pragma_index_xinfo(?, 'main') WHERE key"
               " ORDER BY seqno"),
      flags_(connection, "SELECT \"unique\" FROM pragma_index_list(?, 'main') WHERE name = ?") {}

Index IndexReader::read(const Identifier& name, const Identifier& table, std::string sql) {
  const auto text = read_create_index(sql);
  Index index{name, table, text && text->unique, {}, std::nullopt, std::move(sql)};
  if (text) index.columns.reserve(text->parts.size());
  if (!text) {
    flags_.reset();
    flags_.bind(1, table.text()).bind(2, name.text());
    index.unique = flags_.step() && flags_.integer(0) != 0;
  }
  columns_.reset();
  columns_.bind(1, name.text());
  constexpr std::int64_t expression_id = -2;
  constexpr std::int64_t rowid_id = -1;
  for (std::size_t i = 0; columns_.step(); ++i) {
    KeyPart part;
    if (columns_.integer(0) == expression_id) {
      part.expression = text && i < text->parts.size() ? text->parts[i].text : "?";
    } else if (columns_.integer(0) == rowid_id) {
      part.column = Identifier("rowid");
    } else {
      part.column = Identifier(columns_.text(1));
    }
    part.descending = columns_.integer(2) != 0;
    part.collation = collation_or_empty(columns_.text(3));
    index.columns.push_back(std::move(part));
  }
  if (text) index.where = text->where;
  return index;
}

}  // namespace plumbline
