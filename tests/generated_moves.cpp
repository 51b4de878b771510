// The world that moves are made for, and moves that change the schema.
#include "tests/generated_moves.hpp"

#include <algorithm>

namespace plumbline::generated {

namespace {

std::string key_clause(const World& world, bool& without_rowid) {
  switch (world.rng().below(7)) {
    case 0:
    case 1:
      return "id INTEGER PRIMARY KEY";
    case 2:
      return "id INTEGER PRIMARY KEY AUTOINCREMENT";
    case 3:
      without_rowid = world.rng().percent(40);
      return "id TEXT PRIMARY KEY";
    case 4:
      return "id INTEGER UNIQUE";
    case 5:
      return "id INTEGER PRIMARY KEY NOT NULL";
    default:
      return "id INTEGER";
  }
}

std::string reference(const World& world) {
  static const std::vector<std::string> actions = {" ON DELETE CASCADE", " ON DELETE SET NULL", "",
                                                   " ON UPDATE CASCADE",
                                                   " DEFERRABLE INITIALLY DEFERRED"};
  const std::string parent = world.table();
  if (parent.empty()) return "";
  return " REFERENCES " + parent + "(id)" + world.rng().pick(actions);
}

std::string constraint(const World& world, const std::string& name, const std::string& type) {
  Rng& rng = world.rng();
  const bool text = type == "TEXT" || type.empty();
  switch (rng.below(11)) {
    case 0:
      return " NOT NULL DEFAULT " + value_for(type, rng);
    case 1:
      return " DEFAULT " + value_for(type, rng);
    case 2:
      return " UNIQUE";
    case 3:
      return rng.percent(50) ? " UNIQUE ON CONFLICT REPLACE" : " UNIQUE ON CONFLICT IGNORE";
    case 4:
      return text ? " CHECK (length(" + name + ") < 40)" : " CHECK (" + name + " < 1000)";
    case 5:
      return text ? " COLLATE NOCASE" : " CHECK (" + name + " >= 0)";
    case 6:
      return text ? " DEFAULT CURRENT_TIMESTAMP" : reference(world);
    case 7:
      return " NOT NULL";
    case 8:
      return type == "INTEGER" ? reference(world) : "";
    default:
      return "";
  }
}

std::string column_clause(const World& world, const std::string& name) {
  static const std::vector<std::string> types = {"TEXT", "TEXT", "INTEGER", "INTEGER", "REAL", ""};
  const std::string& type = world.rng().pick(types);
  return name + (type.empty() ? "" : " " + type) + constraint(world, name, type);
}

const std::vector<std::string>& column_names() {
  static const std::vector<std::string> names = {"name", "status", "amount",
                                                 "note", "kind",   "mail"};
  return names;
}

Statements add_column(const World& world) {
  const std::string table = world.table();
  if (table.empty()) return {};
  Rng& rng = world.rng();
  const std::string name = world.fresh_name("c");
  Statements statements = {"ALTER TABLE " + table + " ADD COLUMN " + column_clause(world, name)};
  if (!rng.percent(60)) return statements;
  const LiveColumn other = world.column(table);
  static const std::vector<std::string> forms = {
      "lower($)", "coalesce($, 'x')",         "$",
      "$ || 'y'", "datetime('now')",          "hex(randomblob(3))",
      "1",        "(SELECT count(*) FROM #)", "$ + 1"};
  std::string value = replaced(rng.pick(forms), "$", other.name);
  value = replaced(value, "#", world.table());
  const std::string where = rng.percent(40) ? " WHERE " + name + " IS NULL" : "";
  statements.push_back("UPDATE " + table + " SET " + name + " = " + value + where);
  return statements;
}

Statements create_index(const World& world) {
  const std::string table = world.table();
  if (table.empty()) return {};
  const LiveColumn column = world.column(table);
  static const std::vector<std::string> forms = {"$", "$ DESC", "lower($)", "$, id",
                                                 "$) WHERE ($ IS NOT NULL"};
  const std::string unique = world.rng().percent(20) ? "UNIQUE " : "";
  const std::string exists = world.rng().percent(20) ? "IF NOT EXISTS " : "";
  return {"CREATE " + unique + "INDEX " + exists + world.fresh_name("i") + " ON " + table + " (" +
          replaced(world.rng().pick(forms), "$", column.name) + ")"};
}

Statements create_view(const World& world) {
  const std::string table = world.table();
  if (table.empty()) return {};
  const std::string what = world.rng().percent(30) ? "*" : list_of(world.columns(table));
  return {"CREATE VIEW " + world.fresh_name("v") + " AS SELECT " + what + " FROM " + table};
}

Statements create_trigger(const World& world) {
  const std::string table = world.table(), other = world.table();
  if (table.empty()) return {};
  Rng& rng = world.rng();
  static const std::vector<std::string> events = {"INSERT", "UPDATE", "DELETE"};
  const LiveColumn target = world.column(other);
  std::string body;
  switch (rng.below(3)) {
    case 0:
      body = "UPDATE " + other + " SET " + target.name + " = " + value_for(target.type, rng);
      break;
    case 1:
      body = "INSERT OR IGNORE INTO " + other + " (" + target.name + ") VALUES (" +
             value_for(target.type, rng) + ")";
      break;
    default:
      body = "DELETE FROM " + other + " WHERE " + target.name + " = " + value_for(target.type, rng);
  }
  return {"CREATE TRIGGER " + world.fresh_name("tr") + " AFTER " + rng.pick(events) + " ON " +
          table + " BEGIN " + body + "; END"};
}

Statements full_text(const World& world) {
  const std::string table = world.table();
  if (table.empty()) return {};
  const std::string column = world.column(table).name, name = world.fresh_name("f");
  if (world.rng().percent(50)) {
    return {"CREATE VIRTUAL TABLE " + name + " USING fts5(" + column + ")",
            "INSERT INTO " + name + " (" + column + ") SELECT " + column + " FROM " + table};
  }
  return {"CREATE VIRTUAL TABLE " + name + " USING fts5(" + column + ", content='" + table + "')",
          "INSERT INTO " + name + "(" + name + ") VALUES ('rebuild')"};
}

Statements drop(const World& world) {
  static const std::vector<std::string> types = {"view", "trigger", "index"};
  const std::string type = world.rng().pick(types);
  std::vector<std::string> names = world.names_of(type);
  if (names.empty()) return {};
  const std::string exists = world.rng().percent(40) ? " IF EXISTS " : " ";
  return {"DROP " + type + exists + world.rng().pick(names)};
}

Statements drop_table(const World& world) {
  const std::string table = world.table();
  if (table.empty()) return {};
  Statements statements = {"DROP TABLE " + table};
  if (world.rng().percent(50)) statements.push_back(create_table(world, table));
  if (world.rng().percent(30)) statements.push_back(world.text_of(table));
  return statements;
}

Statements rename(const World& world) {
  const std::string table = world.table();
  if (table.empty()) return {};
  const std::string head = "ALTER TABLE " + table;
  const std::string column = world.column(table).name;
  switch (world.rng().below(3)) {
    case 0:
      return {head + " RENAME TO " + world.fresh_name("t")};
    case 1:
      return {head + " RENAME COLUMN " + column + " TO " + world.fresh_name("c")};
    default:
      return {head + " DROP COLUMN " + column};
  }
}

Statements setting(const World& world) {
  static const std::vector<std::string> settings = {
      "PRAGMA user_version=3",       "PRAGMA foreign_keys=OFF",      "PRAGMA foreign_keys=ON",
      "PRAGMA application_id=7",     "PRAGMA legacy_alter_table=ON", "PRAGMA recursive_triggers=ON",
      "PRAGMA defer_foreign_keys=ON"};
  return {world.rng().pick(settings)};
}

}  // namespace

std::vector<std::string> World::names_of(const std::string& type) const {
  Query query(*database_, "SELECT name FROM sqlite_schema WHERE type = ?1 AND sql IS NOT NULL");
  query.bind(1, type);
  std::vector<std::string> names;
  while (query.step()) names.emplace_back(query.text(0));
  return names;
}

std::vector<std::string> World::tables() const {
  Query query(
      *database_,
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name "
      "NOT LIKE 'sqlite_%' ORDER BY name");
  std::vector<std::string> names;
  while (query.step()) names.emplace_back(query.text(0));
  return names;
}

std::string World::table() const {
  const std::vector<std::string> names = tables();
  return names.empty() ? "" : names[rng_->below(names.size())];
}

std::vector<LiveColumn> World::columns(const std::string& table) const {
  Query query(*database_, "SELECT name, upper(type), pk, hidden FROM pragma_table_xinfo(?1)");
  query.bind(1, table);
  std::vector<LiveColumn> columns;
  while (query.step()) {
    columns.push_back({std::string(query.text(0)), std::string(query.text(1)),
                       query.integer(2) != 0, query.integer(3) == 0});
  }
  return columns;
}

std::vector<LiveColumn> World::stored_columns(const std::string& table) const {
  std::vector<LiveColumn> found = columns(table);
  std::erase_if(found, [](const LiveColumn& column) { return !column.stored; });
  return found;
}

LiveColumn World::column(const std::string& table) const {
  const std::vector<LiveColumn> all = stored_columns(table);
  std::vector<LiveColumn> plain = all;
  std::erase_if(plain, [](const LiveColumn& column) { return column.key; });
  return plain.empty() ? all.front() : plain[rng_->below(plain.size())];
}

std::string World::text_of(const std::string& table) const {
  Query query(*database_, "SELECT sql FROM sqlite_schema WHERE name = ?1");
  query.bind(1, table).step();
  return std::string(query.text(0));
}

std::string World::fresh_name(const std::string& stem) const {
  return stem + std::to_string(rng_->between(1, 99));
}

std::string value_for(const std::string& type, Rng& rng) {
  static const std::vector<std::string> texts = {"'x'", "'y'", "'z'", "'X'", "NULL", "''"};
  static const std::vector<std::string> numbers = {"0", "1", "2", "3", "5", "NULL"};
  return rng.pick(type == "TEXT" || type.empty() ? texts : numbers);
}

std::string list_of(const std::vector<LiveColumn>& columns) {
  std::string list;
  for (const LiveColumn& column : columns) list += (list.empty() ? "" : ", ") + column.name;
  return list;
}

std::string create_table(const World& world, const std::string& name) {
  Rng& rng = world.rng();
  bool without_rowid = false;
  std::string text = "CREATE TABLE " + std::string(rng.percent(15) ? "IF NOT EXISTS " : "") + name +
                     " (" + key_clause(world, without_rowid);
  const std::vector<std::string>& names = column_names();
  const std::size_t first = rng.below(names.size());
  const std::size_t count = 1 + rng.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    text += ", " + column_clause(world, names[(first + i) % names.size()]);
  }
  if (rng.percent(10)) text += ", made AS (id + 1)";
  if (rng.percent(10)) text += ", UNIQUE (id, " + names[first] + ")";
  return text + ")" + (without_rowid ? " WITHOUT ROWID" : "");
}

Statements schema_move(const World& world) {
  using Maker = Statements (*)(const World&);
  static const std::vector<Maker> makers = {add_column,
                                            add_column,
                                            create_index,
                                            create_view,
                                            create_trigger,
                                            full_text,
                                            drop,
                                            drop_table,
                                            rename,
                                            rename,
                                            setting,
                                            [](const World& w) { return Statements{create_table(w, w.fresh_name("t"))}; }};
  return makers[world.rng().below(makers.size())](world);
}

}  // namespace plumbline::generated
