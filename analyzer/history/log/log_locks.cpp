#include "analyzer/history/log/log_locks.hpp"

#include "analyzer/history/runner/fit_runner.hpp"

namespace plumbline {

namespace {

bool names_column(const std::string& predicate, const std::string& column) {
  return ascii_lower(predicate).starts_with(ascii_lower(column) + " ");
}

/// "is_locked = 1": the column that the predicate is about, or all of them.
std::string shown_lock(const Query& query, const std::string& predicate) {
  std::string all;
  for (int i = 0; i < query.columns(); ++i) {
    const std::string cell = query.column_name(i) + " = " + std::string(query.text(i));
    if (names_column(predicate, query.column_name(i))) return cell;
    all += (all.empty() ? "" : ", ") + cell;
  }
  return all;
}

}  // namespace

std::vector<LockTable> lock_tables(const Connection& connection, const FoundLog& found) {
  std::vector<LockTable> locks;
  for (const Identifier& table : found.side_tables) {
    for (const auto& [name, predicate] : found.runner->locks) {
      if (table != Identifier(with_table_name(name, found.table.text()))) continue;
      const LockTable lock{table, predicate};
      if (!connection.try_prepare(lock.sql())) locks.push_back(lock);
      break;
    }
  }
  return locks;
}

void read_lock(const Connection& connection, const LockTable& lock, MigrationLog& log) {
  Query query(connection, lock.sql());
  for (bool row = false; !query.try_step(row) && row;) {
    log.locks.push_back(lock.table.text() + ": " + shown_lock(query, lock.predicate));
  }
}

}  // namespace plumbline
