#include "analyzer/plan/guard_questions.hpp"

namespace plumbline {

namespace {

std::string literal_or_null(const std::optional<std::string>& text) {
  return text ? quote_literal(*text) : "NULL";
}

std::string insert_into(const ScriptFacts& facts) {
  return "INSERT INTO " + counted_table(facts.form) + " SELECT ";
}

std::string count_rows_of(const ScriptFacts& facts, const Identifier& table,
                          const std::string& moment) {
  return insert_into(facts) + quote_literal(moment) + ", 'rows', " + quote_literal(table.text()) +
         ", NULL, count(*) FROM main." + table.quoted();
}

/// Without its argument, the function reads every table, and fails on any that cannot be checked.
/// A parent is called as its foreign key spells it; the target may spell it in another case.
std::string list_violations_of(const ScriptFacts& facts, const Identifier& table,
                               const std::string& moment) {
  const std::string name = quote_literal(table.text());
  return insert_into(facts) + quote_literal(moment) + ", 'violation', " + name +
         ", lower(parent), rowid FROM pragma_foreign_key_check" +
         (facts.checks_one_table ? "(" + name + ")" : " WHERE \"table\" = " + name) +
         "\nUNION ALL SELECT " + quote_literal(moment) + ", 'checked', " + name + ", NULL, 1";
}

/// Always one row: an INSERT of no rows makes a mark of 0 where there was none. Two marks of one
/// table, which a failed statement can leave, are told from one.
std::string note_sequence_of(const ScriptFacts& facts, const Identifier& table,
                             const std::string& moment) {
  const bool batch = facts.form == ScriptForm::batch;  // batch_script.cpp says why there is no CASE
  const std::string marks = batch ? "iif(count(*) > 1, 'marks', 'mark')"
                                  : "CASE WHEN count(*) > 1 THEN 'marks' ELSE 'mark' END";
  return insert_into(facts) + quote_literal(moment) + ", 'rows', " + quote_literal(table.text()) +
         ", " + marks +
         ", coalesce(max(seq), 0) FROM main.sqlite_sequence WHERE lower(name) = lower(" +
         quote_literal(table.text()) + ")";
}

/// "NOT EXISTS (what was counted then EXCEPT what was counted at the other moment)"
std::string nothing_only(const ScriptFacts& facts, const std::string& moment,
                         const std::string& other, const std::string& kind) {
  const std::string counted = "SELECT name, parent, n FROM " + counted_table(facts.form) +
                              " WHERE kind = '" + kind + "' AND moment = '";
  return "NOT EXISTS (" + counted + moment + "' EXCEPT " + counted + other + "')";
}

}  // namespace

std::string values_of(const std::vector<SchemaRowPromise>& rows) {
  std::string text;
  for (const SchemaRowPromise& row : rows) {
    text += (text.empty() ? "" : ",\n") + std::string("  (") + quote_literal(row.type) + ", " +
            quote_literal(row.name.text()) + ", " + literal_or_null(row.sql) + ")";
  }
  return text;
}

std::string schema_holds(const std::string& expected) {
  return "NOT EXISTS (SELECT 1 FROM " + expected +
         " AS e LEFT JOIN main.sqlite_master AS s ON s.type = e.type AND lower(s.name) = "
         "lower(e.name) WHERE s.sql IS NOT e.sql)";
}

std::string our_objects(ScriptForm form) {
  const std::string ours = " FROM main.sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  if (form == ScriptForm::transaction) return ours + ")";
  // D1 keeps tables of its own in the same file.
  return ours +
         " AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND lower(name) <> 'plumbline_counted')";
}

std::string count_is(ScriptForm form, std::int64_t objects) {
  return "(SELECT count(*)" + our_objects(form) + " = " + std::to_string(objects);
}

std::string referencing_tables_are(ScriptForm form, std::int64_t tables) {
  std::string ours = our_objects(form);
  ours.insert(ours.size() - 1, " AND type = 'table' AND instr(lower(sql), 'references') > 0");
  return "(SELECT count(*)" + ours + " = " + std::to_string(tables);
}

bool speaks_of_references(const std::string& sql) {
  return ascii_lower(sql).find("references") != std::string::npos;
}

std::vector<std::string> settings_hold(const ScriptFacts& facts) {
  std::vector<std::string> conditions;
  for (const auto& [pragma, value] : facts.settings) {
    conditions.push_back("(SELECT " + pragma + " FROM pragma_" + pragma +
                         ") = " + std::to_string(value));
  }
  return conditions;
}

std::vector<std::string> columns_hold(const std::vector<ColumnsPromise>& columns) {
  std::vector<std::string> conditions;
  for (const ColumnsPromise& promise : columns) {
    conditions.push_back(columns_text(promise.table) + " IS " + quote_literal(promise.columns));
  }
  return conditions;
}

std::vector<std::string> texts_hold(const std::vector<TextPromise>& texts) {
  std::vector<std::string> conditions;
  for (const TextPromise& promise : texts) {
    conditions.push_back("(SELECT instr(sql, " + quote_literal(promise.words) + ")" +
                         (promise.held ? " > 0" : " = 0") +
                         " FROM main.sqlite_master WHERE type = 'table' AND lower(name) = lower(" +
                         quote_literal(promise.table.text()) + "))");
  }
  return conditions;
}

std::vector<std::string> counts_hold(const ScriptFacts& facts) {
  const std::string of_counted = " FROM " + counted_table(facts.form) + " WHERE ";
  std::vector<std::string> conditions;
  if (!facts.same_rows.empty()) {
    conditions.push_back(nothing_only(facts, "before", "after", "rows"));
    conditions.push_back(nothing_only(facts, "after", "before", "rows"));
  }
  for (const Identifier& table : facts.empty) {
    conditions.push_back("(SELECT n" + of_counted +
                         "moment = 'before' AND kind = 'rows' AND parent IS NULL AND name = " +
                         quote_literal(table.text()) + ") = 0");
  }
  if (facts.changed_counts > 0) {
    conditions.push_back("(SELECT count(*)" + of_counted +
                         "kind = 'changed' AND n = 0) = " + std::to_string(facts.changed_counts));
  }
  if (facts.watches_rows) {
    conditions.push_back("NOT EXISTS (SELECT 1" + of_counted + "kind = 'failed')");
  }
  if (!facts.check_references.empty()) {  // a check that itself fails leaves no 'checked' row
    conditions.push_back(nothing_only(facts, "after", "before", "violation"));
    conditions.push_back("(SELECT count(*)" + of_counted + "kind = 'checked') = " +
                         std::to_string(2 * facts.check_references.size()));
  }
  return conditions;
}

std::vector<Statement> count_at(const ScriptFacts& facts, const std::string& moment,
                                const std::string& why) {
  std::vector<Statement> statements;
  const auto add = [&](std::string sql) {
    statements.push_back({std::move(sql), statements.empty() ? why : "", {}});
  };
  for (const Identifier& table : facts.same_rows) add(count_rows_of(facts, table, moment));
  for (const Identifier& table : facts.same_sequence) add(note_sequence_of(facts, table, moment));
  for (const Identifier& table : facts.check_references) {
    add(list_violations_of(facts, table, moment));
  }
  return statements;
}

std::string all_of(const std::vector<std::string>& conditions) {
  std::string text;
  for (const std::string& condition : conditions) {
    text += (text.empty() ? "" : "\n  AND ") + condition;
  }
  return text;
}

}  // namespace plumbline
