#include "analyzer/sqlite/rebuilt_database.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "analyzer/sqlite/shadow.hpp"
#include "analyzer/sqlite/unparsed_objects.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

using Kind = StoredValue::Kind;
using SchemaRow = std::vector<StoredValue>;

StoredValue integer_value(std::int64_t value) { return {Kind::integer, value, 0, ""}; }

/// ASCII as a text of the database.
StoredValue in_encoding(const std::string& text, const std::string& encoding) {
  if (encoding == "UTF-8") return {Kind::text, 0, 0, text};
  std::string wide;
  for (const char c : text) wide += encoding == "UTF-16le" ? std::string{c, 0} : std::string{0, c};
  return {Kind::text, 0, 0, wide};
}

constexpr int roots_at_a_time = 200;

/// Empty b-trees, one for each kind that is asked for. The tables they belong to are taken out of
/// sqlite_schema again, a few at a time: each CREATE reads all of it.
std::vector<std::int64_t> make_roots(const Connection& connection,
                                     const std::vector<bool>& is_rowid_table) {
  std::vector<std::int64_t> roots;
  for (std::size_t from = 0; from < is_rowid_table.size(); from += roots_at_a_time) {
    const std::size_t end = std::min(from + roots_at_a_time, is_rowid_table.size());
    for (std::size_t i = from; i < end; ++i) {
      const std::string name = "t" + std::to_string(i);
      connection.execute("CREATE TABLE " + name +
                         (is_rowid_table[i] ? "(c)" : "(c PRIMARY KEY) WITHOUT ROWID"));
    }
    Query query(connection, "SELECT rootpage FROM sqlite_schema ORDER BY rowid");
    while (query.step()) roots.push_back(query.integer(0));
    query.reset();
    if (const auto failure = replace_schema(connection, {"UTF-8", {}})) {
      throw to_error(*failure, {connection.name(), 0, 0});
    }
  }
  return roots;
}

bool is_plain(const StoredTable& table) {
  return table.has_rowid && !table.name.starts_with("sqlite_");
}

/// While it is filled; nobody else has such a name.
std::string plain_name(std::size_t table) { return "plumbline, table " + std::to_string(table); }

/// A table with as many columns and nothing else: values go in as they are.
std::string plain_table(const StoredTable& table, std::size_t number) {
  std::string text = "CREATE TABLE " + Identifier(plain_name(number)).quoted() + "(";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    text += (i == 0 ? "c" : ", c") + std::to_string(i);
  }
  return text + ")";
}

std::string insert_into(const StoredTable& table, std::size_t number) {
  const std::string name = is_plain(table) ? plain_name(number) : table.name;
  std::string columns = table.has_rowid ? "rowid" : "";
  std::string parameters = table.has_rowid ? "?" : "";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    columns += columns.empty() ? "" : ", ";
    columns += is_plain(table) ? "c" + std::to_string(i) : Identifier(table.columns[i]).quoted();
    parameters += parameters.empty() ? "?" : ", ?";
  }
  return "INSERT OR ABORT INTO main." + Identifier(name).quoted() + "(" + columns + ") VALUES (" +
         parameters + ")";
}

}  // namespace

RebuiltDatabase::RebuiltDatabase(const SchemaRows& schema, std::vector<StoredTable> tables,
                                 const std::string& name, std::optional<Deadline> deadline)
    : schema_(schema),
      tables_(std::move(tables)),
      connection_(empty_database(schema.encoding, name, deadline)) {
  std::vector<bool> is_rowid_table;
  std::vector<std::size_t> with_root;
  std::size_t table = 0;
  for (std::size_t i = 0; i < schema.rows.size(); ++i) {
    const SchemaRoot roots = root_of(schema.rows[i], schema.encoding);
    if (!roots.any) continue;
    with_root.push_back(i);
    is_rowid_table.push_back(roots.of_table && (tables_.empty() || tables_[table].has_rowid));
    if (roots.of_table) ++table;
  }
  const std::vector<std::int64_t> made = make_roots(connection_, is_rowid_table);
  roots_.resize(schema.rows.size());
  for (std::size_t i = 0; i < with_root.size(); ++i) roots_[with_root[i]] = made[i];
  if (!tables_.empty()) begin_loading();
}

