#include "tests/written_log.hpp"

namespace plumbline {

WrittenLog::WrittenLog(const std::string& runner, const std::string& table,
                       const std::string& columns)
    : connection_(Connection::in_memory("test")) {
  found.runner = runner_called(runner);
  found.table = Identifier(table);
  if (table.empty()) return;
  execute("CREATE TABLE " + found.table.quoted() + "(" + columns + ")");
  table_ = introspect(connection_).tables.at(found.table);
}

void WrittenLog::insert(const std::string& values) const {
  execute("INSERT INTO " + found.table.quoted() + " VALUES (" + values + ")");
}

void WrittenLog::read() { log = read_log(connection_, found); }

std::string WrittenLog::run(const std::vector<Statement>& statements) const {
  std::string text;
  for (const Statement& statement : statements) {
    execute(statement.sql);
    text += (text.empty() ? "" : "; ") + statement.sql;
  }
  return text;
}

std::string WrittenLog::record(std::size_t index) {
  return run(record_migration(context(), index));
}

std::string WrittenLog::unrecord(std::size_t index) {
  return run(unrecord_migration(context(), index));
}

bool WrittenLog::holds(const std::vector<std::string>& guards) const {
  for (const std::string& guard : guards) {
    if (connection_.try_prepare("SELECT " + guard)) return false;
    if (connection_.integer("SELECT " + guard) != 1) return false;
  }
  return true;
}

std::string WrittenLog::rows() const {
  std::string select;
  for (const Column& column : table_.columns) {
    select += (select.empty() ? "quote(" : "||','||quote(") + column.name.quoted() + ")";
  }
  return connection_
      .text("SELECT group_concat(r, char(10)) FROM (SELECT " + select + " AS r FROM " +
            found.table.quoted() + " ORDER BY rowid)")
      .value_or("");
}

const MatchedLog& WrittenLog::matched() {
  matched_ = match_log(*found.runner, log, migrations);
  return matched_;
}

LogContext WrittenLog::context() {
  return {found, log, migrations, matched(), found.table.text().empty() ? nullptr : &table_};
}

}  // namespace plumbline
