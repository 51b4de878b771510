#pragma once
// A runner's table in memory that a test reads and writes.
#include <memory>
#include <string>
#include <vector>

#include "analyzer/sqlite/connection.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "tests/log_values.hpp"

namespace plumbline {

class WrittenLog {
 public:
  WrittenLog(const std::string& runner, const std::string& table, const std::string& columns);

  void execute(const std::string& sql) const { connection_.execute(sql); }
  /// A row, as the text between the parentheses of VALUES.
  void insert(const std::string& values) const;
  /// Reads the table into `log`.
  void read();
  /// Runs what record_migration says; returns it, parted by "; ".
  std::string record(std::size_t index);
  std::string unrecord(std::size_t index);
  std::string why_not() { return why_not_written(context()); }
  std::vector<std::string> guards(const std::vector<std::size_t>& absent) {
    return log_guards(context(), absent);
  }
  /// Whether all are true here; one that does not compile is not.
  bool holds(const std::vector<std::string>& guards) const;
  /// All rows, a line each, as SQL literals.
  std::string rows() const;
  std::string value(const std::string& sql) const { return connection_.text(sql).value_or("NULL"); }
  const MatchedLog& matched();
  LogContext context();

  FoundLog found;
  MigrationLog log;
  std::vector<Migration> migrations;

 private:
  std::string run(const std::vector<Statement>& statements) const;

  Connection connection_;
  MatchedLog matched_;
  Table table_;
};

}  // namespace plumbline
