#include "analyzer/sql_text/sql_features.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/newer_syntax.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

/// https://sqlite.org/lang_corefunc.html and its kin say since when.
const std::map<std::string, int>& functions_since() {
  static const std::map<std::string, int> since = {
      {"iif", 3032000},          {"format", 3038000},        {"unixepoch", 3038000},
      {"unhex", 3041000},        {"octet_length", 3043000},  {"timediff", 3043000},
      {"concat", 3044000},       {"concat_ws", 3044000},     {"string_agg", 3044000},
      {"jsonb", 3045000},        {"jsonb_array", 3045000},   {"jsonb_extract", 3045000},
      {"jsonb_insert", 3045000}, {"jsonb_object", 3045000},  {"jsonb_patch", 3045000},
      {"jsonb_remove", 3045000}, {"jsonb_replace", 3045000}, {"jsonb_set", 3045000},
      {"json_pretty", 3046000},  {"unistr", 3050000},        {"unistr_quote", 3050000}};
  return since;
}

struct FollowingWords {
  std::array<std::string_view, 2> words;  ///< the second may be empty
  SqlFeature feature;
};

const std::vector<FollowingWords>& words_since() {
  static const std::vector<FollowingWords> since = {
      {{"do", "nothing"}, {"ON CONFLICT DO", 3024000}},
      {{"do", "update"}, {"ON CONFLICT DO", 3024000}},
      {{"nulls", "first"}, {"NULLS FIRST", 3030000}},
      {{"nulls", "last"}, {"NULLS LAST", 3030000}},
      {{"generated", "always"}, {"generated columns", 3031000}},
      {{"returning", ""}, {"RETURNING", 3035000}},
      {{"as", "materialized"}, {"MATERIALIZED", 3035000}},
      {{"right", "join"}, {"RIGHT JOIN", 3039000}},
      {{"full", "join"}, {"FULL JOIN", 3039000}}};
  return since;
}

/// RETURNING, GENERATED and FIRST may be names of columns: where a name is quoted, or stands behind
/// a dot, it is one; other doubtful places are left out by asking for two words.
void note_words(const std::vector<Token>& tokens, std::vector<SqlFeature>& features) {
  for (std::size_t at = 1; at < tokens.size(); ++at) {
    if (is_symbol(tokens[at - 1], ".")) continue;
    for (const auto& [words, feature] : words_since()) {
      const bool second = words[1].empty()
                              ? is_word(tokens[0], "insert") || is_word(tokens[0], "update") ||
                                    is_word(tokens[0], "delete")
                              : at + 1 < tokens.size() && is_word(tokens[at + 1], words[1]);
      if (is_word(tokens[at], words[0]) && second) features.push_back(feature);
    }
    if (is_symbol(tokens[at], "->") || is_symbol(tokens[at], "->>")) {
      features.push_back({"->", 3038000});
    }
  }
}

/// Behind the name of the table.
std::size_t behind_name(const std::vector<Token>& tokens, std::size_t at) {
  return at + 1 < tokens.size() && is_symbol(tokens[at + 1], ".") ? at + 3 : at + 1;
}

bool is_column_rename(const std::vector<Token>& tokens, std::size_t at) {
  return !is_word(tokens[at + 1], "to");
}

void note_alter(const std::vector<Token>& tokens, std::vector<SqlFeature>& features) {
  const std::size_t at = behind_name(tokens, 2);
  if (at + 1 >= tokens.size()) return;
  const bool constraint = is_word(tokens[at + 1], "constraint");
  if (is_word(tokens[at], "rename") && is_column_rename(tokens, at)) {
    features.push_back({"RENAME COLUMN", 3025000});
  } else if (is_word(tokens[at], "drop")) {
    features.push_back(constraint ? SqlFeature{"DROP CONSTRAINT", 3053000}
                                  : SqlFeature{"DROP COLUMN", 3035000});
  } else if (is_word(tokens[at], "alter")) {
    features.push_back({"ALTER COLUMN", 3053000});
  } else if (is_word(tokens[at], "add") && (constraint || is_word(tokens[at + 1], "check"))) {
    features.push_back({"ADD CONSTRAINT", 3053000});
  }
}

/// The options stand behind the last parenthesis.
void note_create_table(const std::vector<Token>& tokens, std::vector<SqlFeature>& features) {
  for (auto token = tokens.rbegin(); token != tokens.rend() && !is_symbol(*token, ")"); ++token) {
    if (token->kind == TokenKind::symbol && token->text == ";") continue;
    if (is_word(*token, "strict")) features.push_back({"STRICT", 3037000});
  }
}

}  // namespace

std::vector<SqlFeature> features_of(std::string_view sql, const std::set<std::string>& functions) {
  std::vector<SqlFeature> features = newer_syntax(sql);
  const std::vector<Token> tokens = tokens_of(sql);
  if (tokens.size() > 3) {
    note_words(tokens, features);
    if (is_word(tokens[0], "alter")) note_alter(tokens, features);
    if (is_word(tokens[0], "create") && is_word(tokens[1], "table")) {
      note_create_table(tokens, features);
    }
  }
  for (const std::string& function : functions) {
    const auto since = functions_since().find(ascii_lower(function));
    if (since != functions_since().end()) features.push_back({since->first + "()", since->second});
  }
  std::ranges::sort(features, [](const SqlFeature& a, const SqlFeature& b) {
    return a.since != b.since ? a.since > b.since : a.words < b.words;
  });
  const auto [first, last] = std::ranges::unique(features, {}, &SqlFeature::words);
  features.erase(first, last);
  return features;
}

std::string pragma_value_of(std::string_view sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  if (tokens.size() < 4 || !is_word(tokens[0], "pragma")) return "";
  const std::size_t at = behind_name(tokens, 1);
  if (at + 1 >= tokens.size()) return "";
  const bool sets = is_symbol(tokens[at], "=") || is_symbol(tokens[at], "(");
  return sets ? unquoted(tokens[at + 1]) : "";
}

}  // namespace plumbline
