#include "analyzer/sqlite/dependencies.hpp"

#include <sqlite3.h>

#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

int note_read(void* reads, int action, const char* table, const char*, const char*, const char*) {
  if (action == SQLITE_READ && table != nullptr) {
    static_cast<std::set<Identifier>*>(reads)->insert(Identifier(table));
  }
  return SQLITE_OK;
}

std::vector<Identifier> assignable_columns(const Schema& schema, const Identifier& name) {
  if (const Table* table = find_table(schema, name)) {
    std::vector<Identifier> columns;
    for (const Column& column : table->columns) {
      if (!column.generated && !column.hidden) columns.push_back(column.name);
    }
    return columns;
  }
  const auto view = schema.views.find(name);
  return view == schema.views.end() ? std::vector<Identifier>{} : view->second.columns;
}

void add_broken_triggers(const Connection& connection, const Schema& schema,
                         std::vector<Problem>& problems) {
  std::map<Identifier, std::vector<Identifier>> triggers_of;
  for (const auto& [name, trigger] : schema.triggers) triggers_of[trigger.table].push_back(name);
  for (const auto& [table, triggers] : triggers_of) {
    const auto failure = failure_of_firing(connection, schema, table);
    if (!failure) continue;
    const bool one = triggers.size() == 1;
    problems.push_back(
        {{one ? ObjectType::trigger : ObjectType::table, one ? triggers.front() : table, table},
         one ? failure->message : "a trigger of it fails: " + failure->message});
  }
}

/// Virtual tables of which no row can be read: what they read from elsewhere (the content table of
/// an FTS5 table) shows only when they are asked.
/// https://sqlite.org/fts5.html#external_content_tables
std::vector<Problem> silent_virtual_tables(const Connection& connection, const Schema& schema) {
  std::vector<Problem> problems;
  for (const auto& [name, table] : schema.tables) {
    if (table.kind != TableKind::virtual_table) continue;
    try {
      connection.integer("SELECT 1 FROM main." + name.quoted() + " LIMIT 1");
      Query query(connection, "SELECT * FROM main." + name.quoted() + " LIMIT 1");
      query.step();
    } catch (const Error& error) {
      problems.push_back({{ObjectType::table, name, name}, error.message()});
    }
  }
  return problems;
}

}  // namespace

std::vector<std::string> statements_that_fire(const Schema& schema, const Identifier& table) {
  const std::string name = "main." + table.quoted();
  std::string assignments;
  for (const Identifier& column : assignable_columns(schema, table)) {
    assignments += (assignments.empty() ? "" : ", ") + column.quoted() + " = " + column.quoted();
  }
  if (assignments.empty()) return {};
  return {"EXPLAIN INSERT INTO " + name + " DEFAULT VALUES",
          "EXPLAIN UPDATE " + name + " SET " + assignments, "EXPLAIN DELETE FROM " + name};
}

std::set<Identifier> tables_read_by_view(const Connection& connection, const Identifier& view) {
  std::set<Identifier> reads;
  sqlite3_set_authorizer(connection.handle(), note_read, &reads);
  const auto failure = connection.try_prepare("SELECT * FROM main." + view.quoted());
  guard(connection);
  if (failure) return {};
  reads.erase(view);
  return reads;
}

std::optional<SqlFailure> failure_of_firing(const Connection& connection, const Schema& schema,
                                            const Identifier& table) {
  for (const std::string& sql : statements_that_fire(schema, table)) {
    auto failure = connection.try_prepare(sql);
    // A view without an INSTEAD OF trigger for the event is not broken, only not writable.
    if (failure && !failure->message.starts_with("cannot modify")) return failure;
  }
  return std::nullopt;
}

std::vector<Problem> broken_objects(const Connection& connection, const Schema& schema) {
  std::vector<Problem> problems = silent_virtual_tables(connection, schema);
  for (const auto& [name, view] : schema.views) {
    if (const auto failure = connection.try_prepare("SELECT * FROM main." + name.quoted())) {
      problems.push_back({{ObjectType::view, name, name}, failure->message});
    }
  }
  add_broken_triggers(connection, schema, problems);
  return problems;
}

}  // namespace plumbline
