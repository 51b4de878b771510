// Random indexes, views, triggers and virtual tables over the tables that are there, and rows.
#include <algorithm>
#include <map>

#include "model/identifier.hpp"
#include "tests/generated_model.hpp"

namespace plumbline::generated {

namespace {

using Words = std::vector<std::string>;

/// Fills "@t", "@a", "@b" of one table and "@u", "@c" of another.
std::string filled(std::string form, const Table& first, const Table& second, Rng& rng) {
  const auto column = [&](const Table& table) {
    return column_hole(table.id, table.columns[rng.below(table.columns.size())].id);
  };
  const std::map<char, std::string> values = {{'t', table_hole(first.id)},
                                              {'u', table_hole(second.id)},
                                              {'a', column(first)},
                                              {'b', column(first)},
                                              {'c', column(second)}};
  std::string out;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == '@') {
      out += values.at(form[++i]);
    } else {
      out += form[i];
    }
  }
  return out;
}

Object object_of(Object::Kind kind, const std::string& head, Schema& schema, Rng& rng) {
  Object object;
  object.kind = kind;
  object.id = schema.next_id++;
  object.name = fresh_object_name(schema, rng);
  object.head = head;
  object.style = rng.next();
  return object;
}

std::string value(bool strict_type, const std::string& type, Rng& rng) {
  static const Words any = {"NULL",  "1",     "2",      "3",       "4",
                            "5",     "6",     "-1",     "0",       "42",
                            "1.5",   "2.0",   "'a'",    "'A'",     "'b'",
                            "'a '",  "'007'", "'1e3'",  "''",      "'é'",
                            "x'00'", "x'61'", "'null'", "9e999",   "9223372036854775807",
                            "1",     "2",     "3",      "'it''s'", "'3'"};
  if (!strict_type) return rng.pick(any);
  static const Words ints = {"1", "2", "3", "4", "NULL", "-7"};
  static const Words reals = {"1.5", "2", "NULL", "-0.25"};
  static const Words texts = {"'a'", "'A'", "'b'", "NULL", "'a '", "'3'"};
  static const Words blobs = {"x'00'", "x'61'", "NULL"};
  const std::string folded = ascii_lower(type);
  if (folded.starts_with("int")) return rng.pick(ints);
  if (folded == "real") return rng.pick(reals);
  if (folded == "text") return rng.pick(texts);
  return rng.pick(folded == "blob" ? blobs : any);
}

std::string simply_quoted(const std::string& name) { return Identifier(name).quoted(); }

/// Left to such a default, which rows go in would be another question at every run.
bool is_different_each_time(const Column& column) {
  return std::ranges::any_of(column.clauses, [](const Clause& clause) {
    return clause.body.find("random") != std::string::npos ||
           clause.body.find("CURRENT_") != std::string::npos ||
           clause.body.find("'now'") != std::string::npos;
  });
}

std::string insert_row(const Table& table, int number, Rng& rng) {
  std::string columns, values;
  const bool free_rowid = std::ranges::none_of(
      table.columns, [](const Column& column) { return equal_folded(column.name, "rowid"); });
  if (!table.without_rowid && free_rowid && table.rowid_is_hidden && rng.percent(40)) {
    columns = "rowid";
    values = std::to_string(number * 3 + 1);
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (column.generated) continue;
    if (rng.percent(10) && !columns.empty() && !is_different_each_time(column)) continue;
    columns += (columns.empty() ? "" : ", ") + simply_quoted(column.name);
    const bool key = i == 0 && rng.percent(70);
    values +=
        (values.empty() ? "" : ", ") +
        (key && !table.strict ? std::to_string(number) : value(table.strict, column.type, rng));
  }
  if (columns.empty())
    return "INSERT OR IGNORE INTO " + simply_quoted(table.name) + " DEFAULT VALUES";
  return "INSERT OR IGNORE INTO " + simply_quoted(table.name) + "(" + columns + ") VALUES (" +
         values + ")";
}

}  // namespace

Object random_index(Schema& schema, Rng& rng) {
  static const Words parts = {"@a",
                              "@a",
                              "@a",
                              "@a DESC",
                              "@a COLLATE NOCASE",
                              "@a COLLATE BINARY DESC",
                              "lower(@a)",
                              "@a + 1",
                              "@a || 'x' DESC",
                              "(@a || @b) COLLATE NOCASE",
                              "+@a",
                              "@a IS NULL"};
  static const Words wheres = {"@a IS NOT NULL", "@a > 0", "@a <> 'x' AND @b IS NULL",
                               "@t.@a IN (1, 2)"};
  Object index = object_of(Object::Kind::index,
                           rng.percent(25) ? "CREATE UNIQUE INDEX" : "CREATE INDEX", schema, rng);
  const Table& table = rng.pick(schema.tables);
  index.body = "ON " + table_hole(table.id) + " (" + filled(rng.pick(parts), table, table, rng);
  for (int more = rng.percent(60) ? 0 : rng.between(1, 2); more > 0; --more) {
    index.body += ", " + filled(rng.pick(parts), table, table, rng);
  }
  index.body += ")";
  if (rng.percent(20)) index.body += " WHERE " + filled(rng.pick(wheres), table, table, rng);
  return index;
}

