#pragma once
// The tables in which a runner says that it is at work, or was when it died.
#include <string>
#include <vector>

#include "analyzer/history/log/find_log.hpp"

namespace plumbline {

struct LockTable {
  Identifier table;
  std::string predicate;  ///< what is so where the lock is set
  std::string sql() const { return "SELECT * FROM " + table.quoted() + " WHERE " + predicate; }
};

/// Those of the log that are there and can be asked.
std::vector<LockTable> lock_tables(const Connection& connection, const FoundLog& found);

/// Adds the rows that are set to `log.locks`.
void read_lock(const Connection& connection, const LockTable& lock, MigrationLog& log);

}  // namespace plumbline
