#include "analyzer/sql_text/newer_syntax.hpp"

#include <algorithm>
#include <array>

#include "analyzer/sql_text/lexer.hpp"
#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

using Tokens = std::vector<Token>;

bool word_at(const Tokens& tokens, std::size_t at, std::string_view word) {
  return at < tokens.size() && is_word(tokens[at], word);
}

bool symbol_at(const Tokens& tokens, std::size_t at, std::string_view symbol) {
  return at < tokens.size() && is_symbol(tokens[at], symbol);
}

bool any_word_at(const Tokens& tokens, std::size_t at, const auto& words) {
  return std::ranges::any_of(words, [&](const char* word) { return word_at(tokens, at, word); });
}

/// Every number; a name may have any number of them.
bool groups_digits(const Tokens& tokens, std::size_t at) {
  return tokens[at].kind == TokenKind::number &&
         tokens[at].text.find('_') != std::string_view::npos;
}

/// RAISE(ABORT, x): x was one string or name, and is any expression.
bool raises_expression(const Tokens& tokens, std::size_t at) {
  constexpr std::array raising = {"abort", "fail", "rollback"};
  return word_at(tokens, at, "raise") && symbol_at(tokens, at + 1, "(") &&
         any_word_at(tokens, at + 2, raising) && symbol_at(tokens, at + 3, ",") &&
         at + 4 < tokens.size() &&
         (!symbol_at(tokens, at + 5, ")") || tokens[at + 4].kind == TokenKind::number);
}

/// Whether the parenthesis at `at` may hold the arguments of a function: it stands behind a name,
/// and neither the words of a window nor a SELECT are in it.
bool opens_arguments(const Tokens& tokens, std::size_t at) {
  constexpr std::array not_functions = {"over", "as", "in", "exists", "values", "filter"};
  constexpr std::array selecting = {"select", "with", "values"};
  if (at == 0 || !symbol_at(tokens, at, "(")) return false;
  const TokenKind before = tokens[at - 1].kind;
  return (before == TokenKind::word || before == TokenKind::quoted_name) &&
         !any_word_at(tokens, at - 1, not_functions) && !any_word_at(tokens, at + 1, selecting);
}

/// group_concat(a ORDER BY b): ORDER BY right inside the arguments of a function.
bool orders_arguments(const Tokens& tokens, std::size_t at) {
  if (!opens_arguments(tokens, at)) return false;
  int depth = 0;
  for (std::size_t i = at; i < tokens.size(); ++i) {
    if (is_symbol(tokens[i], "(")) ++depth;
    if (is_symbol(tokens[i], ")") && --depth == 0) return false;
    if (depth == 1 && is_word(tokens[i], "order") && word_at(tokens, i + 1, "by")) return true;
  }
  return false;
}

bool compares_distinct(const Tokens& tokens, std::size_t at) {
  const std::size_t distinct = word_at(tokens, at + 1, "not") ? at + 2 : at + 1;
  return word_at(tokens, at, "is") && word_at(tokens, distinct, "distinct") &&
         word_at(tokens, distinct + 1, "from");
}

/// UPDATE t AS u, DELETE FROM t AS u, INSERT INTO t AS u: in a trigger.
bool names_its_table_anew(const Tokens& tokens, std::size_t at) {
  if (!word_at(tokens, 0, "create")) return false;
  const std::size_t kind = any_word_at(tokens, 1, std::array{"temp", "temporary"}) ? 2 : 1;
  if (!word_at(tokens, kind, "trigger")) return false;
  std::size_t table = 0;
  if (symbol_at(tokens, at - 1, ";") || word_at(tokens, at - 1, "begin")) {
    if (word_at(tokens, at, "update")) table = word_at(tokens, at + 1, "or") ? at + 3 : at + 1;
    if (word_at(tokens, at, "delete")) table = at + 2;
  }
  if (word_at(tokens, at, "into")) table = at + 1;
  return table != 0 && word_at(tokens, table + 1, "as");
}

struct Syntax {
  bool (*stands_at)(const Tokens& tokens, std::size_t at);
  const char* words;
  int since;
};

// Newest first. That of triggers is in 3.53.0 and not in 3.51.2.
constexpr std::array<Syntax, 5> all_syntax = {{
    {names_its_table_anew, "AS behind the table of a statement in a trigger", 3053000},
    {raises_expression, "RAISE with an expression", 3047000},
    {groups_digits, "digits grouped by _", 3046000},
    {orders_arguments, "ORDER BY in the arguments of a function", 3044000},
    {compares_distinct, "IS DISTINCT FROM", 3039000},
}};

}  // namespace

std::vector<SqlFeature> newer_syntax(std::string_view sql) {
  const Tokens tokens = tokens_of(sql);
  std::vector<SqlFeature> features;
  for (const Syntax& syntax : all_syntax) {
    for (std::size_t at = 1; at < tokens.size(); ++at) {
      if (!syntax.stands_at(tokens, at)) continue;
      features.push_back({syntax.words, syntax.since});
      break;
    }
  }
  return features;
}

std::vector<SqlFeature> newer_syntax_than(int version, std::string_view sql) {
  std::vector<SqlFeature> features = newer_syntax(sql);
  std::erase_if(features, [&](const SqlFeature& feature) { return feature.since <= version; });
  return features;
}

std::string words_for_features(const std::vector<SqlFeature>& features) {
  std::string words;
  for (const SqlFeature& feature : features) {
    words += (words.empty() ? "" : ", ") + feature.words + ": " + words_for_version(feature.since);
  }
  return words;
}

}  // namespace plumbline
