#include "analyzer/plan/guard_script.hpp"

#include "analyzer/plan/batch_script.hpp"
#include "analyzer/plan/guard_questions.hpp"

namespace plumbline {

namespace {

// Everything that the last guard reads is a TEMP table, sqlite_master or a PRAGMA function: a
// statement that does not even compile would let COMMIT run (in a shell without -bail).
constexpr const char* temp_tables[] = {"plumbline_guard", "plumbline_expected",
                                       "plumbline_promised", "plumbline_counted"};

std::string starts_right(const ScriptFacts& facts) {
  std::vector<std::string> conditions = {
      count_is(facts.form, facts.objects),
      length_of_all_text(facts.form) + " = " + std::to_string(facts.text_length)};
  for (std::string& setting : settings_hold(facts)) conditions.push_back(std::move(setting));
  conditions.insert(conditions.end(), facts.also.begin(), facts.also.end());
  conditions.push_back(schema_holds("temp.plumbline_expected"));
  return all_of(conditions);
}

void drop_temp_tables(std::vector<Statement>& statements, const std::string& why) {
  std::string reason = why;
  for (const char* table : temp_tables) {
    statements.push_back({"DROP TABLE IF EXISTS temp." + std::string(table), reason, {}});
    reason.clear();
  }
}

std::string foreign_keys_are(const ScriptFacts& facts) {
  const std::string question = "\n  AND (SELECT foreign_keys FROM pragma_foreign_keys) = ";
  if (facts.foreign_keys_off) return question + "0";
  return facts.foreign_keys_on ? question + "1" : "";
}

/// Whether all is as promised, before the COMMIT.
std::string ends_right(const ScriptFacts& facts, const ScriptPromises& promises) {
  std::vector<std::string> conditions = {
      "(SELECT n FROM temp.plumbline_counted WHERE kind = 'guard') = 1",
      count_is(facts.form, promises.objects), schema_holds("temp.plumbline_promised")};
  for (auto&& group :
       {columns_hold(promises.columns), texts_hold(promises.texts), counts_hold(facts)}) {
    conditions.insert(conditions.end(), group.begin(), group.end());
  }
  return all_of(conditions);
}

}  // namespace

std::string length_of_all_text(ScriptForm form) {
  return "(SELECT total(length(CAST(sql AS BLOB)))" + our_objects(form);
}

std::string columns_text(const Identifier& table) {
  return "(SELECT group_concat(quote(name) || ' ' || \"notnull\" || pk || hidden, ', ')"
         " FROM pragma_table_xinfo(" +
         quote_literal(table.text()) + "))";
}

std::vector<Statement> opening(const ScriptFacts& facts) {
  if (facts.form == ScriptForm::batch) return batch_opening(facts);
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
  return count_at(facts, "before", "what must be the same afterwards");
}

std::vector<Statement> closing(const ScriptFacts& facts, const ScriptPromises& promises) {
  if (facts.form == ScriptForm::batch) return batch_closing(facts, promises);
  std::vector<Statement> statements = count_at(facts, "after", "the same counts again");
  if (!promises.rows.empty()) {
    statements.push_back({"INSERT INTO temp.plumbline_promised VALUES\n" + values_of(promises.rows),
                          "what the proof has seen this script lead to",
                          {}});
  }
  statements.push_back(
      {"INSERT OR ROLLBACK INTO temp.plumbline_guard SELECT CASE WHEN\n"
       "  " +
           ends_right(facts, promises) + "\nTHEN 1 END",
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
