#include "analyzer/history/recorded/read_trace.hpp"

#include "analyzer/sql_text/split_statements.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace {

/// SQLite is the reader of JSON, too: https://sqlite.org/json1.html
constexpr const char* fields_of_line =
    "SELECT ?1 ->> '$.sql', CASE json_type(?1, '$.parameters') WHEN 'array' THEN ?1 -> "
    "'$.parameters' END WHERE json_valid(?1) AND json_type(?1, '$.sql') = 'text' AND "
    "coalesce(json_type(?1, '$.parameters'), 'null') IN ('array', 'null')";

/// One statement has no second one behind it, which SQLite would not run either.
void add(std::string_view sql, const std::string& parameters,
         std::vector<TracedStatement>& statements) {
  for (ScriptStatement& statement : split_statements(sql)) {
    statements.push_back({std::move(statement.sql), parameters});
  }
}

std::vector<TracedStatement> read_json_lines(std::string_view text, const std::string& file) {
  const Connection json = Connection::in_memory(file);
  Query fields(json, fields_of_line);
  std::vector<TracedStatement> statements;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    fields.reset();
    fields.bind(1, line);
    if (!fields.step()) {
      throw Error(Error::Kind::bad_sql, {file, number, 0},
                  "is no JSON object with \"sql\" and, where it has any, a list of \"parameters\"");
    }
    const bool has_parameters = !fields.is_null(1) && fields.text(1) != "[]";
    add(fields.text(0), has_parameters ? std::string(fields.text(1)) : "", statements);
  }
  return statements;
}

}  // namespace

std::vector<TracedStatement> read_trace(std::string_view text, const std::string& file) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '{') return read_json_lines(text, file);
  std::vector<TracedStatement> statements;
  add(text, "", statements);
  return statements;
}

}  // namespace plumbline
