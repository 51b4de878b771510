#include <algorithm>
#include <array>

#include "model/affinity.hpp"
#include "rules/schema_words.hpp"

namespace plumbline {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

/// The words of a type in lower case, without digits: "INT8 (11)" is one, "int".
std::vector<std::string> words_of(const std::string& type) {
  std::vector<std::string> words;
  bool in_word = false;
  for (const char c : ascii_lower(type)) {
    if (c == '(') break;
    if (!is_letter(c)) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    words.back() += c;
    in_word = true;
  }
  return words;
}

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}

bool is_whole_number(const std::string& word) {
  static constexpr std::array<std::string_view, 9> names = {
      "int", "integer", "tinyint", "smallint", "mediumint", "bigint", "hugeint", "longint", "uint"};
  return is_one_of(names, word);
}

/// Names that say text, and that no rule of SQLite's knows.
bool is_meant_as_text(const std::string& word) {
  static constexpr std::array<std::string_view, 8> names = {
      "string", "str", "strings", "enum", "email", "phone", "zip", "password"};
  return is_one_of(names, word);
}

/// What the type is taken for, where its name says something else; else empty.
std::string surprise(const Column& column) {
  const std::string affinity = affinity_of(column.type);
  const std::vector<std::string> words = words_of(column.type);
  if (affinity == "NUMERIC" && std::ranges::any_of(words, is_meant_as_text)) return affinity;
  if (affinity == "INTEGER" && std::ranges::none_of(words, is_whole_number)) return affinity;
  return "";
}

std::string consequence(const std::string& affinity) {
  return affinity == "NUMERIC" ? "NUMERIC, since SQLite does not know the word"
                               : "INTEGER, since INT is in the word";
}

void check(const SchemaInHand& input, const Rule& rule, std::vector<Finding>& findings) {
  for (const Table* table : tables_in(input)) {
    if (table->strict) continue;
    std::vector<std::string> columns;
    for (const Column& column : table->columns) {
      const std::string affinity = surprise(column);
      if (affinity.empty()) continue;
      columns.push_back(column.name.text() + " " + column.type + " is " + consequence(affinity));
    }
    if (columns.empty()) continue;
    findings.push_back(finding_of(rule, object_of(*table),
                                  listed(columns) +
                                      ": text that looks like a number is stored as that number, "
                                      "'007' as 7 and '1e3' as 1000",
                                  "declare text as TEXT and numbers as INTEGER, REAL or NUMERIC"));
  }
}

}  // namespace

extern const Rule ambiguous_type;
const Rule ambiguous_type{"ambiguous-type", Severity::warning, check};

}  // namespace plumbline