Object random_view(Schema& schema, Rng& rng) {
  static const Words forms = {
      "AS SELECT @a, @b AS other FROM @t",
      "AS SELECT @a AS x FROM @t WHERE @b IS NOT NULL",
      "AS SELECT * FROM @t",
      "AS SELECT count(*) AS n FROM @t",
      "(p, \"q q\") AS SELECT @a, @b FROM @t",
      "AS SELECT l.@a AS p, r.@c AS q FROM @t AS l JOIN @u AS r ON l.@a = r.@c",
      "AS WITH c AS (SELECT @a AS z FROM @t) SELECT z FROM c ORDER BY z",
      "AS SELECT 'x;''' AS k, @a FROM @t UNION ALL SELECT \"str\", @c FROM @u",
      "AS SELECT @t.@a AS \"A b\" FROM @t WHERE EXISTS (SELECT 1 FROM @u WHERE @u.@c = @t.@b)"};
  Object view = object_of(Object::Kind::view, "CREATE VIEW", schema, rng);
  std::vector<int> views;
  for (const Object& object : schema.objects) {
    if (object.kind == Object::Kind::view) views.push_back(object.id);
  }
  if (!views.empty() && rng.percent(25)) {
    view.body = (rng.percent(50) ? "AS SELECT * FROM " : "AS SELECT count(*) AS m FROM ") +
                table_hole(rng.pick(views));
  } else {
    view.body = filled(rng.pick(forms), rng.pick(schema.tables), rng.pick(schema.tables), rng);
  }
  return view;
}

Object random_trigger(Schema& schema, Rng& rng) {
  static const Words forms = {
      "AFTER INSERT ON @t BEGIN UPDATE @t SET @a = NEW.@a WHERE @b = NEW.@b; END",
      "BEFORE DELETE ON @t WHEN OLD.@a > 0 BEGIN SELECT RAISE(IGNORE); END",
      "AFTER UPDATE OF @a, @b ON @t BEGIN INSERT INTO @u(@c) VALUES (NEW.@a); END",
      "AFTER DELETE ON @t FOR EACH ROW BEGIN DELETE FROM @u WHERE @c = OLD.@b; END",
      "UPDATE ON @t WHEN OLD.@a IS NOT NEW.@a BEGIN SELECT CASE WHEN NEW.@b THEN 'END;' END; END",
      "AFTER INSERT ON @t BEGIN INSERT OR REPLACE INTO @u(@c) SELECT @a FROM @t; SELECT 1; END",
      "BEFORE INSERT ON @t WHEN NEW.@a = 'x' BEGIN SELECT RAISE(ABORT, 'it''s no; x'); END"};
  Object trigger = object_of(Object::Kind::trigger, "CREATE TRIGGER", schema, rng);
  std::vector<int> views;
  for (const Object& object : schema.objects) {
    if (object.kind == Object::Kind::view) views.push_back(object.id);
  }
  const Table& table = rng.pick(schema.tables);
  if (!views.empty() && rng.percent(25)) {
    trigger.body = "INSTEAD OF INSERT ON " + table_hole(rng.pick(views)) +
                   filled(" BEGIN INSERT INTO @t(@a) VALUES (1); END", table, table, rng);
  } else {
    trigger.body = filled(rng.pick(forms), table, rng.pick(schema.tables), rng);
  }
  return trigger;
}

Object random_virtual_table(Schema& schema, Rng& rng) {
  static const Words bodies = {"USING fts5(title, body)", "USING fts5(body, tokenize='porter')",
                               "USING fts5(x UNINDEXED, y)"};
  Object table = object_of(Object::Kind::virtual_table, "CREATE VIRTUAL TABLE", schema, rng);
  table.body = verbatim(rng.pick(bodies));
  return table;
}

std::vector<std::string> random_rows(const Table& table, Rng& rng) {
  std::vector<std::string> statements;
  const int rows = rng.percent(15) ? 0 : rng.between(1, 6);
  for (int n = 1; n <= rows; ++n) statements.push_back(insert_row(table, n, rng));
  if (rows > 2 && rng.percent(25)) {
    statements.push_back("DELETE FROM " + simply_quoted(table.name) + " WHERE " +
                         simply_quoted(table.columns.front().name) + " = " +
                         std::to_string(rng.between(1, rows)));
  }
  return statements;
}

}  // namespace plumbline::generated
