// Rebuilds of a table, in every order that people use.
#include "tests/generated_moves.hpp"

namespace plumbline::generated {

namespace {

/// The table, another shape of it, and the columns that both have.
struct Rebuild {
  std::string table, beside;  ///< `beside`: the name that it has for a while
  std::string columns, values;
  std::string tail;  ///< of the copying SELECT
};

/// The text of the table with the name and a little more changed.
std::string reshaped(const World& world, const std::string& table, const std::string& name) {
  std::string text = world.text_of(table);
  const std::size_t open = text.find('('), close = text.rfind(')');
  if (open == std::string::npos || close == std::string::npos) return text;
  const bool more = world.rng().percent(60) && text.find("UNIQUE (") == std::string::npos;
  const std::string extra = more ? ", " + world.fresh_name("c") + " TEXT DEFAULT 'n'" : "";
  // Table constraints come last: a column cannot be put behind them.
  return "CREATE TABLE " + name + " " + text.substr(open, close - open) + extra +
         text.substr(close);
}

std::string value_of(const LiveColumn& column, Rng& rng) {
  static const std::vector<std::string> forms = {"lower($)", "coalesce($, 'x')", "'y'",
                                                 "coalesce($, 0)"};
  const bool changed = !column.key && column.name != "id" && rng.percent(12);
  return changed ? replaced(rng.pick(forms), "$", column.name) : column.name;
}

std::string tail_of(Rng& rng) {
  static const std::vector<std::string> tails = {" WHERE id > 1", " LIMIT 2", " ORDER BY 1",
                                                 " WHERE id IS NOT NULL"};
  return rng.percent(20) ? rng.pick(tails) : "";
}

Rebuild plan_of(const World& world, const std::string& table) {
  static const std::vector<std::string> suffixes = {"_new", "_old", "_tmp"};
  Rebuild rebuild{table, table + world.rng().pick(suffixes), "", "", tail_of(world.rng())};
  std::vector<LiveColumn> columns = world.stored_columns(table);
  rebuild.columns = list_of(columns);
  for (const LiveColumn& column : columns) {
    rebuild.values += (rebuild.values.empty() ? "" : ", ") + value_of(column, world.rng());
  }
  return rebuild;
}

std::string copy(const Rebuild& r, const std::string& to, const std::string& from, Rng& rng) {
  const std::string verb = rng.percent(15) ? "INSERT OR IGNORE INTO " : "INSERT INTO ";
  return verb + to + " (" + r.columns + ") SELECT " + r.values + " FROM " + from + r.tail;
}

Statements new_first(const World& world, const Rebuild& r) {
  Statements statements;
  if (world.rng().percent(30)) statements.push_back("DROP TABLE IF EXISTS " + r.beside);
  statements.push_back(reshaped(world, r.table, r.beside));
  statements.push_back(copy(r, r.beside, r.table, world.rng()));
  if (world.rng().percent(15)) statements.push_back("DELETE FROM " + r.table);
  statements.push_back("DROP TABLE " + r.table);
  statements.push_back("ALTER TABLE " + r.beside + " RENAME TO " + r.table);
  return statements;
}

Statements old_aside(const World& world, const Rebuild& r) {
  Statements statements = {"ALTER TABLE " + r.table + " RENAME TO " + r.beside,
                           reshaped(world, r.table, r.table),
                           copy(r, r.table, r.beside, world.rng())};
  if (world.rng().percent(80)) statements.push_back("DROP TABLE " + r.beside);
  return statements;
}

/// Rows are put aside, in a table or a TEMP table, and come back.
Statements rows_aside(const World& world, const Rebuild& r) {
  const std::string temp = world.rng().percent(40) ? "TEMP " : "";
  const bool keeps_table = world.rng().percent(30);
  Statements statements = {"CREATE " + temp + "TABLE " + r.beside + " AS SELECT * FROM " + r.table};
  if (keeps_table) {
    statements.push_back("DELETE FROM " + r.table);
  } else {
    statements.push_back("DROP TABLE " + r.table);
    statements.push_back(reshaped(world, r.table, r.table));
  }
  statements.push_back(copy(r, r.table, r.beside, world.rng()));
  statements.push_back("DROP TABLE " + r.beside);
  return statements;
}

Statements swapped(const World& world, const std::string& a) {
  const std::string b = world.table();
  if (a == b) return {};
  return {"ALTER TABLE " + a + " RENAME TO swap_x", "ALTER TABLE " + b + " RENAME TO " + a,
          "ALTER TABLE swap_x RENAME TO " + b};
}

}  // namespace

Statements rebuild_move(const World& world) {
  const std::string table = world.table();
  if (table.empty()) return {};
  const Rebuild rebuild = plan_of(world, table);
  Statements statements;
  switch (world.rng().below(8)) {
    case 0:
      return swapped(world, table);
    case 1:
    case 2:
      statements = old_aside(world, rebuild);
      break;
    case 3:
    case 4:
      statements = rows_aside(world, rebuild);
      break;
    default:
      statements = new_first(world, rebuild);
  }
  if (world.rng().percent(30)) {
    statements.insert(statements.begin(), "PRAGMA foreign_keys=OFF");
    if (world.rng().percent(80)) statements.push_back("PRAGMA foreign_keys=ON");
  }
  return statements;
}

}  // namespace plumbline::generated
