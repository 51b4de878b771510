#include "analyzer/declare/run_script.hpp"

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/unparsed_objects.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

/// CREATE TABLE sqlite_…: dumps and structure.sql files list the engine's own tables, and the
/// engine makes them by itself.
bool creates_engine_table(const std::vector<Token>& tokens) {
  if (tokens.size() < 3 || !is_word(tokens[0], "create") || !is_word(tokens[1], "table"))
    return false;
  const std::size_t name = is_word(tokens[2], "if") && tokens.size() > 5 ? 5 : 2;
  return ascii_lower(unquoted(tokens[name])).starts_with("sqlite_");
}

}  // namespace

bool is_passed_over(const std::string& sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  if (tokens.empty()) return true;
  const bool vacuum = is_word(tokens[0], "vacuum");
  const bool into =
      vacuum && tokens.size() > 1 &&
      (is_word(tokens[1], "into") || (tokens.size() > 2 && is_word(tokens[2], "into")));
  return (vacuum && !into) || creates_engine_table(tokens);
}

namespace {

std::string explained(const SqlFailure& failure, const std::string& sql) {
  if (failure.message == "not authorized" || failure.message.starts_with("too many attached")) {
    return failure.message +
           ": it reaches outside the private database that declarations run on (ATTACH, VACUUM "
           "INTO, load_extension and file functions are never run)";
  }
  const std::string words = explained_failure(failure, sql);
  return words == failure.message ? words : words + "; " + remedy_for_newer();
}

}  // namespace

void run_statement(const Connection& shadow, const std::string& sql, const SourcePosition& where) {
  if (is_passed_over(sql)) return;
  const auto failure = shadow.try_execute(sql);
  if (!failure) return;
  SourcePosition place = where;
  if (failure->offset > 0 && where.line > 0) {
    const TextPlace inside = place_of(sql, static_cast<std::size_t>(failure->offset));
    place.column = inside.line == 1 ? where.column + inside.column - 1 : inside.column;
    place.line = where.line + inside.line - 1;
  }
  throw Error(Error::Kind::bad_sql, place, explained(*failure, sql));
}

void run_script(const Connection& shadow, std::string_view script, const std::string& file) {
  for (const ScriptStatement& statement : split_statements(script)) {
    run_statement(shadow, statement.sql, {file, statement.line, statement.column});
  }
  // A dump writes virtual tables into sqlite_schema by hand: SQLite has yet to read them.
  shadow.execute("PRAGMA writable_schema=RESET");
  // A script may leave its own transaction open for whoever runs it to commit.
  if (shadow.in_transaction()) shadow.execute("COMMIT");
}

bool sets_pragma(std::string_view script, std::string_view name) {
  for (const ScriptStatement& statement : split_statements(script)) {
    const std::vector<Token> tokens = tokens_of(statement.sql);
    if (tokens.size() >= 4 && is_word(tokens[0], "pragma")) {
      const std::size_t at = is_symbol(tokens[2], ".") ? 3 : 1;
      if (at < tokens.size() && is_word(tokens[at], name)) return true;
    }
  }
  return false;
}

}  // namespace plumbline
