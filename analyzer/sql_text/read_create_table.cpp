#include <utility>

#include "analyzer/sql_text/create_table.hpp"
#include "analyzer/sql_text/create_table_sink.hpp"
#include "analyzer/sql_text/read_constraint.hpp"
#include "analyzer/sql_text/read_type.hpp"
#include "analyzer/sql_text/token_cursor.hpp"

namespace plumbline {

namespace {

/// Where the head of a CREATE TABLE names its table.
struct Head {
  Identifier name;
  std::size_t begin = 0;       ///< index of the first token of the name, its schema included
  std::size_t name_index = 0;  ///< index of the token that is the name
};

std::optional<Head> take_head(TokenCursor& at) {
  if (!at.take_word("CREATE")) return std::nullopt;
  if (!at.take_word("TEMP")) at.take_word("TEMPORARY");
  if (!at.take_word("TABLE")) return std::nullopt;
  at.take_words({"IF", "NOT", "EXISTS"});
  Head head;
  head.begin = head.name_index = at.index();
  auto name = at.take_name();
  if (at.take_symbol(".")) {
    head.name_index = at.index();
    name = at.take_name();
  }
  if (!name) return std::nullopt;
  head.name = std::move(*name);
  return head;
}

bool ends_item(const TokenCursor& at) {
  return is_symbol(at.peek(), ",") || is_symbol(at.peek(), ")");
}

bool read_column(TokenCursor& at, std::vector<ColumnText>& columns) {
  auto name = at.take_name();
  if (!name) return false;
  auto type = take_type(at);
  if (!type) return false;
  ColumnText& column = columns.emplace_back();
  column.name = std::move(*name);
  column.type = std::move(*type);
  if (!ends_item(at)) column.constraints.reserve(2);
  while (!ends_item(at)) {
    if (!read_column_constraint(at, column.constraints.emplace_back())) return false;
  }
  return true;
}

/// SQLite takes table constraints with and without commas between them, but not with one behind.
bool read_constraints(TokenCursor& at, std::vector<ConstraintText>& constraints) {
  do {
    if (!read_table_constraint(at, constraints.emplace_back())) return false;
  } while (at.take_symbol(",") || !is_symbol(at.peek(), ")"));
  return at.take_symbol(")");
}

bool read_items(TokenCursor& at, CreateTableText& table) {
  if (!at.take_symbol("(")) return false;
  do {
    if (!table.columns.empty() && starts_table_constraint(at.peek())) {
      return read_constraints(at, table.constraints);
    }
    if (!read_column(at, table.columns)) return false;
  } while (at.take_symbol(","));
  return at.take_symbol(")");
}

bool read_options(TokenCursor& at, CreateTableText& table) {
  if (at.at_end()) return true;
  do {
    bool& option = is_word(at.peek(), "STRICT") ? table.strict : table.without_rowid;
    const bool known = at.take_word("STRICT") || at.take_words({"WITHOUT", "ROWID"});
    if (!known || std::exchange(option, true)) return false;
  } while (at.take_symbol(","));
  return at.at_end();
}

}  // namespace

std::optional<CreateTableText> read_create_table(std::string_view sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  TokenCursor at(sql, tokens);
  auto head = take_head(at);
  if (!head) return std::nullopt;
  const Token& name = tokens[head->name_index];
  CreateTableText table;
  table.columns.reserve(16);
  table.name = std::move(head->name);
  table.name_offset = name.offset;
  table.name_length = name.text.size();
  if (!read_items(at, table) || !read_options(at, table)) return std::nullopt;
  if (!says_the_same(table, sql, std::span(tokens).subspan(head->name_index))) return std::nullopt;
  return table;
}

std::optional<std::string> with_table_name(std::string_view create_table, const Identifier& name) {
  const std::vector<Token> tokens = tokens_of(create_table);
  TokenCursor at(create_table, tokens);
  const auto head = take_head(at);
  if (!head || !(is_symbol(at.peek(), "(") || is_word(at.peek(), "AS"))) return std::nullopt;
  const std::size_t begin = tokens[head->begin].offset;
  const Token& last = tokens[head->name_index];
  std::string result(create_table.substr(0, begin));
  result += name.quoted();
  result += create_table.substr(last.offset + last.text.size());
  return result;
}

}  // namespace plumbline
