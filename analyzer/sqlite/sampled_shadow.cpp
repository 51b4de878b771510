// A shadow with the schema and some rows of each table, for databases too large to copy.
#include <sqlite3.h>

#include <string>
#include <vector>

#include "analyzer/sqlite/shadow.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

constexpr int rows_of_a_sample = 1000;

std::vector<std::string> first_column(const Connection& connection, const std::string& sql) {
  Query query(connection, sql);
  std::vector<std::string> values;
  while (query.step()) values.emplace_back(query.text(0));
  return values;
}

void run(const Connection& shadow, const std::string& sql) {
  if (const auto failure = shadow.try_execute(sql)) {
    throw Error(Error::Kind::unsupported, {shadow.name(), 0, 0},
                "no sample can be made: " + failure->message + " (" + sql + "); use --rows full");
  }
}

void make_objects(const Connection& live, const Connection& shadow, const std::string& which) {
  for (const std::string& sql :
       first_column(live, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND " + which +
                              " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")) {
    run(shadow, sql);
  }
}

/// The columns to copy, the rowid first where no column hides it; generated ones fill themselves.
std::string copied_columns(const Connection& live, const std::string& table) {
  const std::string from = " FROM pragma_table_xinfo(" + quote_literal(table) + ")";
  const bool has_rowid =
      live.integer("SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = " +
                   quote_literal(table) + " AND wr = 0")
          .has_value();
  const bool is_hidden =
      live.integer("SELECT 1" + from + " WHERE lower(name) = 'rowid'").has_value();
  std::string columns = has_rowid && !is_hidden ? "rowid" : "";
  for (const std::string& name : first_column(live, "SELECT name" + from + " WHERE hidden = 0")) {
    columns += (columns.empty() ? "" : ", ") + Identifier(name).quoted();
  }
  return columns;
}

void copy_some_rows(const Connection& live, const Connection& shadow, const std::string& table,
                    const std::string& columns) {
  const std::string name = "main." + Identifier(table).quoted();
  Query rows(live,
             "SELECT " + columns + " FROM " + name + " LIMIT " + std::to_string(rows_of_a_sample));
  std::string parameters = "?";
  for (int i = 1; i < rows.columns(); ++i) parameters += ", ?";
  Query insert(shadow, "INSERT INTO " + name + "(" + columns + ") VALUES (" + parameters + ")");
  while (rows.step()) {
    for (int i = 0; i < rows.columns(); ++i) {
      sqlite3_bind_value(insert.handle(), i + 1, sqlite3_column_value(rows.handle(), i));
    }
    insert.step();
    insert.reset();
  }
}

std::string setting(const Connection& live, const std::string& pragma) {
  return "PRAGMA " + pragma + "=" + quote_literal(live.text("PRAGMA " + pragma).value_or("0")) +
         ";";
}

/// What sqlite_schema says, as one text.
std::string schema_of(const Connection& connection) {
  return connection
      .text(
          "SELECT group_concat(x, char(10)) FROM (SELECT type || name || tbl_name || sql AS x FROM"
          " sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name)")
      .value_or("");
}

}  // namespace

Shadow sampled_shadow_of(const Connection& live, std::optional<Deadline> deadline) {
  Shadow shadow{empty_shadow(live.name(), deadline)};
  const Connection& copy = shadow.connection;
  live.execute("BEGIN");  // one moment of the live database
  copy.execute(setting(live, "encoding") + "PRAGMA ignore_check_constraints=ON; BEGIN;" +
               setting(live, "user_version") + setting(live, "application_id"));
  // Virtual tables make their shadow tables themselves.
  make_objects(live, copy, "type = 'table' AND rootpage = 0");
  make_objects(live, copy,
               "type = 'table' AND rootpage <> 0 AND name NOT IN"
               " (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')");
  for (const std::string& table : first_column(
           live,
           "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND"
           " name NOT LIKE 'sqlite\\_schema' ESCAPE '\\' AND"
           " (name NOT LIKE 'sqlite\\_%' ESCAPE '\\')")) {
    copy_some_rows(live, copy, table, copied_columns(live, table));
  }
  if (live.integer("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'")) {
    copy.execute("DELETE FROM sqlite_sequence");
    copy_some_rows(live, copy, "sqlite_sequence", "name, seq");
  }
  for (const char* type : {"index", "view", "trigger"}) {
    make_objects(live, copy, "type = " + quote_literal(type));
  }
  copy.execute("COMMIT; PRAGMA ignore_check_constraints=OFF");
  const bool same = schema_of(live) == schema_of(copy);
  live.execute("COMMIT");
  if (!same) {
    throw Error(
        Error::Kind::unsupported, {live.name(), 0, 0},
        "no sample can be made: its schema does not come out the same from its own text; use "
        "--rows full");
  }
  return shadow;
}

}  // namespace plumbline
