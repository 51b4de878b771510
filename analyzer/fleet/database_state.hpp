#pragma once
// What of a database decides which state of a fleet it is in: its schema, and the rows of its log.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "analyzer/history/log/find_log.hpp"
#include "analyzer/history/log/read_log.hpp"
#include "model/options.hpp"
#include "model/request.hpp"

namespace plumbline {

/// Equal for databases of the same schema and the same log. When a migration was recorded does not
/// count, only in which order.
struct DatabaseState {
  std::string schema;              ///< the fingerprint of fingerprint.hpp
  std::string key;                 ///< SHA-256 over that, user_version, application_id and the log
  std::vector<std::string> notes;  ///< how it was opened
};

/// How the log of one schema is read.
struct LogPlan {
  Schema schema;
  bool by_rows = false;  ///< which table is the log, its rows decide: to be looked for each time
  std::vector<FoundLog> logs;
  std::vector<LogQueries> queries;  ///< of the same
};

/// The plans of all schemas met so far. May be asked from several threads.
class LogPlans {
 public:
  LogPlans(LogChoice choice, const Options& options)
      : choice_(std::move(choice)), options_(options) {}

  /// Of the schema that `file` has. Throws Error where it cannot be read, or --log names what is
  /// not there.
  std::shared_ptr<const LogPlan> plan_for(const std::string& schema, const std::string& file);
  const LogChoice& choice() const { return choice_; }
  const Options& options() const { return options_; }

 private:
  LogPlan make_plan(const std::string& file) const;

  LogChoice choice_;
  Options options_;
  std::mutex mutex_;  ///< over what follows
  std::map<std::string, std::shared_ptr<const LogPlan>> plans_;
};

/// Opens the database as open_database does, and reads its schema and its log in one transaction.
/// Nothing is introspected or copied but where a schema is met for the first time. Throws Error.
DatabaseState state_of(const std::string& file, LogPlans& plans);

/// The key of the last record of its log; empty where it has no log, or none that is told from
/// others.
std::string last_record_of(const std::string& file, LogPlans& plans);

}  // namespace plumbline
