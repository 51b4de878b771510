// Random clauses: defaults, checks, keys, references, as schemas have them.
#include <algorithm>

#include "tests/generated_model.hpp"

namespace plumbline::generated {

namespace {

using Words = std::vector<std::string>;

std::string random_default(Rng& rng) {
  static const std::vector<std::string> values = {"0",
                                                  "-1",
                                                  "+5",
                                                  "1.5e3",
                                                  "0x1F",
                                                  "''",
                                                  "'it''s'",
                                                  "\"dq\"",
                                                  "TRUE",
                                                  "FALSE",
                                                  "NULL",
                                                  "CURRENT_TIMESTAMP",
                                                  "CURRENT_DATE",
                                                  "(1 + 1)",
                                                  "(-1)",
                                                  "('x')",
                                                  "(abs(-3))",
                                                  "(datetime('now'))",
                                                  "(random())",
                                                  "x'00ff'",
                                                  "(NULL)",
                                                  "((2))",
                                                  "('a' || 'b')",
                                                  verbatim("bareword"),
                                                  "- 7",
                                                  "'-- no (c'",
                                                  "\"\"",
                                                  "(TRUE)",
                                                  "(CURRENT_TIMESTAMP)",
                                                  "9223372036854775807"};
  return "DEFAULT " + rng.pick(values);
}

std::string random_check(const Table& table, const Column& a, const Column& b, Rng& rng) {
  static const Words forms = {"@a > 0",
                              "@a IS NOT NULL",
                              "length(@a) < 20",
                              "typeof(@a) <> 'blob'",
                              "@a IN (1, 2, 3, 'a', 'b')",
                              "@a <> 'it''s'",
                              "@a >= 0 OR @a IS NULL",
                              "@a BETWEEN -1 AND 100",
                              "NOT @a = 9",
                              "@a LIKE 'a%' OR @a NOT LIKE 'b%'",
                              "CASE WHEN @a IS NULL THEN 1 ELSE @a <> 7 END",
                              "(@a) < (1000)",
                              "@a <> @b OR @a IS NULL",
                              "@t.@a <> 8 OR @t.@b IS NOT NULL",
                              "@a || @b <> ';'",
                              "@a IS NOT @b",
                              "@a GLOB '[a-z]*' OR 1",
                              "@a COLLATE NOCASE <> 'Z'",
                              "CAST(@a AS TEXT) <> '/* c */'",
                              "@a = 1 OR @a == 2 OR @a != 3"};
  std::string form = rng.pick(forms);
  form = replaced(form, "@t", table_hole(table.id));
  form = replaced(form, "@a", hole(table, a));
  return "CHECK (" + replaced(form, "@b", hole(table, b)) + ")";
}

/// Columns that a reference may name: a key over one column, or one of the table's.
std::string unique_columns(const Table& parent, std::size_t columns) {
  const auto is_key = [](const Clause& clause) {
    return clause.body.starts_with("PRIMARY KEY") || clause.body.starts_with("UNIQUE");
  };
  for (const Column& column : parent.columns) {
    if (columns == 1 && std::ranges::any_of(column.clauses, is_key)) return hole(parent, column);
  }
  for (const Clause& clause : parent.clauses) {
    const std::size_t open = clause.body.find('('), close = clause.body.find(')');
    if (!is_key(clause) || close == std::string::npos) continue;
    std::string list = clause.body.substr(open + 1, close - open - 1);
    const auto commas = static_cast<std::size_t>(std::ranges::count(list, ','));
    if (commas + 1 == columns && list.find("LATE") == std::string::npos &&
        list.find("SC") == std::string::npos) {
      return list;
    }
  }
  return hole(parent, parent.columns.front());
}

std::string random_reference(const Table& parent, Rng& rng, bool inlined, std::size_t columns) {
  static const Words actions = {"CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"};
  static const Words deferrals = {" DEFERRABLE",
                                  " DEFERRABLE INITIALLY DEFERRED",
                                  " NOT DEFERRABLE",
                                  " DEFERRABLE INITIALLY IMMEDIATE",
                                  " NOT DEFERRABLE INITIALLY DEFERRED",
                                  " INITIALLY DEFERRED"};
  std::string text = "REFERENCES " + table_hole(parent.id);
  if (!inlined || rng.percent(70)) {
    text += " (" + unique_columns(parent, columns) + ")";
  }
  if (rng.percent(35)) text += " ON DELETE " + rng.pick(actions);
  if (rng.percent(25)) text += " ON UPDATE " + rng.pick(actions);
  if (rng.percent(5)) text += " MATCH FULL";
  if (rng.percent(20)) text += rng.pick(deferrals);
  return text;
}

std::string key_part(const Table& table, const Column& column, Rng& rng) {
  static const Words collations = {" COLLATE NOCASE", " COLLATE RTRIM", " COLLATE BINARY"};
  std::string part = hole(table, column);
  if (rng.percent(15)) part += rng.pick(collations);
  if (rng.percent(15)) part += rng.percent(70) ? " DESC" : " ASC";
  return part;
}

}  // namespace

std::string conflict(Rng& rng) {
  static const Words clauses = {" ON CONFLICT IGNORE", " ON CONFLICT REPLACE", " ON CONFLICT FAIL",
                                " ON CONFLICT ABORT", " ON CONFLICT ROLLBACK"};
  return rng.percent(12) ? rng.pick(clauses) : "";
}

std::string constraint_name(Rng& rng) {
  static const Words names = {"c1", "c2", "Named", "odd constraint", "it's", "größe"};
  return rng.percent(25) ? rng.pick(names) : "";
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::string hole(const Table& table, const Column& column) {
  return column_hole(table.id, column.id);
}

std::string key_list(const Table& table, bool repeats, Rng& rng) {
  std::string list;
  const std::size_t first = rng.below(table.columns.size());
  const std::size_t count = rng.percent(55) ? 1 : 2 + rng.below(2);
  for (std::size_t i = 0; i < count && (i < table.columns.size() || repeats); ++i) {
    const std::size_t at = repeats ? rng.below(table.columns.size()) : first + i;
    list +=
        (list.empty() ? "" : ", ") + key_part(table, table.columns[at % table.columns.size()], rng);
  }
  return "(" + list + ")";
}

Clause random_column_clause(const Table& table, const Column& column, const Schema& schema,
                            Rng& rng) {
  static const Words collations = {"NOCASE", "RTRIM", "BINARY", "nocase"};
  const std::string name = constraint_name(rng);
  switch (column.generated ? rng.below(2) : rng.below(9)) {
    case 0:
      return {name, random_check(table, column, rng.pick(table.columns), rng)};
    case 1:
      return {name, "NOT NULL" + (column.generated ? "" : conflict(rng))};
    case 2:
    case 3:
      return {name, random_default(rng)};
    case 4:
      return {name, "COLLATE " + rng.pick(collations)};
    case 5:
      return {name, "UNIQUE" + conflict(rng)};
    case 6:
      return {name, "NOT NULL" + conflict(rng)};
    default:
      if (schema.tables.empty()) return {"", "NULL"};
      return {name, random_reference(rng.pick(schema.tables), rng, true, 1)};
  }
}

std::optional<Clause> random_table_clause(const Table& table, const Schema& schema, Rng& rng) {
  const std::string name = constraint_name(rng);
  const std::size_t kind = rng.below(5);
  if (kind < 2)
    return Clause{name, "UNIQUE " + key_list(table, rng.percent(5), rng) + conflict(rng)};
  if (kind < 4) {
    return Clause{name, random_check(table, rng.pick(table.columns), rng.pick(table.columns), rng)};
  }
  if (schema.tables.empty()) return std::nullopt;
  const std::size_t columns = rng.percent(25) ? std::min<std::size_t>(2, table.columns.size()) : 1;
  const Table& parent = rng.pick(schema.tables);
  if (parent.columns.size() < columns) return std::nullopt;
  std::string list = hole(table, table.columns[table.columns.size() - columns]);
  if (columns == 2) list += ", " + hole(table, table.columns.back());
  return Clause{name,
                "FOREIGN KEY (" + list + ") " + random_reference(parent, rng, false, columns)};
}

}  // namespace plumbline::generated
