#include "analyzer/declare/declared_schema.hpp"

#include "analyzer/declare/schema_yaml.hpp"
#include "analyzer/sql_text/lexer.hpp"
#include "analyzer/sql_text/split_statements.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

namespace {

/// SQLite takes a quoted name that is no column for a string, and makes an index on that constant.
void refuse_indexes_on_strings(const Schema& schema, const std::string& file) {
  for (const auto& [name, table] : schema.tables) {
    for (const auto& [index_name, index] : table.indexes) {
      for (const KeyPart& part : index.columns) {
        if (!part.expression) continue;
        const std::vector<Token> tokens = tokens_of(*part.expression);
        if (tokens.size() != 1 || tokens[0].kind != TokenKind::quoted_name) continue;
        throw Error(Error::Kind::bad_yaml, {file, 0, 0},
                    "index " + index_name.text() + ": no such column: " + unquoted(tokens[0]));
      }
    }
  }
}

void run(const Connection& shadow, const DeclaredStatement& statement) {
  if (split_statements(statement.sql).size() > 1) {
    throw Error(Error::Kind::bad_yaml, statement.where, "holds more than one statement");
  }
  const auto failure = shadow.try_execute(statement.sql);
  if (failure) throw Error(Error::Kind::bad_sql, statement.where, failure->message);
}

}  // namespace

DeclaredSchema declared_schema(std::string_view yaml, const std::string& file,
                               std::optional<Deadline> deadline) {
  const Declaration declaration = read_schema_yaml(yaml, file);
  DeclaredSchema result{
      empty_shadow(file, deadline), {}, declaration.renames, declaration.taken_at};
  for (const DeclaredStatement& statement : declaration.statements) {
    run(result.connection, statement);
  }
  result.schema = introspect(result.connection);
  refuse_indexes_on_strings(result.schema, file);
  result.schema.user_version = declaration.user_version;
  result.schema.application_id = declaration.application_id;
  return result;
}

}  // namespace plumbline
