#include "tests/replayed.hpp"

#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

void append(std::string& text, const std::string& separator, const std::string& more) {
  text += (text.empty() ? "" : separator) + more;
}

std::string shown(const ObjectChange& change) {
  if (change.object.type == "pragma") {
    return to_string(change.object) + " " + change.from.value_or("?") + " → " +
           change.to.value_or("?");
  }
  return (!change.from ? "+" : change.to ? "~" : "-") + to_string(change.object);
}

std::string shown(const TableWrites& writes) {
  std::string text;
  if (writes.inserts) text += " insert";
  if (writes.deletes) text += " delete";
  if (!writes.updates.empty()) text += " set " + shown(writes.updates);
  return text;
}

}  // namespace

Migration migration_of(const std::string& id, const std::string& script) {
  Migration migration;
  migration.id = id;
  migration.key = id;
  for (const ScriptStatement& statement : split_statements(script)) {
    migration.up.push_back({statement.sql, statement.line, statement.column});
  }
  return migration;
}

Replay replay_of(const std::vector<Migration>& migrations, const Options& options) {
  std::vector<std::size_t> order(migrations.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  return replay({migrations, order, {}, options});
}

Replayed::Replayed(const std::string& before, const std::string& script)
    : before_(before),
      migrations_({migration_of("1", before), migration_of("2", script)}),
      replay_(replay_of(migrations_)) {}

Connection Replayed::after(std::size_t count, const std::string& rows) const {
  const Connection dying = Connection::in_memory("live");
  dying.execute("PRAGMA foreign_keys=ON");
  dying.execute(before_);
  dying.execute(rows);
  for (std::size_t i = 0; i < count; ++i) dying.execute(migrations_.back().up[i].sql);
  if (dying.in_transaction()) dying.execute("ROLLBACK");
  return shadow_of(dying, std::nullopt).connection;
}

std::string shown(const std::vector<ObjectChange>& changes) {
  std::string text;
  for (const ObjectChange& change : changes) append(text, ", ", shown(change));
  return text;
}

std::string shown(const std::set<Identifier>& names) {
  std::string text;
  for (const Identifier& name : names) append(text, " ", name.text());
  return text;
}

std::string shown(const Touched& touched) {
  std::string text;
  for (const auto& [table, writes] : touched.writes) {
    append(text, "; ", table.text() + ":" + shown(writes));
  }
  for (const auto& [table, columns] : touched.reads) {
    append(text, "; ", "reads " + table.text() + "(" + shown(columns) + ")");
  }
  if (!touched.dropped.empty()) append(text, "; ", "drops " + shown(touched.dropped));
  if (!touched.temp_tables.empty()) append(text, "; ", "temp " + shown(touched.temp_tables));
  if (touched.adds_objects) append(text, "; ", "adds");
  if (touched.changes_objects) append(text, "; ", "changes");
  if (!touched.pragma.empty()) append(text, "; ", "pragma " + touched.pragma);
  if (!touched.transaction.empty()) append(text, "; ", touched.transaction);
  return text;
}

}  // namespace plumbline
