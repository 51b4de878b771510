#include "tests/generated_schema.hpp"

#include <algorithm>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/dependencies.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "tests/generated_model.hpp"

namespace plumbline {

namespace {

using generated::Object;
using generated::Rng;
using generated::to_sql;

/// Statements in an order that SQLite takes: tables, then what stands on them.
std::vector<std::string> statements_of(const generated::Schema& schema, Object::Kind kind) {
  std::vector<std::string> statements;
  for (const Object& object : schema.objects) {
    const auto sql = object.kind == kind ? to_sql(object, schema) : std::nullopt;
    if (sql) statements.push_back(*sql);
  }
  return statements;
}

std::vector<std::string> table_statements(const generated::Schema& schema) {
  std::vector<std::string> statements;
  for (const generated::Table& table : schema.tables) {
    if (const auto sql = to_sql(table, schema)) statements.push_back(*sql);
  }
  for (std::string& sql : statements_of(schema, Object::Kind::virtual_table)) {
    statements.push_back(std::move(sql));
  }
  return statements;
}

std::vector<std::string> behind_rows(const generated::Schema& schema) {
  std::vector<std::string> statements = statements_of(schema, Object::Kind::view);
  for (std::string& sql : statements_of(schema, Object::Kind::trigger)) {
    statements.push_back(std::move(sql));
  }
  return statements;
}

std::vector<std::string> all_statements(const generated::Schema& schema) {
  std::vector<std::string> statements = table_statements(schema);
  for (std::string& sql : statements_of(schema, Object::Kind::index)) {
    statements.push_back(std::move(sql));
  }
  for (std::string& sql : behind_rows(schema)) statements.push_back(std::move(sql));
  return statements;
}

std::string joined(const std::vector<std::string>& statements) {
  std::string text;
  for (const std::string& sql : statements) text += sql + ";\n";
  return text;
}

std::string settings(const generated::Schema& schema) {
  if (schema.user_version == 0) return "";
  return "PRAGMA user_version=" + std::to_string(schema.user_version) + ";\n";
}

/// Whether SQLite takes the schema, and every view, trigger and reference works.
bool is_sound(const generated::Schema& schema) {
  const Connection connection = Connection::in_memory("generated");
  if (connection.try_execute(joined(all_statements(schema)))) return false;
  // Fails where a reference names columns of its parent that are not unique.
  if (connection.try_execute("PRAGMA foreign_key_check")) return false;
  return broken_objects(connection, introspect(connection)).empty();
}

/// Keeps what `change` does where the schema stays sound.
template <class Change>
bool attempt(generated::Schema& schema, Change change) {
  generated::Schema tried = schema;
  change(tried);
  if (!is_sound(tried)) return false;
  schema = std::move(tried);
  return true;
}

void add_objects(generated::Schema& schema, Rng& rng) {
  using Maker = Object (*)(generated::Schema&, Rng&);
  const auto add = [&](Maker make) {
    attempt(schema, [&](generated::Schema& tried) { tried.objects.push_back(make(tried, rng)); });
  };
  if (rng.percent(8)) add(generated::random_virtual_table);
  for (int n = rng.between(0, 5); n > 0; --n) add(generated::random_index);
  for (int n = rng.between(0, 3); n > 0; --n) add(generated::random_view);
  for (int n = rng.between(0, 3); n > 0; --n) add(generated::random_trigger);
}

generated::Schema random_schema(Rng& rng) {
  generated::Schema schema;
  const auto wanted = static_cast<std::size_t>(rng.between(1, 4));
  for (int tries = 0; tries < 40 && schema.tables.size() < wanted; ++tries) {
    attempt(schema, [&](generated::Schema& tried) {
      tried.tables.push_back(generated::random_table(tried, rng));
    });
  }
  // A reference forwards, or to the table itself, only now has something to name.
  for (std::size_t i = 0; i < schema.tables.size(); ++i) {
    attempt(schema, [&](generated::Schema& tried) {
      auto clause = generated::random_table_clause(tried.tables[i], tried, rng);
      if (clause && rng.percent(40)) tried.tables[i].clauses.push_back(*clause);
    });
  }
  add_objects(schema, rng);
  if (rng.percent(20)) schema.user_version = rng.between(1, 9);
  return schema;
}

/// Those of the statements that SQLite takes, one after another.
std::string accepted(const Connection& connection, const std::vector<std::string>& statements) {
  std::string text;
  for (const std::string& sql : statements) {
    if (!connection.try_execute(sql)) text += sql + ";\n";
  }
  return text;
}

std::string with_rows(const generated::Schema& schema, Rng& rng) {
  const Connection connection = Connection::in_memory("generated");
  std::string text = settings(schema);
  if (rng.percent(75)) text += accepted(connection, {"PRAGMA foreign_keys=ON"});
  text += "BEGIN;\n" + accepted(connection, table_statements(schema));
  text += accepted(connection, statements_of(schema, Object::Kind::index));
  const plumbline::Schema read = introspect(connection);
  for (generated::Table table : schema.tables) {
    const auto found = read.tables.find(Identifier(table.name));
    table.rowid_is_hidden = found != read.tables.end() && rowid_alias(found->second) == nullptr;
    text += accepted(connection, random_rows(table, rng));
  }
  return text + accepted(connection, behind_rows(schema)) + "COMMIT;\n";
}

}  // namespace

GeneratedPair generate_pair(std::uint64_t seed) {
  Rng rng(seed);
  generated::Schema schema = random_schema(rng);
  GeneratedPair pair;
  pair.live = with_rows(schema, rng);
  for (int n = rng.between(0, 8); n > 0; --n) {
    attempt(schema, [&](generated::Schema& tried) { generated::edit(tried, rng); });
  }
  pair.target = settings(schema) + joined(all_statements(schema));
  return pair;
}

GeneratedAlter generate_alter(std::uint64_t seed) {
  Rng rng(seed);
  generated::Schema schema = random_schema(rng);
  GeneratedAlter result;
  result.before = joined(all_statements(schema));
  const Connection connection = Connection::in_memory("generated");
  connection.execute(result.before);
  const auto alter = [&](generated::Schema next, const std::vector<std::string>& statements) {
    if (!is_sound(next)) return;
    connection.execute("SAVEPOINT s");
    const auto failure = connection.try_execute(joined(statements));
    if (failure) connection.execute("ROLLBACK TO s");
    connection.execute("RELEASE s");
    if (failure) return;
    result.altered += joined(statements);
    schema = std::move(next);
  };
  for (int n = rng.between(1, 5); n > 0; --n) {
    generated::Schema next = schema;
    generated::Table& table = rng.pick(next.tables);
    const std::string head = "ALTER TABLE " + generated::quoted(table.name, rng) + " ";
    const std::string back = rng.percent(50) ? "back" : "";
    if (rng.percent(40)) {
      generated::Column column = random_column(table, next.next_id++, rng);
      column.clauses.push_back(random_column_clause(table, column, next, rng));
      table.columns.push_back(column);
      if (const auto sql = to_sql(column, table, next)) alter(next, {head + "ADD COLUMN " + *sql});
    } else if (rng.percent(60)) {
      generated::Column& column = rng.pick(table.columns);
      const std::string before = generated::quoted(column.name, rng);
      const std::string name = fresh_column_name(table, rng);
      const std::string after = generated::quoted(name, rng);
      std::vector<std::string> statements = {head + "RENAME COLUMN " + before + " TO " + after};
      if (back.empty()) {
        column.name = name;
      } else {
        statements.push_back(head + "RENAME " + after + " TO " + before);
      }
      alter(next, statements);
    } else {
      const std::string before = generated::quoted(table.name, rng);
      const std::string name = fresh_object_name(next, rng);
      const std::string after = generated::quoted(name, rng);
      std::vector<std::string> statements = {head + "RENAME TO " + after};
      if (back.empty()) {
        table.name = name;
      } else {
        statements.push_back("ALTER TABLE " + after + " RENAME TO " + before);
      }
      alter(next, statements);
    }
  }
  result.equivalent = joined(all_statements(schema));
  return result;
}

}  // namespace plumbline
