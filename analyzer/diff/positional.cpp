#include "analyzer/diff/positional.hpp"

#include <vector>

#include "analyzer/sql_text/lexer.hpp"

namespace plumbline {

namespace {

bool is_name(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted_name;
}

bool selects_star(const std::vector<Token>& tokens) {
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const bool after = is_word(tokens[i - 1], "select") || is_word(tokens[i - 1], "distinct") ||
                       is_symbol(tokens[i - 1], ",") || is_symbol(tokens[i - 1], ".");
    if (after && is_symbol(tokens[i], "*")) return true;
  }
  return false;
}

/// INSERT INTO t VALUES or INSERT INTO t SELECT: no list of columns behind the name.
std::set<Identifier> inserted_by_position(const std::vector<Token>& tokens) {
  std::set<Identifier> tables;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!is_word(tokens[i], "into") || !is_name(tokens[i + 1])) continue;
    std::size_t behind = i + 2;
    if (is_symbol(tokens[behind], ".") && behind + 2 < tokens.size()) behind += 2;
    if (is_word(tokens[behind], "values") || is_word(tokens[behind], "select")) {
      tables.insert(Identifier(unquoted(tokens[behind - 1])));
    }
  }
  return tables;
}

}  // namespace

std::map<Identifier, std::set<Identifier>> positional_users(const Schema& schema) {
  std::map<Identifier, std::set<Identifier>> users;
  for (const auto& [name, view] : schema.views) {
    const std::vector<Token> tokens = tokens_of(view.sql);
    if (!selects_star(tokens)) continue;
    for (const Token& token : tokens) {
      if (!is_name(token)) continue;
      const Identifier mentioned(unquoted(token));
      if (find_table(schema, mentioned)) users[mentioned].insert(name);
    }
  }
  for (const auto& [name, trigger] : schema.triggers) {
    for (const Identifier& table : inserted_by_position(tokens_of(trigger.sql))) {
      users[table].insert(name);
    }
  }
  return users;
}

}  // namespace plumbline
