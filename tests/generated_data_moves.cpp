// Moves that change rows: seeds, upserts, backfills, chains of updates, deletes.
#include "tests/generated_moves.hpp"

namespace plumbline::generated {

namespace {

std::string row_of(const std::vector<LiveColumn>& columns, Rng& rng) {
  std::string values;
  for (const LiveColumn& column : columns) {
    std::string value = value_for(column.type, rng);
    if (column.name == "id")
      value = column.type == "TEXT" ? "'k" + value_for("", rng).substr(1, 1) + "'"
                                    : std::to_string(rng.between(1, 9));
    if (rng.percent(3)) value = "datetime('now')";
    if (rng.percent(3)) value = "hex(randomblob(2))";
    values += (values.empty() ? "" : ", ") + value;
  }
  return "(" + values + ")";
}

/// Some of the columns, in their order; never none.
std::vector<LiveColumn> some_of(const std::vector<LiveColumn>& columns, Rng& rng) {
  std::vector<LiveColumn> some;
  for (const LiveColumn& column : columns) {
    if (rng.percent(75)) some.push_back(column);
  }
  return some.empty() ? columns : some;
}

std::string conflict_tail(const World& world, const std::string& table) {
  Rng& rng = world.rng();
  if (rng.percent(50)) return " ON CONFLICT DO NOTHING";
  const LiveColumn column = world.column(table);
  const std::string value = rng.percent(50)   ? "excluded." + column.name
                            : rng.percent(50) ? column.name + " || 'u'"
                                              : column.name + " + 1";
  return " ON CONFLICT (id) DO UPDATE SET " + column.name + " = " + value;
}

std::string insert_values(const World& world, const std::string& table) {
  Rng& rng = world.rng();
  static const std::vector<std::string> verbs = {
      "INSERT INTO ", "INSERT INTO ", "INSERT OR IGNORE INTO ", "INSERT OR REPLACE INTO "};
  const std::vector<LiveColumn> columns = some_of(world.stored_columns(table), rng);
  const std::string verb = rng.pick(verbs);
  std::string text = verb + table + " (" + list_of(columns) + ") VALUES " + row_of(columns, rng);
  for (int more = rng.between(0, 2); more > 0; --more) text += ", " + row_of(columns, rng);
  const bool plain = verb == verbs.front();
  return text + (plain && rng.percent(30) ? conflict_tail(world, table) : "");
}

std::string where(const World& world, const std::string& table) {
  Rng& rng = world.rng();
  const LiveColumn column = world.column(table);
  switch (rng.below(5)) {
    case 0:
      return " WHERE " + column.name + " IS NULL";
    case 1:
      return " WHERE " + column.name + " = " + value_for(column.type, rng);
    case 2:
      return " WHERE id > " + std::to_string(rng.between(0, 3));
    case 3:
      return " WHERE id IN (SELECT id FROM " + world.table() + ")";
    default:
      return "";
  }
}

std::string insert_select(const World& world, const std::string& table) {
  Rng& rng = world.rng();
  const std::string from = world.table();
  std::vector<LiveColumn> columns = world.stored_columns(table);
  if (columns.front().type == "INTEGER" && rng.percent(60)) columns.erase(columns.begin());
  if (columns.empty()) return "INSERT INTO " + table + " DEFAULT VALUES";
  std::string values;
  for (const LiveColumn& column : columns) {
    const std::string value =
        rng.percent(60) ? world.column(from).name : value_for(column.type, rng);
    values += (values.empty() ? "" : ", ") + value;
  }
  const std::string verb = rng.percent(30) ? "INSERT OR IGNORE INTO " : "INSERT INTO ";
  std::string text = verb + table + " (" + list_of(columns) + ") SELECT " + values + " FROM " +
                     from + where(world, from);
  if (rng.percent(20)) text += " LIMIT 2";
  return text;
}

std::string new_value(const World& world, const std::string& table, const LiveColumn& column) {
  Rng& rng = world.rng();
  static const std::vector<std::string> forms = {"$ + 1",
                                                 "$ || 'x'",
                                                 "lower($)",
                                                 "upper($)",
                                                 "@",
                                                 "datetime('now')",
                                                 "hex(randomblob(3))",
                                                 "(SELECT count(*) FROM #)",
                                                 "coalesce($, !)",
                                                 "!",
                                                 "!",
                                                 "-$",
                                                 "nullif($, !)",
                                                 "CASE $ WHEN ! THEN ! ELSE $ END",
                                                 "(SELECT max(id) FROM #)"};
  std::string text = replaced(rng.pick(forms), "$", column.name);
  text = replaced(text, "@", world.column(table).name);
  text = replaced(text, "#", world.table());
  std::string filled;
  for (const char letter : text) {
    filled += letter == '!' ? value_for(column.type, rng) : std::string(1, letter);
  }
  return filled;
}

std::string update(const World& world, const std::string& table) {
  const LiveColumn column = world.column(table);
  const std::string verb = world.rng().percent(10) ? "UPDATE OR IGNORE " : "UPDATE ";
  return verb + table + " SET " + column.name + " = " + new_value(world, table, column) +
         where(world, table);
}

/// x → y, y → z: each reads what the one before has written, or will be read by it.
Statements chain(const World& world, const std::string& table) {
  const LiveColumn column = world.column(table);
  std::vector<std::string> values;
  for (int i = 0; i < 4; ++i) values.push_back(value_for(column.type, world.rng()));
  Statements statements;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    statements.push_back("UPDATE " + table + " SET " + column.name + " = " + values[i + 1] +
                         " WHERE " + column.name + " IS " + values[i]);
  }
  statements.resize(2 + world.rng().below(2));
  return statements;
}

}  // namespace

Statements insert_move(const World& world) {
  const std::string table = world.table();
  if (table.empty()) return {};
  Statements statements;
  for (int n = world.rng().between(1, 2); n > 0; --n) {
    statements.push_back(world.rng().percent(65) ? insert_values(world, table)
                                                 : insert_select(world, table));
  }
  if (world.rng().percent(10)) statements.push_back(statements.back());
  return statements;
}

Statements data_move(const World& world) {
  Rng& rng = world.rng();
  const std::string table = world.table();
  if (table.empty()) return {};
  switch (rng.below(6)) {
    case 0:
      return chain(world, table);
    case 1:
      return {"DELETE FROM " + table + where(world, table)};
    case 2: {
      const std::string again = update(world, table);
      return {again, again};
    }
    case 3:
      return {"SAVEPOINT s", update(world, table), rng.percent(20) ? "ROLLBACK TO s" : "SELECT 1",
              "RELEASE s"};
    default:
      return {update(world, table)};
  }
}

}  // namespace plumbline::generated
