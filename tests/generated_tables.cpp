// Random tables: every affinity, default, constraint and option, in the mix that schemas have.
#include <algorithm>

#include "model/identifier.hpp"
#include "tests/generated_model.hpp"

namespace plumbline::generated {

namespace {

using Words = std::vector<std::string>;

const Words& odd_names() {
  static const Words names = {"odd name", "quo\"te", "it's", "größe",     "order",
                              "select",   "x.y",     "a]b",  "back`tick", "0start",
                              "$dollar",  "日本",    "%",    "a--b",      "/*c*/",
                              "Group",    "index",   "key",  " lead",     "CHECK"};
  return names;
}

bool has_key(const Table& table) {
  const auto is_key = [](const Clause& clause) { return clause.body.starts_with("PRIMARY KEY"); };
  return std::ranges::any_of(table.clauses, is_key) ||
         std::ranges::any_of(table.columns, [&](const Column& column) {
           return std::ranges::any_of(column.clauses, is_key);
         });
}

void give_key(Table& table, Rng& rng) {
  Column& first = table.columns.front();
  const std::string integer = rng.percent(80) ? "INTEGER" : "integer";
  const std::size_t kind = rng.below(10);
  if (kind < 4) {
    first.type = integer;
    first.clauses = {{constraint_name(rng), "PRIMARY KEY" + conflict(rng)}};
  } else if (kind == 4 && !table.without_rowid) {
    first.type = "INTEGER";
    first.clauses = {{constraint_name(rng), "PRIMARY KEY AUTOINCREMENT"}};
  } else if (kind == 5) {
    first.clauses.insert(first.clauses.begin(),
                         {"", rng.percent(30) ? "PRIMARY KEY DESC" : "PRIMARY KEY"});
  } else if (kind == 6) {
    first.type = integer;
    table.clauses.push_back({constraint_name(rng), "PRIMARY KEY (" + hole(table, first) + ")"});
  } else {
    table.clauses.push_back({constraint_name(rng), "PRIMARY KEY " + key_list(table, false, rng)});
  }
}

}  // namespace

std::string fresh_column_name(const Table& table, Rng& rng) {
  static const Words plain = {"a", "b", "c", "name", "Value", "note", "parent_id", "created_at"};
  for (int n = 0;; ++n) {
    std::string name = rng.percent(15) ? rng.pick(odd_names()) : rng.pick(plain);
    if (rng.percent(1)) name = rng.percent(50) ? "rowid" : "oid";
    if (n > 3) name += "_" + std::to_string(n);
    const bool taken = std::ranges::any_of(
        table.columns, [&](const Column& column) { return equal_folded(column.name, name); });
    if (!taken) return name;
  }
}

std::string random_type(bool strict, Rng& rng) {
  static const Words strict_types = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY", "text"};
  static const Words types = {"",
                              "INTEGER",
                              "INT",
                              "BIGINT",
                              "integer",
                              "TEXT",
                              "text",
                              "TEXT",
                              "BLOB",
                              "VARCHAR(10)",
                              "VARCHAR ( 10 )",
                              "CHARACTER VARYING(20)",
                              "CLOB",
                              "REAL",
                              "DOUBLE",
                              "DOUBLE PRECISION",
                              "FLOAT",
                              "FLOATING POINT",
                              "NUMERIC",
                              "DECIMAL(10,2)",
                              "BOOLEAN",
                              "DATE",
                              "datetime",
                              "STRING",
                              "ANY",
                              "JSON",
                              "UNSIGNED BIG INT",
                              "\"my type\"",
                              "[weird]",
                              "decimal(+10, -2)"};
  return rng.pick(strict ? strict_types : types);
}

Column random_column(const Table& table, int id, Rng& rng) {
  static const Words forms = {"@a || 'x'",
                              "@a + 1",
                              "upper(@a)",
                              "coalesce(@a, 0)",
                              "length(@a)",
                              "@a IS NULL",
                              "CASE WHEN @a THEN 'y' ELSE 'n' END",
                              "(@a)"};
  Column column;
  column.id = id;
  column.name = fresh_column_name(table, rng);
  column.type = random_type(table.strict, rng);
  if (!table.columns.empty() && rng.percent(10)) {
    column.generated = true;
    const std::string form = replaced(rng.pick(forms), "@a", hole(table, rng.pick(table.columns)));
    static const Words ends = {"", " STORED", " VIRTUAL"};
    column.clauses.push_back(
        {"", (rng.percent(60) ? "GENERATED ALWAYS AS (" : "AS (") + form + ")" + rng.pick(ends)});
  }
  return column;
}

Table random_table(Schema& schema, Rng& rng) {
  Table table;
  table.id = schema.next_id++;
  table.name = fresh_object_name(schema, rng);
  table.style = rng.next();
  table.strict = rng.percent(12);
  table.without_rowid = rng.percent(12);
  for (int n = rng.between(1, rng.percent(85) ? 5 : 9); n > 0; --n) {
    table.columns.push_back(random_column(table, schema.next_id++, rng));
  }
  for (Column& column : table.columns) {
    for (int n = rng.percent(50) ? 0 : rng.between(1, 3); n > 0; --n) {
      column.clauses.push_back(random_column_clause(table, column, schema, rng));
    }
  }
  for (int n = rng.percent(55) ? 0 : rng.between(1, 3); n > 0; --n) {
    if (auto clause = random_table_clause(table, schema, rng)) table.clauses.push_back(*clause);
  }
  if (!has_key(table) && (table.without_rowid || rng.percent(80))) give_key(table, rng);
  return table;
}

std::string fresh_object_name(const Schema& schema, Rng& rng) {
  static const Words plain = {"users", "Posts", "tags", "log", "t", "u", "items", "by_name"};
  for (int n = 0;; ++n) {
    std::string name = rng.percent(15) ? rng.pick(odd_names()) : rng.pick(plain);
    if (n > 2) name += "_" + std::to_string(n);
    const auto is_it = [&](const auto& object) { return equal_folded(object.name, name); };
    if (std::ranges::none_of(schema.tables, is_it) && std::ranges::none_of(schema.objects, is_it)) {
      return name;
    }
  }
}

}  // namespace plumbline::generated