std::vector<SchemaRow> RebuiltDatabase::rows_with_roots() const {
  std::vector<SchemaRow> rows = schema_.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (roots_[i] > 0) rows[i][schema_root] = integer_value(roots_[i]);
  }
  return rows;
}

/// Shows SQLite tables only, and those with rowids without what they demand of their rows. Of the
/// others the keys of their constraints are needed, which CREATE INDEX did not make.
void RebuiltDatabase::begin_loading() {
  std::vector<SchemaRow> shown;
  std::set<std::string> as_declared;  // names, in the encoding of the schema
  std::size_t table = 0;
  for (SchemaRow& row : rows_with_roots()) {
    const SchemaRoot roots = root_of(row, schema_.encoding);
    if (!roots.any) continue;
    if (!roots.of_table) {
      if (row[schema_sql].kind == Kind::null && as_declared.contains(row[schema_table].bytes)) {
        shown.push_back(std::move(row));
      }
      continue;
    }
    const StoredTable& stored = tables_[table];
    if (is_plain(stored)) {
      row[schema_name] = row[schema_table] = in_encoding(plain_name(table), schema_.encoding);
      row[schema_sql] = in_encoding(plain_table(stored, table), schema_.encoding);
    } else {
      as_declared.insert(row[schema_name].bytes);
    }
    ++table;
    shown.push_back(std::move(row));
  }
  if (const auto failure = replace_schema(connection_, {schema_.encoding, shown})) {
    throw to_error(*failure, {connection_.name(), 0, 0});
  }
  connection_.execute("BEGIN");
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    inserts_.emplace_back(connection_, insert_into(tables_[i], i));
  }
}

void RebuiltDatabase::put(std::size_t table, std::int64_t rowid,
                          const std::vector<StoredValue>& values) {
  const StoredTable& stored = tables_[table];
  Query& insert = inserts_[table];
  int parameter = 1;
  if (stored.has_rowid) insert.bind(parameter++, rowid);
  for (const StoredValue& value : values) bind_value(insert, parameter++, value, schema_.encoding);
  bool row = false;
  if (const auto failure = insert.try_step(row)) {
    throw Error(Error::Kind::unsupported, {connection_.name(), 0, 0},
                "rows of " + stored.name + " do not fit their own table: " + failure->message +
                    "; a copy of the file can be read all the same");
  }
  insert.reset();
}

void RebuiltDatabase::set_user_version(std::int64_t value) const {
  connection_.execute("PRAGMA user_version=" + std::to_string(value));
}

void RebuiltDatabase::set_application_id(std::int64_t value) const {
  connection_.execute("PRAGMA application_id=" + std::to_string(value));
}

void RebuiltDatabase::make_indexes() const {
  if (const auto failure = connection_.try_execute("REINDEX")) {
    throw Error(Error::Kind::unsupported, {connection_.name(), 0, 0},
                "the entries of an index cannot be made from its rows: " + failure->message +
                    "; a copy of the file can be read all the same");
  }
}

std::string RebuiltDatabase::bytes() {
  inserts_.clear();
  if (connection_.in_transaction()) connection_.execute("COMMIT");
  const bool loads = !replace_schema(connection_, {schema_.encoding, rows_with_roots()});
  if (loads && !tables_.empty()) make_indexes();
  if (!loads) leave_out_unparsed(connection_);  // so that SQLite does anything at all
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> image(
      sqlite3_serialize(connection_.handle(), "main", &size, 0), sqlite3_free);
  if (!image) {
    throw Error(Error::Kind::failed, {connection_.name(), 0, 0},
                "there is no memory for a private copy of it");
  }
  return {reinterpret_cast<const char*>(image.get()), static_cast<std::size_t>(size)};
}

}  // namespace plumbline
