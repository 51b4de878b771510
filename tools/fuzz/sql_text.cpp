// SQL text through all that reads it without SQLite: what each promises, held against itself and,
// for a CREATE TABLE, against SQLite.
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "analyzer/sql_text/comments.hpp"
#include "analyzer/sql_text/create_index.hpp"
#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/ignore_comments.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/normal_form.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "tools/fuzz/harness.hpp"

using namespace plumbline;
using namespace plumbline::fuzz;

namespace {

/// Between two tokens stands nothing that is a token.
void demand_all_is_token_or_space(std::string_view sql) {
  std::size_t end = 0;
  for (const Token& token : tokens_of(sql)) {
    demand(token.offset >= end && !token.text.empty(), "tokens follow each other");
    demand(sql.substr(token.offset, token.text.size()) == token.text, "a token is where it says");
    demand(tokens_of(sql.substr(end, token.offset - end)).empty(), "no token is left out");
    unquoted(token);
    end = token.offset + token.text.size();
  }
  demand(tokens_of(sql.substr(end)).empty(), "no token is left out at the end");
}

bool has_invalid(std::string_view sql) {
  return std::ranges::any_of(tokens_of(sql),
                             [](const Token& token) { return token.kind == TokenKind::invalid; });
}

bool has_semicolon(std::string_view sql) {
  return std::ranges::any_of(tokens_of(sql),
                             [](const Token& token) { return is_symbol(token, ";"); });
}

/// A statement with a semicolon behind it is one to SQLite too.
void demand_complete(const std::string& statement, std::string_view behind) {
  const std::vector<Token> next = tokens_of(behind);
  const bool ended = !next.empty() && is_symbol(next.front(), ";");
  if (!ended || has_invalid(statement) || statement.find('\0') != std::string::npos) return;
  demand(sqlite3_complete((statement + "\n;").c_str()) != 0,
         "SQLite takes the statement for complete", statement);
}

/// The statements are the script again, but for semicolons, comments and white space.
void demand_statements_of(std::string_view script) {
  std::size_t end = 0;
  for (const ScriptStatement& statement : split_statements(script)) {
    demand(statement.offset >= end, "statements follow each other");
    demand(script.substr(statement.offset, statement.sql.size()) == statement.sql,
           "a statement is where it says");
    const TextPlace place = place_of(script, statement.offset);
    demand(place.line == statement.line && place.column == statement.column,
           "a statement's place is that of its first byte", statement.sql);
    for (const Token& token : tokens_of(script.substr(end, statement.offset - end))) {
      demand(is_symbol(token, ";"), "nothing but semicolons between statements", statement.sql);
    }
    const auto alone = split_statements(statement.sql);
    demand(alone.size() == 1 && alone.front().sql == statement.sql,
           "a statement by itself is one statement", statement.sql);
    end = statement.offset + statement.sql.size();
    demand_complete(statement.sql, script.substr(end));
  }
}

void demand_one_spelling(std::string_view sql) {
  const std::string form = normal_form(sql);
  demand(has_invalid(sql) || normal_form(form) == form, "a normal form is its own normal form",
         form);
  const std::string expression = normal_expression(sql);
  demand(has_invalid(sql) || has_semicolon(sql) || normal_expression(expression) == expression,
         "the normal form of an expression is its own normal form", expression);
  demand(equal_but_for_string_quotes(sql, form, {}), "a text equals its normal form", form);
}

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};

/// Whether SQLite makes the table; `columns` becomes what it then shows of them.
bool makes(const std::string& sql, std::string& columns) {
  sqlite3* handle = nullptr;
  sqlite3_open(":memory:", &handle);
  const std::unique_ptr<sqlite3, Close> closed(handle);
  if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return false;
  const auto collect = [](void* text, int count, char** values, char**) {
    for (int i = 0; i < count; ++i) {
      *static_cast<std::string*>(text) += (values[i] ? values[i] : "NULL") + std::string("|");
    }
    return 0;
  };
  sqlite3_exec(handle,
               "SELECT x.cid, x.name, x.\"notnull\", x.pk, x.hidden, t.strict, t.wr FROM "
               "pragma_table_list AS t, pragma_table_xinfo(t.name) AS x WHERE t.schema = 'main' "
               "AND t.name <> 'sqlite_schema'",
               collect, &columns, nullptr);
  return true;
}

/// What SQLite takes and we understand, it takes again as we write it, and it is the same.
void demand_same_table(std::string_view sql, const std::string& written) {
  if (sql.find('\0') != std::string_view::npos) return;
  std::string before;
  std::string after;
  if (!makes(std::string(sql), before)) return;
  demand(makes(written, after), "SQLite takes what was written", written);
  demand(before == after, "what was written is the same table", written + "\n" + before + after);
}

void demand_table_round_trip(std::string_view sql) {
  with_table_name(sql, Identifier("other \" name"));
  const std::optional<CreateTableText> read = read_create_table(sql);
  if (!read) return;
  const std::string written = write_create_table(*read);
  const std::optional<CreateTableText> again = read_create_table(written);
  demand(again.has_value(), "what was written can be read", written);
  demand(write_create_table(*again) == written, "a written table is written the same again",
         written);
  demand_same_table(sql, written);
  Table table;
  apply_text(*read, table);
  const std::string from_values = write_create_table(text_of(table));
  demand(read_create_table(from_values).has_value(), "a table made of values can be read",
         from_values);
}

void demand_comments_inside(std::string_view sql) {
  for (const Comment& comment : comments_of(sql)) {
    demand(comment.offset + comment.text.size() <= sql.size(), "a comment is inside the text");
  }
  for (const IgnoreComment& comment : ignore_comments(sql)) {
    demand(comment.line > 0 && comment.first_line <= comment.last_line, "a comment has its place");
  }
}

void demand_quoted_name(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return;
  const std::string quoted = Identifier(std::string(text)).quoted();
  const std::vector<Token> tokens = tokens_of(quoted);
  demand(tokens.size() == 1 && tokens.front().text == quoted, "a quoted name is one token", quoted);
  demand(unquoted(tokens.front()) == text, "a quoted name is the name again", quoted);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view sql = text_of_input(data, size);
  demand_all_is_token_or_space(sql);
  demand_statements_of(sql);
  demand_one_spelling(sql);
  demand_table_round_trip(sql);
  read_create_index(sql);
  demand_comments_inside(sql);
  demand_quoted_name(sql);
  return 0;
}
