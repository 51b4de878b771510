#include "analyzer/plan/guard_script.hpp"

namespace plumbline {

namespace {

// Everything that the last guard reads is a TEMP table, sqlite_master or a PRAGMA function: a
// statement that does not even compile would let COMMIT run (in a shell without -bail).
constexpr const char* temp_tables[] = {"plumbline_guard", "plumbline_expected",
                                       "plumbline_promised", "plumbline_counted"};

std::string literal_or_null(const std::optional<std::string>& text) {
  return text ? quote_literal(*text) : "NULL";
}

std::string values_of(const std::vector<SchemaRowPromise>& rows) {
  std::string text;
  for (const SchemaRowPromise& row : rows) {
    text += (text.empty() ? "" : ",\n") + std::string("  (") + quote_literal(row.type) + ", " +
            quote_literal(row.name.text()) + ", " + literal_or_null(row.sql) + ")";
  }
  return text;
}

/// Whether sqlite_master holds what the TEMP table says, row by row.
std::string holds(const std::string& temp_table) {
  return "NOT EXISTS (SELECT 1 FROM temp." + temp_table +
         " AS e LEFT JOIN main.sqlite_master AS s ON s.type = e.type AND lower(s.name) = "
         "lower(e.name) WHERE s.sql IS NOT e.sql)";
}

constexpr const char* our_objects =
    " FROM main.sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\')";

std::string starts_right(const ScriptFacts& facts) {
  const std::string ours = our_objects;
  std::string settings;
  for (const auto& [pragma, value] : facts.settings) {
    settings +=
        "\n  AND (SELECT " + pragma + " FROM pragma_" + pragma + ") = " + std::to_string(value);
  }
  std::string also;
  for (const std::string& expression : facts.also) also += "\n  AND " + expression;
  return "(SELECT count(*)" + ours + " = " + std::to_string(facts.objects) + "\n  AND " +
         length_of_all_text() + " = " + std::to_string(facts.text_length) + settings + also +
         "\n  AND " + holds("plumbline_expected");
}

std::string count_rows_of(const Identifier& table, const std::string& moment) {
  return "INSERT INTO temp.plumbline_counted SELECT " + quote_literal(moment) + ", 'rows', " +
         quote_literal(table.text()) + ", NULL, count(*) FROM main." + table.quoted();
}

/// Without its argument, the function reads every table, and fails on any that cannot be checked.
/// A parent is called as its foreign key spells it; the target may spell it in another case.
std::string list_violations_of(const Identifier& table, const std::string& moment, bool takes_one) {
  const std::string name = quote_literal(table.text());
  return "INSERT INTO temp.plumbline_counted SELECT " + quote_literal(moment) + ", 'violation', " +
         name + ", lower(parent), rowid FROM pragma_foreign_key_check" +
         (takes_one ? "(" + name + ")" : " WHERE \"table\" = " + name) + "\nUNION ALL SELECT " +
         quote_literal(moment) + ", 'checked', " + name + ", NULL, 1";
}

/// Always one row: an INSERT of no rows makes a mark of 0 where there was none. Two marks of one
/// table, which a failed statement can leave, are told from one.
std::string note_sequence_of(const Identifier& table, const std::string& moment) {
  return "INSERT INTO temp.plumbline_counted SELECT " + quote_literal(moment) + ", 'rows', " +
         quote_literal(table.text()) +
         ", CASE WHEN count(*) > 1 THEN 'marks' ELSE 'mark' END, coalesce(max(seq), 0) FROM "
         "main.sqlite_sequence WHERE name = " +
         quote_literal(table.text());
}

void count(const ScriptFacts& facts, const std::string& moment, const std::string& why,
           std::vector<Statement>& statements) {
  std::string reason = why;
  for (const Identifier& table : facts.same_rows) {
    statements.push_back({count_rows_of(table, moment), reason, {}});
    reason.clear();
  }
  for (const Identifier& table : facts.same_sequence) {
    statements.push_back({note_sequence_of(table, moment), reason, {}});
    reason.clear();
  }
  for (const Identifier& table : facts.check_references) {
    statements.push_back({list_violations_of(table, moment, facts.checks_one_table), reason, {}});
    reason.clear();
  }
}

/// "NOT EXISTS (what was counted then EXCEPT what was counted at the other moment)"
std::string nothing_only(const std::string& moment, const std::string& other,
                         const std::string& kind) {
  const std::string counted = "SELECT name, parent, n FROM temp.plumbline_counted WHERE kind = '" +
                              kind + "' AND moment = '";
  return "\n  AND NOT EXISTS (" + counted + moment + "' EXCEPT " + counted + other + "')";
}

std::string same_counts(const ScriptFacts& facts) {
  std::string text;
  if (!facts.same_rows.empty()) {
    text += nothing_only("before", "after", "rows") + nothing_only("after", "before", "rows");
  }
  for (const Identifier& table : facts.empty) {
    text +=
        "\n  AND (SELECT n FROM temp.plumbline_counted WHERE moment = 'before' AND kind = 'rows'"
        " AND parent IS NULL AND name = " +
        quote_literal(table.text()) + ") = 0";
  }
  if (facts.changed_counts > 0) {
    text +=
        "\n  AND (SELECT count(*) FROM temp.plumbline_counted WHERE kind = 'changed' AND n = 0) "
        "= " +
        std::to_string(facts.changed_counts);
  }
  if (facts.watches_rows) {
    text += "\n  AND NOT EXISTS (SELECT 1 FROM temp.plumbline_counted WHERE kind = 'failed')";
  }
  if (!facts.check_references.empty()) {  // a check that itself fails leaves no 'checked' row
    text += nothing_only("after", "before", "violation") +
            "\n  AND (SELECT count(*) FROM temp.plumbline_counted WHERE kind = 'checked') = " +
            std::to_string(2 * facts.check_references.size());
  }
  return text;
}

std::string columns_hold(const std::vector<ColumnsPromise>& columns) {
  std::string text;
  for (const ColumnsPromise& promise : columns) {
    text += "\n  AND " + columns_text(promise.table) + " IS " + quote_literal(promise.columns);
  }
  return text;
}

std::string texts_hold(const std::vector<TextPromise>& texts) {
  std::string text;
  for (const TextPromise& promise : texts) {
    text += "\n  AND (SELECT instr(sql, " + quote_literal(promise.words) + ")" +
            (promise.held ? " > 0" : " = 0") +
            " FROM main.sqlite_master WHERE type = 'table' AND lower(name) = lower(" +
            quote_literal(promise.table.text()) + "))";
  }
  return text;
}

void drop_temp_tables(std::vector<Statement>& statements, const std::string& why) {
  std::string reason = why;
  for (const char* table : temp_tables) {
    statements.push_back({"DROP TABLE IF EXISTS temp." + std::string(table), reason, {}});
    reason.clear();
  }
}

}  // namespace

std::string length_of_all_text() {
  return std::string("(SELECT total(length(CAST(sql AS BLOB)))") + our_objects;
}

std::string columns_text(const Identifier& table) {
  return "(SELECT group_concat(quote(name) || ' ' || \"notnull\" || pk || hidden, ', ')"
         " FROM pragma_table_xinfo(" +
         quote_literal(table.text()) + "))";
}

namespace {

std::string foreign_keys_are(const ScriptFacts& facts) {
  const std::string question = "\n  AND (SELECT foreign_keys FROM pragma_foreign_keys) = ";
  if (facts.foreign_keys_off) return question + "0";
  return facts.foreign_keys_on ? question + "1" : "";
}

}  // namespace

std::vector<Statement> opening(const ScriptFacts& facts) {
  std::vector<Statement> statements;
  statements.push_back({"PRAGMA ignore_check_constraints=OFF",
                        "guards must count, whatever this connection did",
                        {}});
  drop_temp_tables(statements, "what a run that was stopped may have left in this connection");
  statements.push_back({"CREATE TEMP TABLE plumbline_expected(type, name, sql)",
                        "the objects that this script touches, as they must be now",
                        {}});
  if (!facts.starts_as.empty()) {
    statements.push_back(
        {"INSERT INTO temp.plumbline_expected VALUES\n" + values_of(facts.starts_as), "", {}});
  }
  statements.push_back({"CREATE TEMP TABLE plumbline_promised(type, name, sql)", "", {}});
  statements.push_back(
      {"CREATE TEMP TABLE plumbline_counted(moment, kind, name, parent, n)", "", {}});
  statements.push_back(
      {"CREATE TEMP TABLE plumbline_guard(\"this database is not as the repair needs it\" NOT "
       "NULL)",
       "fails here, before anything is opened or changed, on any other database",
       {}});
  statements.push_back(
      {"INSERT INTO temp.plumbline_guard SELECT CASE WHEN " + starts_right(facts) + "\nTHEN 1 END",
       "",
       {}});
  if (facts.foreign_keys_off) {
    statements.push_back({"PRAGMA foreign_keys=OFF",
                          "or DROP TABLE would delete or change the rows that reference it",
                          {}});
  }
  if (facts.foreign_keys_on) {
    statements.push_back({"PRAGMA foreign_keys=ON", "as the application has it", {}});
  }
  if (facts.legacy_rename) {
    statements.push_back({"PRAGMA legacy_alter_table=ON",
                          "or RENAME would stumble over views and triggers that name the table",
                          {}});
  }
  statements.push_back({"BEGIN", "", {}});
  statements.push_back({"INSERT INTO temp.plumbline_counted SELECT 'begin', 'guard', NULL, NULL, " +
                            starts_right(facts) + foreign_keys_are(facts),
                        "the same question again, now that nobody else can write",
                        {}});
  return statements;
}

Statement begin_watch() {
  return {"DELETE FROM temp.plumbline_counted WHERE 0",
          "sets changes() to 0: where it is still 0 behind the next statement, that has failed",
          {}};
}

Statement end_watch() {
  return {
      "INSERT INTO temp.plumbline_counted SELECT 'work', 'failed', NULL, NULL, 1 WHERE changes() = "
      "0",
      "",
      {}};
}

std::vector<Statement> count_before(const ScriptFacts& facts) {
  std::vector<Statement> statements;
  count(facts, "before", "what must be the same afterwards", statements);
  return statements;
}

std::vector<Statement> closing(const ScriptFacts& facts, const ScriptPromises& promises) {
  std::vector<Statement> statements;
  count(facts, "after", "the same counts again", statements);
  if (!promises.rows.empty()) {
    statements.push_back({"INSERT INTO temp.plumbline_promised VALUES\n" + values_of(promises.rows),
                          "what the proof has seen this script lead to",
                          {}});
  }
  statements.push_back(
      {"INSERT OR ROLLBACK INTO temp.plumbline_guard SELECT CASE WHEN\n"
       "  (SELECT n FROM temp.plumbline_counted WHERE kind = 'guard') = 1\n  AND (SELECT count(*)" +
           std::string(our_objects) + " = " + std::to_string(promises.objects) + "\n  AND " +
           holds("plumbline_promised") + columns_hold(promises.columns) +
           texts_hold(promises.texts) + same_counts(facts) + "\nTHEN 1 END",
       "undoes everything unless all is as promised",
       {}});
  statements.push_back({"COMMIT", "", {}});
  if (facts.legacy_rename) statements.push_back({"PRAGMA legacy_alter_table=OFF", "", {}});
  if (facts.foreign_keys_off || (facts.foreign_keys_on && !facts.foreign_keys_after)) {
    statements.push_back(
        {std::string("PRAGMA foreign_keys=") + (facts.foreign_keys_after ? "ON" : "OFF"),
         "as the application sets it (--foreign-keys)",
         {}});
  }
  drop_temp_tables(statements, "");
  return statements;
}

}  // namespace plumbline
