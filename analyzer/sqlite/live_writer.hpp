#pragma once
// The one connection of the program that writes to a database that is not ours.
#include <filesystem>
#include <functional>
#include <string>

#include "analyzer/sqlite/connection.hpp"

namespace plumbline {

/// It has no stand-ins for what only the application has: an index in the order of a made-up
/// collation would be a damaged one. So a statement that needs such a thing fails here.
class LiveWriter {
 public:
  /// Throws Error(unreadable | not_a_database): no such file, no permission to write, locked.
  explicit LiveWriter(const std::filesystem::path& file);

  /// Runs one statement to its end; `heartbeat` is called while it runs.
  std::optional<SqlFailure> run(const std::string& statement,
                                const std::function<void()>& heartbeat) const;

  const Connection& connection() const { return connection_; }

 private:
  Connection connection_;
};

/// Whether a failure is one of these: https://sqlite.org/rescode.html
bool is_busy(const SqlFailure& failure);
bool is_full(const SqlFailure& failure);

}  // namespace plumbline
