#include "tests/found_logs.hpp"

#include "analyzer/sqlite/introspect.hpp"
#include "model/error.hpp"

namespace plumbline {

const std::string kysely_columns = "(name varchar(255) primary key, timestamp varchar(255))";

std::string shown(const std::vector<FoundLog>& logs) {
  std::string text;
  for (const FoundLog& log : logs) {
    text += (text.empty() ? "" : " ") + log.runner->name + "@" + log.table.text();
    for (const Identifier& table : log.side_tables) text += "+" + table.text();
  }
  return text;
}

LogChoice choose(const std::string& runner, const std::string& table, const std::string& key) {
  return {runner, table, key};
}

std::vector<FoundLog> logs_in(const std::string& sql, const LogChoice& choice) {
  const Connection connection = Connection::in_memory("app.db");
  connection.execute(sql);
  return find_logs(connection, introspect(connection), choice);
}

std::string found_in(const std::string& sql, const LogChoice& choice) {
  return shown(logs_in(sql, choice));
}

std::string message_of(const std::string& sql, const LogChoice& choice) {
  try {
    return found_in(sql, choice);
  } catch (const Error& error) {
    return to_string(error.kind()) + ": " + error.message();
  }
}

}  // namespace plumbline
