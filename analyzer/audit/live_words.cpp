#include "analyzer/audit/live_words.hpp"

#include "analyzer/plan/fit_rows.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "model/affinity.hpp"

namespace plumbline {

namespace {

bool is_name(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted_name;
}

/// What the name at that place is in the database; null where it keeps it.
const Identifier* old_name(const std::vector<Token>& tokens, std::size_t at,
                           const TablePair& pair) {
  if (!is_name(tokens[at])) return nullptr;
  const bool calls = at + 1 < tokens.size() && is_symbol(tokens[at + 1], "(");
  const bool qualifies = at + 1 < tokens.size() && is_symbol(tokens[at + 1], ".");
  const Identifier name(unquoted(tokens[at]));
  if (qualifies) return name == pair.target->name ? &pair.live.name : nullptr;
  const auto old = calls ? pair.old_names.end() : pair.old_names.find(name);
  return old == pair.old_names.end() ? nullptr : &old->second;
}

/// ANY is a type of STRICT tables alone: https://sqlite.org/stricttables.html#the_any_datatype
std::string affinity_in(const Table& table, const Column& column) {
  const bool any = table.strict && ascii_lower(column.type) == "any";
  return any ? "BLOB" : affinity_of(column.type);
}

std::string as_integer(const std::string& value) {
  const std::string number = "CAST(" + value + " AS NUMERIC)";
  return "iif(" + is_whole(value) + ", CAST(" + number + " AS INTEGER), " + number + ")";
}

}  // namespace

std::string is_whole(const std::string& value) {
  const std::string number = "CAST(" + value + " AS NUMERIC)";
  const std::string whole = "CAST(" + number + " AS INTEGER)";
  return whole + " = " + number + " AND (typeof(" + number + ") = 'integer' OR " + whole +
         " > -9223372036854775808)";
}

std::optional<std::string> in_live_words(const std::string& expression, const TablePair& pair) {
  const std::vector<Token> tokens = tokens_of(expression);
  std::string words;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Identifier* const old = old_name(tokens, i, pair);
    if (old == nullptr) continue;
    words += expression.substr(copied, tokens[i].offset - copied) + old->quoted();
    copied = tokens[i].offset + tokens[i].text.size();
  }
  words += expression.substr(copied);
  if (mentions_new_column(words, pair.live, *pair.target)) return std::nullopt;
  return words;
}

std::string undecided_by(const std::string& expression, const TablePair& pair) {
  for (const Token& token : tokens_of(expression)) {
    const Column* const target =
        is_name(token) ? find_column(*pair.target, Identifier(unquoted(token))) : nullptr;
    const Column* const live = target == nullptr ? nullptr : live_column(pair, target->name);
    if (live == nullptr) continue;
    const std::string name = target->name.text();
    if (affinity_in(pair.live, *live) != affinity_in(*pair.target, *target)) {
      return "the type of " + name + " changes";
    }
    if (Identifier(live->collation) != Identifier(target->collation)) {
      return "the collation of " + name + " changes";
    }
    if (live->generated != target->generated) return "what " + name + " is made of changes";
  }
  return "";
}

std::string stored_anew(const std::string& value, const Column& live, const Column& target,
                        const TablePair& pair) {
  const std::string before = affinity_in(pair.live, live);
  const std::string after = affinity_in(*pair.target, target);
  const std::string kind = "typeof(" + value + ")";
  if (before == after || after == "BLOB") return value;
  if (after == "TEXT") {
    return "iif(" + kind + " IN ('integer', 'real'), CAST(" + value + " AS TEXT), " + value + ")";
  }
  const std::string number_as_text =
      kind + " = 'text' AND CAST(" + value + " AS NUMERIC) = " + value;
  if (after == "REAL") {
    return "iif(" + kind + " = 'integer' OR " + number_as_text + ", CAST(" + value + " AS REAL), " +
           value + ")";
  }
  return "iif(" + kind + " = 'real' OR " + number_as_text + ", " + as_integer(value) + ", " +
         value + ")";
}

}  // namespace plumbline
