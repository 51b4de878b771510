#include "analyzer/plan/batch_script.hpp"

#include <algorithm>

#include "analyzer/plan/guard_questions.hpp"

namespace plumbline {

namespace {

// D1 takes statements of up to 100 kB: https://developers.cloudflare.com/d1/platform/limits/
constexpr std::size_t most_bytes_of_rows = 50'000;

constexpr const char* at_the_start = "this database is not as the repair needs it";
constexpr const char* at_the_end = "the result is not as it was proven";
constexpr const char* statement_by_statement =
    "run these statements as ONE batch, with foreign keys on";

/// Fails unless the condition holds; NULL does not. Without CASE: wrangler, which cuts a file into
/// statements, takes that for a BEGIN, and looks for an END behind which there is no parenthesis.
Statement guard_that(const std::string& condition, const char* otherwise, const std::string& why) {
  return {
      "SELECT json_extract('{}', iif(" + condition + ",\n  '$', " + quote_literal(otherwise) + "))",
      why,
      {}};
}

/// D1 allows an expression 100 levels, so each condition is a guard of its own.
void guard_all(const std::vector<std::string>& conditions, const char* otherwise,
               std::vector<Statement>& statements) {
  for (const std::string& condition : conditions) {
    statements.push_back(guard_that(condition, otherwise, ""));
  }
}

/// Rows of sqlite_master in pieces that are short enough.
void guard_rows(const std::vector<SchemaRowPromise>& rows, const char* otherwise,
                std::vector<Statement>& statements) {
  std::vector<SchemaRowPromise> piece;
  std::size_t bytes = 0;
  const auto flush = [&] {
    if (piece.empty()) return;
    const std::string selected =
        "(SELECT column1 AS type, column2 AS name, column3 AS sql FROM (VALUES\n" +
        values_of(piece) + "))";
    statements.push_back(guard_that(schema_holds(selected), otherwise, ""));
    piece.clear();
    bytes = 0;
  };
  for (const SchemaRowPromise& row : rows) {
    if (bytes > 0 && bytes + values_of({row}).size() > most_bytes_of_rows) flush();
    bytes += values_of({row}).size();
    piece.push_back(row);
  }
  flush();
}

/// defer_foreign_keys is forgotten when a transaction ends, so it still holds only where this one
/// has been open since: https://sqlite.org/pragma.html#pragma_defer_foreign_keys
Statement guard_one_transaction(const std::string& why) {
  return guard_that(
      "(SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) = 1\n"
      "  AND (SELECT foreign_keys FROM pragma_foreign_keys) = 1",
      statement_by_statement, why);
}

}  // namespace

std::vector<Statement> batch_opening(const ScriptFacts& facts) {
  const std::string counted = counted_table(facts.form);
  std::vector<Statement> statements = {
      {"PRAGMA defer_foreign_keys=ON",
       "foreign keys are looked at when the batch ends: rows go and come back within it",
       {}},
      {"PRAGMA ignore_check_constraints=OFF",
       "as it was proven, whatever this connection did before",
       {}},
      {"PRAGMA legacy_alter_table=OFF", "", {}}};
  statements.push_back(
      guard_that(count_is(facts.form, facts.objects) + "\n  AND " + length_of_all_text(facts.form) +
                     " = " + std::to_string(facts.text_length),
                 at_the_start, "fails here, before anything is changed, on any other database"));
  guard_all(settings_hold(facts), at_the_start, statements);
  guard_all(facts.also, at_the_start, statements);
  guard_rows(facts.starts_as, at_the_start, statements);
  statements.push_back(guard_one_transaction(
      "and where each statement is a transaction of its own: the first PRAGMA is forgotten then"));
  statements.push_back(
      {"CREATE TABLE " + counted + "(moment, kind, name, parent, n)", "dropped in the end", {}});
  return statements;
}

std::vector<Statement> batch_closing(const ScriptFacts& facts, const ScriptPromises& promises) {
  std::vector<Statement> statements = count_at(facts, "after", "the same counts again");
  statements.push_back(guard_that(count_is(facts.form, promises.objects), at_the_end,
                                  "undoes everything unless all is as promised"));
  guard_rows(promises.rows, at_the_end, statements);
  guard_all(columns_hold(promises.columns), at_the_end, statements);
  guard_all(texts_hold(promises.texts), at_the_end, statements);
  guard_all(counts_hold(facts), at_the_end, statements);
  statements.push_back(guard_one_transaction(""));
  statements.push_back({"DROP TABLE " + counted_table(facts.form), "", {}});
  return statements;
}

}  // namespace plumbline
