#include "analyzer/history/files/change_set_words.hpp"

#include <boost/regex.hpp>
#include <map>
#include <sstream>

#include "analyzer/sql_text/lexer.hpp"
#include "model/identifier.hpp"

namespace plumbline {

namespace {

constexpr std::string_view white_space = " \t\r\n";

OnFail on_fail_named(const std::string& word) {
  static const std::map<std::string, OnFail> words = {{"continue", OnFail::pass_over},
                                                      {"mark_ran", OnFail::mark_ran},
                                                      {"warn", OnFail::run_all_the_same}};
  const auto found = words.find(ascii_lower(word));
  return found == words.end() ? OnFail::halt : found->second;
}

/// "table:users" as Liquibase looks it up: in any case.
Precondition object_exists(const std::string& type, const std::string& name) {
  return {"SELECT count(*) FROM sqlite_master WHERE type = '" + type + "' AND lower(name) = '" +
              ascii_lower(name) + "'",
          "1"};
}

/// The text with blanks for comments and a letter for all that is in quotes.
std::string without_quoted(const std::string& text) {
  std::string bare(text.size(), ' ');
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || text[i] == '\r') bare[i] = text[i];
  }
  for (const Token& token : tokens_of(text)) {
    const bool quoted = token.kind == TokenKind::string || token.kind == TokenKind::quoted_name;
    if (token.text.starts_with("/*")) continue;
    for (std::size_t i = 0; i < token.text.size(); ++i) {
      bare[token.offset + i] = quoted ? 'x' : token.text[i];
    }
  }
  return bare;
}

std::string escaped(const std::string& text) {
  static const boost::regex special(R"([.^$|()\[\]{}*+?\\])");
  return boost::regex_replace(text, special, R"(\\$&)");
}

/// Liquibase takes longer delimiters for regular expressions; "$$" is meant as it is written.
boost::regex pattern_of(const std::optional<std::string>& end_delimiter, const std::string& bare) {
  if (!end_delimiter) return boost::regex(R"(^(?:go|/)[ \t]*$)", boost::regex::icase);
  if (*end_delimiter == "/") return boost::regex("^/");
  const bool literal = end_delimiter->size() == 1 || bare.find(*end_delimiter) != std::string::npos;
  return boost::regex(literal ? escaped(*end_delimiter) : *end_delimiter, boost::regex::icase);
}

/// In place of the `length` bytes from `first` on; line ends stay.
void put_semicolon(std::string& text, std::size_t first, std::size_t length) {
  bool ended = false;
  for (std::size_t i = first; i < first + length; ++i) {
    if (text[i] == '\n' || text[i] == '\r') continue;
    text[i] = ended ? ' ' : ';';
    ended = true;
  }
}

}  // namespace

std::optional<std::string> attribute(const std::string& attributes, const std::string& name) {
  const boost::regex pattern("(?:^|\\s)" + name + ":(\"[^\"]*\"|\\S*)", boost::regex::icase);
  boost::smatch groups;
  if (!boost::regex_search(attributes, groups, pattern)) return std::nullopt;
  const std::string value = groups[1].str();
  const bool quoted = value.size() >= 2 && value.front() == '"';
  return quoted ? value.substr(1, value.size() - 2) : value;
}

bool attribute_says(const std::string& attributes, const std::string& name, bool otherwise) {
  const auto value = attribute(attributes, name);
  return value ? ascii_lower(*value) == "true" : otherwise;
}

bool takes_sqlite(const std::string& dbms) {
  bool any_named = false, named = false;
  std::istringstream words(ascii_lower(dbms));
  for (std::string word; std::getline(words, word, ',');) {
    const std::size_t begin = word.find_first_not_of(white_space);
    if (begin == std::string::npos) continue;
    word = word.substr(begin, word.find_last_not_of(white_space) + 1 - begin);
    if (word == "!sqlite" || word == "none") return false;
    any_named |= !word.starts_with('!');
    named |= word == "sqlite" || word == "all";
  }
  return named || !any_named;
}

void read_on_fail(const std::string& attributes, Preconditions& preconditions) {
  if (const auto word = attribute(attributes, "onFail")) {
    preconditions.on_fail = on_fail_named(*word);
  }
  if (const auto word = attribute(attributes, "onError")) {
    preconditions.on_error = on_fail_named(*word);
  }
}

void read_precondition(const std::string& kind, const std::string& rest,
                       Preconditions& preconditions) {
  static const boost::regex sql_check(
      R"re(^\s*(?:expectedResult:)?(?:'([^']+)'|"([^"]+)"|(\w+))\s+(.*?)\s*$)re",
      boost::regex::icase);
  boost::smatch groups;
  if (kind == "sql-check" && boost::regex_match(rest, groups, sql_check)) {
    preconditions.list.push_back(
        {groups[4].str(), groups[1].str() + groups[2].str() + groups[3].str()});
    return;
  }
  const std::string type = kind.substr(0, kind.find('-'));
  const auto name = attribute(rest, type);
  if (kind == type + "-exists" && (type == "table" || type == "view") && name) {
    preconditions.list.push_back(object_exists(type, *name));
  } else {
    preconditions.unknown = kind;
  }
}

std::string with_semicolons(const std::string& text,
                            const std::optional<std::string>& end_delimiter) {
  const std::string bare = without_quoted(text);
  std::string result = text;
  try {
    const boost::regex pattern = pattern_of(end_delimiter, bare);
    for (boost::sregex_iterator at(bare.begin(), bare.end(), pattern), end; at != end; ++at) {
      put_semicolon(result, static_cast<std::size_t>(at->position()),
                    static_cast<std::size_t>(at->length()));
    }
  } catch (const boost::regex_error&) {  // no expression, or one without an end: nothing is cut
    return text;
  }
  return result;
}

}  // namespace plumbline
