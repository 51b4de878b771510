#include "analyzer/history/log_rows/log_template.hpp"

#include <algorithm>
#include <boost/regex.hpp>

#include "analyzer/history/log_rows/log_words.hpp"
#include "analyzer/sql_text/split_statements.hpp"

namespace plumbline {

namespace {

const boost::regex& word_pattern() {
  static const boost::regex pattern(R"(\{([a-z_0-9:()+-]+)\})");
  return pattern;
}

std::string value_of(const LogContext& context, const std::string& word, std::size_t index) {
  if (auto sql = sql_of_word(context, word, index)) return *sql;
  throw Error(Error::Kind::failed, {},
              "the log row of " + context.migrations[index].id +
                  " cannot be written: nothing says "
                  "what {" +
                  word + "} is for " + context.found.runner->title);
}

std::string filled(const LogContext& context, const std::string& text, std::size_t index) {
  std::string result;
  std::string::const_iterator rest = text.begin();
  for (boost::sregex_iterator word(text.begin(), text.end(), word_pattern()), end; word != end;
       ++word) {
    result.append(rest, (*word)[0].first);
    result += value_of(context, (*word)[1].str(), index);
    rest = (*word)[0].second;
  }
  return result.append(rest, text.end());
}

}  // namespace

std::vector<std::string> words_of_template(const std::string& text) {
  std::vector<std::string> words;
  for (boost::sregex_iterator word(text.begin(), text.end(), word_pattern()), end; word != end;
       ++word) {
    if (std::ranges::count(words, (*word)[1].str()) == 0) words.push_back((*word)[1].str());
  }
  return words;
}

std::vector<std::string> columns_of_template(const std::string& text) {
  static const boost::regex list(R"(INSERT INTO \{table\}\s*\(([^)]*)\))");
  static const boost::regex name(R"re("((?:[^"]|"")*)"|([^\s,"]+))re");
  boost::smatch match;
  std::vector<std::string> columns;
  if (!boost::regex_search(text, match, list)) return columns;
  const std::string names = match[1].str();
  for (boost::sregex_iterator column(names.begin(), names.end(), name), end; column != end;
       ++column) {
    columns.push_back((*column)[1].matched ? (*column)[1].str() : (*column)[2].str());
  }
  return columns;
}

std::vector<std::string> fill_template(const LogContext& context, const std::string& text,
                                       std::size_t index) {
  std::vector<std::string> statements;
  for (const ScriptStatement& statement : split_statements(text)) {
    // Where no version is left there is no row (golang-migrate).
    const bool no_version_left =
        index == 0 && statement.sql.starts_with("INSERT") &&
        std::ranges::count(words_of_template(statement.sql), "previous") > 0;
    if (!no_version_left) statements.push_back(filled(context, statement.sql, index));
  }
  return statements;
}

}  // namespace plumbline
